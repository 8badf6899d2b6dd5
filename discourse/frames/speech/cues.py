"""The words that report speech and thought: one lexical class for each lemma, and the constructions it takes."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from discourse.errors import ArgumentError, did_you_mean, listing, together
from discourse.frames.speech.inflection import plural, verb_forms

#: Lexical classes of cues: what the word says about the reported words, not what the outlet thinks of them.
CUE_CLASSES = (
    *("neutral", "assertive", "endorsing", "distancing", "negating"),
    *("critical", "directive", "cognitive", "label"),
)
PARTS_OF_SPEECH = ("verb", "noun", "adjective", "phrase")
#: Constructions: a clause (that …, whether …, bare or quoted), ``to`` + infinitive, what is reported as object
#: (``object``), addressee and clause (``object-clause``) or infinitive (``object-to``), a name for the object
#: (``object-label``); prepositions before what is reported; for phrases what follows (``source``) or holds them.
FRAMES = (
    *("clause", "to", "object", "object-clause", "object-to", "object-label", "source", "sentence", "label"),
    *("about", "of", "on", "for", "with", "by", "as", "at", "against", "over", "in", "toward", "towards"),
)
_COLUMNS = ("lemma", "pos", "cue_class", "frames")


@dataclass(frozen=True, slots=True)
class Cue:
    """A lemma that reports: its part of speech, lexical class, constructions, and whose entry it is."""

    lemma: str
    pos: str
    cue_class: str
    frames: frozenset[str]
    class_source: str = "default"


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Cues by the form they have in a text: ``verbs["said"]`` lists the cues this form may begin."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    phrases: dict[str, tuple[Cue, ...]]

    def __repr__(self) -> str:
        cues = {(cue.pos, cue.lemma) for cue in self.entries()}
        return f"CueLexicon({len(cues)} cues)"

    def entries(self) -> list[Cue]:
        """Return every cue once, in order of part of speech and lemma."""
        several = [cue for table in (self.verbs, self.phrases) for cues in table.values() for cue in cues]
        every = {(c.pos, c.lemma): c for c in [*several, *self.nouns.values(), *self.adjectives.values()]}
        return [every[key] for key in sorted(every)]


def cue_table(cues: str | Path | pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the cue lexicon as a table. *Which words count as reporting, and in which lexical class?*

    Parameters
    ----------
    cues
        Own entries, a CSV file or a table with the columns ``lemma``, ``pos`` (verb, noun, adjective, phrase),
        ``cue_class`` and ``frames`` (separated by spaces). An entry of the same lemma and part of speech takes the
        place of the default one; an empty ``cue_class`` takes the word out.

    Returns
    -------
    DataFrame
        ``lemma``, ``pos``, ``cue_class``, ``frames``, ``class_source`` (default or user), in order of ``pos`` and
        ``lemma``.

    Raises
    ------
    ArgumentError
        Naming every entry that cannot be used.

    Notes
    -----
    The class is one of the word, decided beforehand (Caldas-Coulthard 1994 on reporting verbs is the model): it does
    not say that an outlet which writes *claimed* doubts its source.

    Examples
    --------
    >>> own = pd.DataFrame([("grouse", "verb", "critical", "clause about")], columns=["lemma", "pos", "cue_class",
    ... "frames"])
    >>> cue_table(own).query("class_source == 'user'")["lemma"].tolist()
    ['grouse']
    """
    rows = [
        (cue.lemma, cue.pos, cue.cue_class, " ".join(f for f in FRAMES if f in cue.frames), cue.class_source)
        for cue in read_cues(cues).entries()
    ]
    return pd.DataFrame(rows, columns=[*_COLUMNS, "class_source"]).astype("str")


def read_cues(cues: str | Path | pd.DataFrame | None = None) -> CueLexicon:
    """Read the lexicon that comes with the package and, over it, the user's own entries."""
    if cues is None:
        return _default_lexicon()
    entries = {(cue.pos, cue.lemma): cue for cue in _default_entries()}
    for cue in _user_entries(cues):
        if cue.cue_class:
            entries[cue.pos, cue.lemma] = cue
        else:
            entries.pop((cue.pos, cue.lemma), None)
    return _lexicon(entries.values())


@cache
def _default_entries() -> tuple[Cue, ...]:
    with (Path(__file__).parent / "cues.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Cue(row["lemma"], row["pos"], row["cue_class"], frozenset(row["frames"].split()))
            for row in csv.DictReader(file)
        )


@cache
def _default_lexicon() -> CueLexicon:
    return _lexicon(_default_entries())


def _user_entries(cues: str | Path | pd.DataFrame) -> list[Cue]:
    where = "cues" if isinstance(cues, pd.DataFrame) else str(cues)
    if isinstance(cues, pd.DataFrame):
        frame = cues
    else:
        if not Path(cues).is_file():
            raise ArgumentError(f"cues: no file {where}; give a CSV file with the columns {listing(_COLUMNS)}")
        frame = pd.read_csv(cues, dtype="str", keep_default_na=False)
    missing = [name for name in _COLUMNS if name not in frame.columns]
    if missing:
        raise ArgumentError(
            f"{where}: columns missing: {listing(missing)}; needed: {listing(_COLUMNS)}; "
            f"there: {listing(frame.columns)}"
        )
    found, problems = [], []
    for number, row in enumerate(frame[list(_COLUMNS)].fillna("").astype("str").itertuples(index=False), start=1):
        cue = Cue(row.lemma.strip().lower(), row.pos, row.cue_class, frozenset(row.frames.split()), "user")
        checks = (("pos", cue.pos, PARTS_OF_SPEECH), ("cue_class", cue.cue_class, (*CUE_CLASSES, "")))
        unknown = [(name, value, options) for name, value, options in checks if value not in options]
        unknown += [("frame", frame_name, FRAMES) for frame_name in sorted(cue.frames) if frame_name not in FRAMES]
        problems += [
            f"row {number} ('{cue.lemma}'): no {name} '{value}'; there are {listing(o for o in options if o)}"
            f"{did_you_mean(value, options)}"
            for name, value, options in unknown
        ]
        if not cue.lemma:
            problems.append(f"row {number}: lemma is empty")
        found.append(cue)
    if problems:
        raise ArgumentError(together(f"{where} holds cues that cannot be used:", problems))
    return found


def _lexicon(entries: Iterable[Cue]) -> CueLexicon:
    verbs: dict[str, list[Cue]] = {}
    phrases: dict[str, list[Cue]] = {}
    nouns: dict[str, Cue] = {}
    adjectives: dict[str, Cue] = {}
    for cue in sorted(entries, key=lambda cue: (-len(cue.lemma.split()), cue.lemma)):
        first = cue.lemma.split()[0]
        if cue.pos == "verb":
            for form in verb_forms(first):
                verbs.setdefault(form, []).append(cue)
        elif cue.pos == "phrase":
            phrases.setdefault(first, []).append(cue)
        elif cue.pos == "noun":
            nouns |= {cue.lemma: cue, plural(cue.lemma): cue}
        else:
            adjectives[cue.lemma] = cue
    return CueLexicon(
        {form: tuple(cues) for form, cues in verbs.items()},
        nouns,
        adjectives,
        {form: tuple(cues) for form, cues in phrases.items()},
    )
