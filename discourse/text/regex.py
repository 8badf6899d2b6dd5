"""Regular expressions on sentences: the ``re:`` patterns."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import PatternError
from discourse.text.index import TokenIndex
from discourse.text.patterns import Pattern
from discourse.text.sentences import split_at_stop

#: What stands for words that were filtered out of the token table.
HOLE = " […] "
#: A longer run of letters is no word but an image or a script pasted into an article; expressions see ``…`` instead,
#: since many of them take time with the square of its length.
_LONGEST_WORD = 200


def regex_spans(
    index: TokenIndex, patterns: Sequence[Pattern]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Match regular expressions on every sentence, rebuilt from its tokens and what stands between them.

    A sentence begins with the marks that open it (``“``, ``(``) and ends with its stop and what closes it; words
    filtered out of the table stand as ``[…]``. A match counts from the first to the last token it touches; one that
    touches none is no hit.

    Yields
    ------
    tuple of ndarray
        Begin and end slots (end exclusive) of the matches of each pattern in turn.

    Raises
    ------
    PatternError
        If an expression matches an empty stretch.
    """
    if not patterns:
        return
    slots = np.flatnonzero(index.first & (index.row >= 0))
    words, spaces, opening = _pieces(index, index.row[slots])
    new = np.append(True, np.diff(index.sentence[slots]) != 0)[: len(slots)]
    edges = np.append(np.flatnonzero(new), len(slots)).tolist()
    pieces = [word + space for word, space in zip(words, spaces, strict=True)]
    texts = [opening[a] + "".join(pieces[a:b]) for a, b in pairwise(edges)]
    for pattern in patterns:
        spans = []
        for number, text in enumerate(texts):
            matches = [match.span() for match in pattern.regex.finditer(text)]
            if not matches:
                continue
            first, last = edges[number], edges[number + 1]
            starts = (len(opening[first]) + np.cumsum([0, *map(len, pieces[first : last - 1])])).tolist()
            for begin, end in matches:
                if begin == end:
                    raise PatternError(f"pattern {pattern.text!r} matches an empty stretch of text; let it match words")
                from_, to = max(0, bisect_right(starts, begin) - 1), bisect_right(starts, end - 1) - 1
                if begin >= starts[from_] + len(words[first + from_]):  # begins in what follows a word
                    from_ += 1
                if from_ <= to:
                    spans.append((first + from_, first + to))
        touched = np.unique(np.array(spans, dtype=np.int64).reshape(-1, 2), axis=0)
        begin, last = slots[touched[:, 0]], slots[touched[:, 1]]
        yield begin, last + index.width[last]


def _pieces(index: TokenIndex, rows: NDArray[np.int32]) -> tuple[list[str], list[str], list[str]]:
    """Each token in order; what follows it within its sentence; and what opens the sentence if it is the first."""
    tokens = index.tokens
    token, after = (pd.Categorical(tokens[name]) for name in ("token", "after"))
    seen = [entry if len(entry) <= _LONGEST_WORD else "…" for entry in token.categories]
    words = np.array(seen, dtype=object)[token.codes[rows]] if seen else np.zeros(0, dtype=object)
    spaces = after.categories.to_numpy(dtype=object)[after.codes[rows]]
    document, position = pd.Categorical(tokens["doc_id"]).codes[rows], tokens["position"].to_numpy()[rows]
    neighbours = (np.diff(document) == 0) & (np.diff(position) == 1)
    sentence = index.sentence[index.first & (index.row >= 0)]
    ends = np.append(np.diff(sentence) != 0, True)[: len(rows)]
    opening = np.full(len(rows), "", dtype=object)
    spaces[np.flatnonzero(~neighbours & ~ends[:-1])] = HOLE
    for place in np.flatnonzero(ends).tolist():
        spaces[place], rest = split_at_stop(spaces[place])
        if place + 1 < len(rows) and neighbours[place]:
            opening[place + 1] = rest
    return words.tolist(), spaces.tolist(), opening.tolist()
