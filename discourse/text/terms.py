"""Words → terms, decided once for each spelling: case, lemmas, merged words, stop words."""

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from discourse.errors import ArgumentError, DiscourseError
from discourse.text.characters import fold, folded, straighten
from discourse.text.stopwords import stop_words as read_stop_words


def terms_of(
    words: list[str],
    *,
    case: bool = False,
    lemmas: str | None = None,
    merge: Mapping[str, str] | None = None,
    stop_words: str | Collection[str] | None = None,
) -> tuple[NDArray[np.int32], list[str]]:
    """Say which term each word counts as.

    Parameters
    ----------
    words
        The distinct spellings of a corpus.
    case
        Whether upper and lower case differ.
    lemmas
        The language whose lemmas stand for their forms (``"en"``), or ``None``. Needs the extra ``lemma``.
    merge
        Words (or lemmas) that count as another: ``{"usa": "united states"}``.
    stop_words
        Words to leave out, numbers with them: a shipped language, the path of a list, or the words themselves. A word
        is left out if it or what it counts as is in the list.

    Returns
    -------
    tuple
        The number of the term of each word, -1 if it is left out; and the terms, sorted.
    """
    key = straighten if case else fold
    spelled = [straighten(word) for word in words] if case else folded(words)
    counted = _lemmas(spelled, lemmas) if lemmas is not None else spelled
    if merge:
        into = {key(word): key(term) for word, term in merge.items()}
        counted = [into.get(term, term) for term in counted]
    if stop_words is not None:
        out = _listed(stop_words)
        lower = spelled if not case else folded(words)
        left = [
            word not in out and fold(term) not in out and any(map(str.isalpha, term))
            for word, term in zip(lower, counted, strict=True)
        ]
        return _numbered(counted, np.array(left, dtype=bool))
    return _numbered(counted, None)


def _numbered(counted: list[str], left: NDArray[np.bool_] | None) -> tuple[NDArray[np.int32], list[str]]:
    """The number of each word's term, -1 of words that are not ``left`` in, and the terms, sorted."""
    import pyarrow as pa
    import pyarrow.compute as pc

    given = pa.array(counted, type=pa.large_string())
    coded = given.filter(pa.array(left)).dictionary_encode() if left is not None else given.dictionary_encode()
    order = pc.sort_indices(coded.dictionary)  # by bytes, which is by code points
    number = np.empty(len(order), dtype=np.int32)
    number[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    places = np.full(len(counted), -1, dtype=np.int32)
    places[slice(None) if left is None else left] = number[coded.indices.to_numpy(zero_copy_only=False)]
    return places, coded.dictionary.take(order).to_pylist()


def _listed(stop_words: str | Path | Collection[str]) -> frozenset[str]:
    if isinstance(stop_words, (str, Path)):
        return read_stop_words(stop_words)
    return frozenset(fold(word) for word in stop_words)


def _lemmas(words: list[str], language: str) -> list[str]:
    """The lemma of each word."""
    try:
        import simplemma
    except ImportError:
        raise DiscourseError(
            "lemmas need the package simplemma, which is not installed; "
            "install it with: pip install simplemma (or the project's extra 'lemma')"
        ) from None
    try:
        return [fold(simplemma.lemmatize(word, lang=language)) for word in words]
    except ValueError as error:
        raise ArgumentError(f"lemmas={language!r}: {error}; give the code of a language, e.g. 'en'") from None
