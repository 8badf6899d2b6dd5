"""How actors are called: the labels and titles around their names."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, PatternError
from discourse.frames.actors.actor_list import Actors
from discourse.frames.actors.mentions import mention_matches
from discourse.tables import columns
from discourse.text.context import in_context
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import find_matches, without_overlaps
from discourse.text.patterns import parse_pattern

#: How a label is tied to the mention, the strongest tie first.
FORMS = ("head", "of", "title", "apposition")
#: Classes of labels that govern a place: "the regime in" is its regime, "the troops in" are not its troops.
_GOVERNING = ("regime", "government")
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their"})


def read_labels() -> dict[str, str]:
    """Return the shipped labels with their classes: *regime* is ``regime``, *foreign minister* an ``office``."""
    text = files("discourse.frames.actors").joinpath("labels.csv").read_text(encoding="utf-8")
    return {row["label"]: row["label_class"] for row in csv.DictReader(text.splitlines())}


def nominations(
    tokens: pd.DataFrame | TokenIndex, actors: Actors, *, labels: Mapping[str, str] | None = None, window: int = 8
) -> pd.DataFrame:
    """Show by which label each mention of an actor is called. *Is it the government there, the regime here?*

    Parameters
    ----------
    tokens
        A tokens table, or an index made with ``case=True``.
    actors
        What :func:`read_actors` returned.
    labels
        Label → class, in lower case; ``None`` takes the shipped list (:func:`read_labels`).
    window
        Words of context on each side, within the document.

    Returns
    -------
    DataFrame
        One row per mention, also of those without a label: ``doc_id, start, end, left, node, right`` (of the mention),
        ``actor, kind``, ``label`` (in lower case, ``""`` for a bare name), ``label_class``, ``form`` (``head``: *the
        Arvenian regime*, *Arvenia's clerical regime*; ``of``: *the regime in Arvenia*; ``title``: *President Kalvo*;
        ``apposition``: *Kalvo, the president*), then the document variables.

    Raises
    ------
    PatternError
        If a label cannot be read.

    Notes
    -----
    Rules on neighbouring words and a closed list: a head may stand one word from the name; *in* ties only labels of the
    classes ``regime`` and ``government``; titles and appositions are labels of the class ``office``. Labels that refer
    back without the name (*the regime said*) are not seen. Pass the result to :func:`actor_shares` with ``of="label"``
    for shares and log-odds by outlet; split it by speaker with :func:`hit_voices`.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> from discourse.frames.actors.actor_list import Actor, Actors
    >>> from discourse.text.patterns import parse_pattern
    >>> arvenia = Actor("Arvenia", "state", ("Arvenia*",), (parse_pattern("Arvenia*", case=True),))
    >>> text = "The Arvenian regime met the government of Arvenia in Arvenia."
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    >>> dc.nominations(tokens, Actors((arvenia,), "here", ""))[["node", "label", "form"]].values.tolist()
    [['Arvenian', 'regime', 'head'], ['Arvenia', 'government', 'of'], ['Arvenia', '', '']]
    """
    if window < 0:
        raise ArgumentError(f"window must be 0 or more words, not {window}")
    listed = read_labels() if labels is None else dict(labels)
    if not listed:
        raise PatternError("labels is empty; give at least one label, as in {'regime': 'regime'}")
    index = index_tokens(tokens, case=True)
    mentions = mention_matches(index, actors)
    plain = index_tokens(index.tokens)
    marks = without_overlaps(find_matches(plain, [parse_pattern(label) for label in listed]))
    label, form = _nearest(_line(plain), mentions, marks, list(listed.values()))
    named = [*listed, ""]
    added = pd.DataFrame(
        {
            "actor": mentions["actor"],
            "kind": mentions["kind"],
            "label": pd.Series([named[number] for number in label.tolist()], index=mentions.index, dtype="str"),
            "form": pd.Series([[*FORMS, ""][number] for number in form.tolist()], index=mentions.index, dtype="str"),
        }
    )
    added["label_class"] = added["label"].map({**listed, "": ""}).astype("str")
    order = ["actor", "kind", "label", "label_class", "form"]
    hits = in_context(index, mentions, window=window, added=tuple(order))
    place = len(columns("hits"))
    return pd.concat([hits.iloc[:, :place], added[order], hits.iloc[:, place:]], axis=1).reset_index(drop=True)


@dataclass(frozen=True)
class _Line:
    """The words of a token table in the order of the text."""

    word: NDArray[np.object_]  # folded
    gap: NDArray[np.object_]  # what stands behind each, without space
    sentence: NDArray[np.int32]
    place: NDArray[np.int64]  # row of the table → place in the line

    def same(self, *places: int) -> bool:
        """Whether all these places exist and are in one sentence."""
        return all(0 <= at < len(self.word) and self.sentence[at] == self.sentence[places[0]] for at in places)

    def touching(self, first: int, last: int) -> bool:
        """Whether nothing but space stands between the words from one place to another."""
        return not any(self.gap[at] for at in range(first, last))


def _line(index: TokenIndex) -> _Line:
    there = index.first & (index.row >= 0)
    rows = index.row[there]
    place = np.empty(len(index.tokens), dtype=np.int64)
    place[rows] = np.arange(len(rows))
    words, afters = (pd.Categorical(index.tokens[name]) for name in ("token", "after"))
    folded = np.array([entry.casefold().replace("’", "'") for entry in words.categories], dtype=object)
    gaps = np.array([entry.strip() for entry in afters.categories], dtype=object)
    return _Line(folded[words.codes[rows]], gaps[afters.codes[rows]], index.sentence[there], place)


def _nearest(
    line: _Line, mentions: pd.DataFrame, marks: pd.DataFrame, classes: list[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each mention the number of its label and of the form; -1 where it is a bare name."""
    first, last = line.place[marks["first"].to_numpy()].tolist(), line.place[marks["last"].to_numpy()].tolist()
    number = marks["pattern"].tolist()
    begins, ends = dict(zip(first, number, strict=True)), dict(zip(last, number, strict=True))
    label, form = (np.full(len(mentions), -1, dtype=np.int64) for _ in range(2))
    opening, closing = (line.place[mentions[name].to_numpy()].tolist() for name in ("first", "last"))
    for at, span in enumerate(zip(opening, closing, strict=True)):
        ties = (
            _head(line, *span, begins),
            _of(line, *span, ends, classes),
            *_office(line, *span, begins, ends, classes),
        )
        for place, tie in enumerate(ties):
            if tie is not None:
                label[at], form[at] = tie, place
                break
    return label, form


def _head(line: _Line, opening: int, closing: int, begins: dict[int, int]) -> int | None:
    """The Arvenian regime; Arvenia's clerical regime (one word between, if the name is attributive for sure)."""
    attributive = line.word[closing].endswith("'s") or (
        line.same(opening - 1, closing) and line.word[opening - 1] in _ARTICLES and line.touching(opening - 1, opening)
    )
    for at in (closing + 1, closing + 2)[: 1 + attributive]:
        if at in begins and line.same(closing, at) and line.touching(closing, at):
            return begins[at]
    return None


def _of(line: _Line, opening: int, closing: int, ends: dict[int, int], classes: list[str]) -> int | None:
    """The president of Arvenia; the regime in Arvenia (``in`` for governments only: troops in Arvenia are not its)."""
    link = opening - 1 - (line.same(opening - 1, closing) and line.word[opening - 1] in _ARTICLES)
    if not line.same(link - 1, closing) or link - 1 not in ends or not line.touching(link - 1, opening):
        return None
    governing = classes[ends[link - 1]] in _GOVERNING
    return ends[link - 1] if line.word[link] == "of" or (line.word[link] == "in" and governing) else None


def _office(
    line: _Line, opening: int, closing: int, begins: dict[int, int], ends: dict[int, int], classes: list[str]
) -> tuple[int | None, int | None]:
    """President Kalvo; the president, Kalvo, or Kalvo, the country's president: labels of the class ``office``."""
    before = ends.get(opening - 1) if line.same(opening - 1, closing) else None
    if before is not None and classes[before] == "office" and line.gap[opening - 1] in ("", ","):
        return (before, None) if line.gap[opening - 1] == "" else (None, before)
    for at in range(closing + 1, closing + 5):
        there = at in begins and classes[begins[at]] == "office" and line.same(closing, at)
        if there and line.gap[closing] == "," and line.touching(closing + 1, at):
            opener = line.word[closing + 1]
            if at == closing + 1 or opener in _ARTICLES or opener.endswith("'s"):
                return None, begins[at]
    return None, None
