"""The persons an article names: full names by surname, and who holds which role."""

import re
from dataclasses import dataclass, field

from discourse.frames.speech.attach import Page
from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.mentions import SYNONYMS, Mention, name_key, read_mention

_FULL_NAME = re.compile(
    r"(?:[A-Z][\w'’-]*\.? ){1,6}(?:(?:al|el|bin|ibn|de|la|van|von|der|den|da|di) ?){0,2}[A-Z][\w'’-]*[\w]"
    r"|(?:Mrs?|Ms|Dr|President|Senator|Sen\.|Gov\.|Rep\.)\.? [A-Z][\w'’-]+"
)
_APPOSITION = re.compile(r",\s+(?:(?:the|a|an|who is|his|her|its|their)\s+)?([^,.;:“”\"]{3,70})[,.]")


@dataclass(slots=True)
class Cast:
    """The persons an article names: full name by the key of each of its last words, roles with their holders."""

    names: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    roles: list[tuple[int, str, str, str]] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    places: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, mention: Mention, start: int, end: int) -> None:
        """Take in a full name, and the role it is given."""
        words = mention.name.split()
        self.places.append((start, end, mention.name))
        if len(words) > 1:
            for key in {name_key(words[-1]), name_key("".join(words[-2:]))}:
                held = self.names.setdefault(key, [])
                if all(name != mention.name for _, name in held):
                    held.append((start, mention.name))
        if mention.role:
            self.roles.append((start, role_of(mention.role), mention.name, mention.country))
        if mention.gender:
            self.genders.setdefault(mention.name.split()[-1], mention.gender)

    def full_name(self, name: str, at: int) -> tuple[str, str]:
        """Return the fullest name this one stands for, and how it was found."""
        words = name.split()
        whole = name_key("".join(words[-2:]))
        held = sorted({*self.names.get(name_key(words[-1]), []), *self.names.get(whole, [])})
        fitting = [full for _, full in held if len(words) == 1 or _fits(words, full.split())]
        written_apart = [full for _, full in held if name_key(full.split()[-1]) == whole and full != name]
        if len(words) == 2 and written_apart:  # Al-e Sadegh for Ale-Sadeq
            return written_apart[0], "variant"
        if not fitting:
            return name, "full-name" if len(words) > 1 else "single-name"
        before = [full for start, full in held if full in fitting and start <= at]
        best = max(before or fitting, key=lambda full: (len(full.split()), -fitting.index(full)))
        if len(words) > 1:
            return best, "full-name"
        same = best.split()[-1].lower() == words[-1].lower()
        return best, "surname" if same else "variant"

    def holder(self, role: str, country: str, at: int) -> str:
        """Return the last person named with a role before a place (else the first after it)."""
        fitting = [
            (start, name)
            for start, held, name, land in self.roles
            if held == role and (not country or not land or land == country)
        ]
        before = [name for start, name in fitting if start <= at]
        return before[-1] if before else fitting[0][1] if fitting else ""


def role_of(role: str) -> str:
    """Return the name under which roles that may be one are compared."""
    return SYNONYMS.get(role, role)


def _fits(words: list[str], full: list[str]) -> bool:
    """Whether *J. Zarif* or *Javad Zarif* may be *Mohammad Javad Zarif*."""
    keys = {name_key(word) for word in full}
    return all(
        name_key(w) in keys or any(k.startswith(name_key(w)) for k in keys if len(w.strip(".")) == 1) for w in words
    )


def cast_of(page: Page, attributions: list[Attribution]) -> Cast:
    """Collect the persons an article names, in its text and as speakers."""
    cast = Cast()
    found: dict[tuple[int, int], Mention] = {}
    for match in _FULL_NAME.finditer(page.text):
        mention = read_mention(match[0])
        if mention.kind == "person":
            found[match.span()] = mention
    for item in attributions:
        for span in item.speaker_spans[:1]:
            mention = read_mention(page.text[span[0] : span[1]])
            if mention.kind == "person":
                found[span] = mention
    for (start, end), mention in sorted(found.items()):
        cast.add(mention, start, end)
        apposition = _APPOSITION.match(page.text, end)
        if apposition and not mention.role:
            described = read_mention("the " + apposition[1])
            if described.role:
                cast.roles.append((start, role_of(described.role), mention.name, described.country))
    cast.roles.sort()
    return cast
