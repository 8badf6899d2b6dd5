"""What a mention of a speaker is: a name, a role, an organisation, a country, somebody unnamed, or a pronoun."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: Heads of unnamed speakers (*a senior official*): their words keep the mention as the speaker's name.
PRONOUNS = frozenset(
    "he she they it i we you who which that him her them his their its our my whose one this these those both "
    "some others many several everyone someone nobody himself herself themselves there what".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr prof professor president vice prime minister foreign secretary senator sen rep representative "
    "congressman congresswoman governor gov ambassador general gen admiral colonel col major maj captain capt lieutenant "
    "lt sergeant sgt chief commander brigadier ayatollah hojatoleslam imam sheikh sheik king queen prince princess pope "
    "cardinal bishop archbishop rabbi reverend rev father sir lord lady dame judge justice attorney mayor chancellor "
    "premier speaker chairman chairwoman chairperson chair director spokesman spokeswoman spokesperson envoy deputy "
    "former then acting senior interim first second supreme leader defense defence interior finance state house majority "
    "minority national security adviser advisor aide candidate democrat republican sheriff detective officer inspector "
    "marshal field grand special representative-elect president-elect ex-president hon excellency emir sultan shah crown "
    "coach manager captain analyst economist historian author writer actor actress singer journalist reporter lawyer "
    "activist expert scholar pollster strategist host moderator anchor columnist editor ceo cfo founder co-founder "
    "communications campaign press party top longtime veteran head undersecretary assistant parliament parliamentary".split()
)
ROLES = frozenset(
    "president minister secretary senator representative congressman congresswoman governor ambassador general admiral "
    "colonel major captain chief commander brigadier ayatollah imam sheikh king queen prince princess pope cardinal bishop "
    "judge justice attorney mayor chancellor premier speaker chairman chairwoman chair director spokesman spokeswoman "
    "spokesperson envoy deputy leader adviser advisor aide candidate sheriff detective officer inspector lawmaker diplomat "
    "official legislator cleric politician strategist economist analyst professor author journalist host lawyer activist "
    "expert scholar businessman billionaire mogul nominee frontrunner front-runner congresswoman emir sultan monarch "
    "negotiator coach founder executive manager head parliamentarian academic historian scientist physician doctor "
    "priest rabbi author singer actor actress star father mother widow wife husband son daughter brother sister man woman "
    "secretary-general undersecretary mp democrat republican vice-president lieutenant sergeant".split()
)
#: Roles that may name the same person.
SYNONYMS = {
    **{"diplomat": "ambassador", "envoy": "ambassador", "minister": "secretary", "lawmaker": "senator"},
    **{"legislator": "senator", "congressman": "senator", "representative": "senator", "leader": "president"},
    **{"premier": "minister", "spokesman": "spokesperson", "spokeswoman": "spokesperson", "cleric": "ayatollah"},
    **{"monarch": "king", "chairwoman": "chairman", "chair": "chairman", "mogul": "billionaire"},
    **{"businessman": "billionaire", "nominee": "candidate", "frontrunner": "candidate", "front-runner": "candidate"},
    **{"parliamentarian": "senator", "mp": "senator", "deputy": "senator"},
}
ORGANISATIONS = frozenset(
    "ministry department government administration agency committee commission council parliament congress senate house "
    "court party campaign company corporation group organization organisation association union university institute "
    "center centre bank fund office bureau board embassy consulate army navy military police force forces guard guards "
    "corps command foundation federation league network newspaper paper magazine journal times post news press tribune "
    "herald guardian report poll survey study statement letter memo document documents website site channel television tv "
    "radio service authority authorities team coalition alliance movement firm inc ltd corp co staff cabinet white pentagon "
    "kremlin hezbollah hamas taliban daesh reuters afp cnn bbc irna isna tasnim fars bloomberg politico breitbart fox msnbc "
    "nbc abc cbs npr pac academy society club trust ngo watch international tribunal prosecutors intelligence regime "
    "leadership delegation mission secretariat assembly bloc chamber ad ads article editorial resolution treaty law bill "
    "book film data figures statistics agency's twitter facebook google campaign's".split()
)
_UNNAMED_HEADS = frozenset(
    "official officials source sources analyst analysts expert experts diplomat diplomats critic critics supporter "
    "supporters aide aides observer observers resident residents witness witnesses people person voter voters man men "
    "woman women student students activist activists protester protesters leaders lawmakers politicians economists scholars "
    "scientists researchers doctors workers soldiers journalists reporters commentators opponents allies members officers "
    "spokesmen advisers advisors strategists investors traders democrats republicans conservatives liberals users others "
    "locals citizens refugees migrants families parents teachers farmers businessmen executives lawyers attorneys users "
    "someone somebody insider insiders operative operatives donor donors historian neighbor neighbour neighbours fans "
    "americans iranians russians israelis palestinians chinese british europeans germans iraqis syrians turks arabs "
    "muslims jews christians hispanics latinos blacks whites respondents readers viewers passengers survivors".split()
)
_WORD = re.compile(r"[\w][\w.'’‑-]*")
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_LOWER_NAME = frozenset("al el bin ibn de la van von der den da di du abu bint".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention taken apart: its kind, its name (title off), its role, the nationality it gives, its gender."""

    text: str
    #: person, organisation, country, role, unnamed, pronoun, none
    kind: str
    name: str = ""
    role: str = ""
    country: str = ""
    gender: str = ""
    plural: bool = False
    definite: bool = False


_SAME_COUNTRY = {
    **dict.fromkeys(("US", "U.S", "USA", "America"), "United States"),
    **dict.fromkeys(("UK", "Britain"), "United Kingdom"),
    **{"EU": "European Union", "UAE": "United Arab Emirates", "Türkiye": "Turkey", "Kremlin": "Russia"},
}


@cache
def places() -> tuple[dict[str, str], dict[str, str]]:
    """Return country by name or capital, and country by demonym, in lower case."""
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    with (Path(__file__).parent / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.setdefault(row["country"].lower(), _SAME_COUNTRY.get(row["country"], row["country"]))
            for capital in filter(None, row["capitals"].split("|")):
                names.setdefault(capital.lower(), _SAME_COUNTRY.get(row["country"], row["country"]))
            for demonym in row["demonyms"].split("|"):
                demonyms.setdefault(demonym.lower(), _SAME_COUNTRY.get(row["country"], row["country"]))
    return names, demonyms


def name_key(name: str) -> str:
    """Return a key under which spellings of one name agree: Rouhani, Rohani and Ruhani; Ale-Sadeq and Al-e Sadegh.

    Examples
    --------
    >>> name_key("Hossein") == name_key("Hussain"), name_key("Ale-Sadeq") == name_key("Al-e Sadegh")
    (True, True)
    """
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(c for c in plain if c.isalpha() and not unicodedata.combining(c))
    for old, new in _SPELLINGS:
        plain = plain.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", plain)


_SPELLINGS = (
    *(("ou", "u"), ("oo", "u"), ("ow", "u"), ("o", "u"), ("ee", "i"), ("ei", "i"), ("ai", "i"), ("ey", "i")),
    *(("ay", "i"), ("ie", "i"), ("y", "i"), ("e", "a"), ("kh", "k"), ("gh", "k"), ("q", "k"), ("c", "k"), ("w", "v")),
    *(("ph", "f"), ("dh", "d"), ("th", "t")),
)


def read_mention(text: str) -> Mention:
    """Take a mention of a speaker apart.

    Examples
    --------
    >>> read_mention("Iran’s Ambassador to Baghdad Mohammad Kazem Ale-Sadeq").name
    'Mohammad Kazem Ale-Sadeq'
    >>> read_mention("The Iranian ambassador").role, read_mention("Tehran").kind, read_mention("two officials").kind
    ('ambassador', 'country', 'unnamed')
    """
    plain = re.sub(r"\([^)]*\)?", " ", text)
    words = [word.strip(".'’") if word.count(".") == 1 else word for word in _WORD.findall(plain)]
    words = [re.sub(r"['’]s?$", "", word) if word.lower() not in ("u.s",) else word for word in words]
    words = [word for word in words if word]
    if not words:
        return Mention(text, "none")
    lows = [word.lower().rstrip(".") for word in words]
    if len(words) == 1 and lows[0] in PRONOUNS:
        return Mention(text, "pronoun", gender={"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}.get(lows[0], ""))
    names, demonyms = places()
    bare = " ".join(lows[1:] if lows[0] == "the" else lows)
    if bare in names:
        return Mention(text, "country", names[bare])
    country = next((demonyms[low] for low in lows if low in demonyms), "") or next(
        (names[low] for low in lows if low in names), ""
    )
    gender = "m" if {"mr", "spokesman", "king", "congressman", "he", "sir"} & set(lows) else ""
    gender = "f" if {"mrs", "ms", "spokeswoman", "queen", "congresswoman", "she", "chairwoman"} & set(lows) else gender
    head = _head(lows)
    role = next((low for low in lows if low in ROLES and low != "general"), "general" if "general" in lows else "")
    definite = lows[0] in ("the", "this", "that", "his", "her", "their", "its")
    run = _name_run(words, lows)
    if lows[-1] in _UNNAMED_HEADS and head == lows[-1] and lows[-1] not in ROLES:
        return Mention(text, "unnamed", country=country, plural=head.endswith(("s", "people", "men", "women")))
    if run and not _is_organisation(run) and not (head in _UNNAMED_HEADS | ROLES and _after_preposition(lows, run)):
        return Mention(text, "person", " ".join(run), role, country, gender)
    if (run and _is_organisation(run)) or (lows[-1] in ORGANISATIONS or head in ORGANISATIONS or _acronym(words)):
        return Mention(text, "organisation", _without_article(text), "", country)
    plural = head in _UNNAMED_HEADS and head.endswith(("s", "people", "men", "women"))
    if head in ROLES and definite and not plural:
        return Mention(text, "role", "", head, country, gender, definite=True)
    return Mention(text, "unnamed", "", head if head in ROLES else "", country, gender, plural or head.endswith("s"))


def _head(lows: list[str]) -> str:
    """The head of a noun phrase: the last word before a preposition or clause."""
    for number, low in enumerate(lows):
        if number and low in ("of", "in", "at", "for", "from", "with", "to", "who", "on", "by", "near", "and", "close"):
            return lows[number - 1]
    return lows[-1]


def _name_run(words: list[str], lows: list[str]) -> list[str]:
    """The longest run of capitalised words that can be a name, titles and places taken off."""
    names, demonyms = places()
    runs: list[list[str]] = [[]]
    for number, (word, low) in enumerate(zip(words, lows, strict=True)):
        capital = bool(_CAPITAL.match(word[0]))
        after_to = number and lows[number - 1] in ("to", "of", "in", "for", "from", "at", "near")
        two = " ".join(lows[number : number + 2])
        dropped = low in TITLES or low in demonyms or (low in names and (after_to or not runs[-1])) or two in demonyms
        if low in _NEVER:
            capital = False
        if capital and not dropped:
            runs[-1].append(word)
        elif low in _LOWER_NAME and runs[-1] and number + 1 < len(words) and _CAPITAL.match(words[number + 1][0]):
            runs[-1].append(word)
        else:
            runs.append([])
    runs = [run for run in runs if run and " ".join(run).lower() not in names]
    persons = [run for run in runs if len(run) > 1 and not _is_organisation(run)]
    return persons[0] if persons else runs[0] if runs else []


_NEVER = frozenset(
    "the a an on in at his her their its our my this that these those some many one two three four five six seven "
    "several most few all both another other no any each of and for from by with".split()
)


def _after_preposition(lows: list[str], run: list[str]) -> bool:
    """Whether the name only says where somebody is from: *two officials in Hallow*."""
    at = lows.index(run[0].lower()) if run[0].lower() in lows else 0
    return at > 0 and lows[at - 1] in ("of", "in", "at", "for", "from", "with", "on", "by", "near", "to", "the")


def _is_organisation(run: list[str]) -> bool:
    lows = [word.lower() for word in run]
    return any(low in ORGANISATIONS for low in lows) or (len(run) == 1 and _acronym(run)) or "&" in run


def _acronym(words: list[str]) -> bool:
    last = words[-1].replace(".", "")
    return len(words) <= 2 and 2 <= len(last) <= 6 and last.isupper() and last.isalpha()


def _without_article(text: str) -> str:
    plain = " ".join(text.split())
    return plain[4:] if plain.lower().startswith("the ") else plain
