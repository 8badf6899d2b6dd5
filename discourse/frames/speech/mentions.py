"""What a mention of a speaker is: a name, a role, an organisation, a country, somebody unnamed, or a pronoun."""

import csv
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from discourse.frames.speech.words import CLOSED_CLASS

_FOLDER = Path(__file__).parent
_PEOPLE_FILE = tomllib.loads((_FOLDER / "people.toml").read_text(encoding="utf-8"))
PRONOUNS, TITLES, ROLES, ORGANISATIONS, UNNAMED = (
    frozenset(_PEOPLE_FILE[kind].split()) for kind in ("pronouns", "titles", "roles", "organisations", "unnamed")
)
#: Roles that may name the same person.
SYNONYMS: dict[str, str] = _PEOPLE_FILE["synonyms"]
_PEOPLE = UNNAMED | ROLES
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
    with (_FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.setdefault(row["country"].lower(), _SAME_COUNTRY.get(row["country"], row["country"]))
            for capital in filter(None, row["capitals"].split("|")):
                names.setdefault(capital.lower(), _SAME_COUNTRY.get(row["country"], row["country"]))
            for demonym in row["demonyms"].split("|"):
                demonyms.setdefault(demonym.lower(), _SAME_COUNTRY.get(row["country"], row["country"]))
    return names, demonyms


@lru_cache(maxsize=100_000)
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


@lru_cache(maxsize=100_000)
def read_mention(text: str) -> Mention:
    """Take a mention of a speaker apart.

    Examples
    --------
    >>> read_mention("Iran’s Ambassador to Baghdad Mohammad Kazem Ale-Sadeq").name
    'Mohammad Kazem Ale-Sadeq'
    >>> read_mention("The Iranian ambassador").role, read_mention("Tehran").kind, read_mention("two officials").kind
    ('ambassador', 'country', 'unnamed')
    """
    text = re.sub(r"^[A-Z]{3,}\s*[-–—]+\s*", "", text)  # a dateline: TEHRAN – …
    parts = [part for part in re.split(r"[,;:—]|\s[–-]\s", re.sub(r"\([^)]*\)?", " ", text)) if _WORD.search(part)]
    if not parts:
        return Mention(text, "none")
    words, owners = _split(parts[0])
    lows = [word.lower() for word in words]
    if len(words) == 1 and lows[0] in PRONOUNS:
        return Mention(
            text, "pronoun", gender={"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}.get(lows[0], "")
        )
    names, demonyms = places()
    bare = " ".join(lows[1:] if lows[0] == "the" else lows)
    if bare in names and not owners:
        return Mention(text, "country", names[bare])
    every = [word.lower() for part in parts for word in _split(part)[0]]
    country = next((demonyms[low] for low in every if low in demonyms), "")
    country = country or next((names[low] for low in every if low in names), "")
    gender = "m" if {"mr", "spokesman", "king", "congressman", "sir"} & set(every) else ""
    gender = "f" if {"mrs", "ms", "spokeswoman", "queen", "congresswoman"} & set(every) else gender
    role = next(
        (low for low in reversed(every) if low in ROLES and low != "general"), "general" if "general" in every else ""
    )
    run = _name_run(words, owners)
    if len(parts) > 1 and (_head(lows) in ROLES | TITLES or lows[-1] in TITLES) and len(run) < 2:
        run = _name_run(*_split(parts[1])) or run
    if len(parts) > 1 and words[-1].islower():
        named = _name_run(*_split(parts[1]))
        run = named if len(named) > 1 else run
    if len(run) == 1 and run[0].lower() in UNNAMED:
        return Mention(text, "unnamed", country=country, plural=True)
    if run and not _is_organisation(run):
        return Mention(text, "person", " ".join(run), role, country, gender)
    head = _head(lows)
    plural = head in UNNAMED and head.endswith(("s", "people", "men", "women"))
    if (run or lows[-1] in ORGANISATIONS or head in ORGANISATIONS or _acronym(words)) and head not in _PEOPLE:
        return Mention(text, "organisation", _without_article(parts[0]), "", country, plural=True)
    definite = lows[0] in ("the", "this", "that", "his", "her", "their", "its") or bool(owners)
    if head in ROLES and definite and not plural:
        return Mention(text, "role", "", head, country, gender, definite=True)
    return Mention(text, "unnamed", "", head if head in ROLES else "", country, gender, plural or head.endswith("s"))


def _split(part: str) -> tuple[list[str], set[int]]:
    """The words of a part of a mention without possessive endings, and which of them had one."""
    words, owners = [], set()
    for word in _WORD.findall(part):
        plain = re.sub(r"['’]s?$", "", word.rstrip("."))
        if plain != word.rstrip("."):
            owners.add(len(words))
        words.append(plain or word)
    return words, owners


def _head(lows: list[str]) -> str:
    """The head of a noun phrase: the last word before a preposition or clause."""
    for number, low in enumerate(lows):
        if number and low in _BEHIND:
            return lows[number - 1]
    return lows[-1]


_BEHIND = frozenset("of in at for from with to who on by near and close inside outside familiar whose that".split())
_NEVER = frozenset(
    "the a an on in at his her their its our my this that these those some many one two three four five six "
    "seven several most few all both another other no any each of and for from by with but also when as if "
    "after before he she they it we i who monday tuesday wednesday thursday friday saturday sunday january "
    "february march april june july august september october november december".split()
)


def _name_run(words: list[str], owners: set[int]) -> list[str]:
    """The capitalised words that are a person's (or organisation's) name, titles, places and owners taken off."""
    names, demonyms = places()
    lows = [word.lower() for word in words]
    runs: list[list[str]] = [[]]
    for number, (word, low) in enumerate(zip(words, lows, strict=True)):
        if low in _BEHIND and runs[-1] and (low == "of" or lows[number - 1] not in TITLES):
            break
        if low in _BEHIND and number and lows[number - 1] in _PEOPLE and words[number - 1].islower():
            return []
        two = " ".join(lows[number : number + 2])
        following = number + 1 < len(words) and bool(_CAPITAL.match(words[number + 1][0]))
        dropped = low in demonyms or two in demonyms or number in owners or (low in names and not runs[-1])
        dropped = dropped or (low in TITLES and (following or not runs[-1]))
        if (_CAPITAL.match(word[0]) and low not in _NEVER and low not in CLOSED_CLASS and not dropped) or (
            low in _LOWER_NAME and runs[-1] and following
        ):
            runs[-1].append(word)
        else:
            runs.append([])
    if words[-1].islower() and lows[-1] not in _LOWER_NAME and not any(low in _BEHIND for low in lows):
        return []
    runs = [run for run in runs if run and " ".join(run).lower() not in names]
    whole = [run for run in runs if len(run) > 1]
    return whole[-1] if whole else runs[-1] if runs else []


def _is_organisation(run: list[str]) -> bool:
    lows = [word.lower() for word in run]
    return any(low in ORGANISATIONS for low in lows) or (len(run) == 1 and _acronym(run)) or "&" in run


def _acronym(words: list[str]) -> bool:
    last = words[-1].replace(".", "")
    return len(words) <= 2 and 2 <= len(last) <= 6 and last.isupper() and last.isalpha()


def _without_article(text: str) -> str:
    plain = " ".join(text.split())
    return plain[4:] if plain.lower().startswith("the ") else plain
