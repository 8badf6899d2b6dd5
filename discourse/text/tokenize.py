"""Articles → the tokens table: one row per word, with exact offsets into the unchanged text."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import TableError, listing
from discourse.tables import check, columns, document_variables
from discourse.text.characters import token_mask
from discourse.text.sentences import sentence_breaks

#: How many characters are worked on at a time; bounds the memory used, not the result.
_BATCH = 4_000_000


def tokenize(articles: pd.DataFrame) -> pd.DataFrame:
    """Split articles into words. *Which words stand where, and in which document?*

    Parameters
    ----------
    articles
        An articles table (or segments, or statements): ``doc_id`` (unique), ``text``, document variables.

    Returns
    -------
    DataFrame
        One row per token, in the order of the articles: ``doc_id``, ``position`` (number of the token in its
        document, from 0), ``token`` (exact surface), ``after`` (the exact characters up to the next token),
        ``start``, ``end`` (code points into the unchanged text: ``text[start:end] == token``), ``sentence``
        (number of the sentence in its document, from 0), then every document variable. Words, ids and
        variables are categoricals. An empty corpus gives the same columns.

    Raises
    ------
    TableError
        If this is not an articles table, or a document variable has the name of a token column.

    Notes
    -----
    A token is a run of letters, marks and digits; an apostrophe or hyphen inside a word, and a comma, point or
    plus inside a number, stay inside (``Tehran’s``, ``Ale-Sadeq``, ``6+2``, ``U.S``). Punctuation stands in
    ``after``, so token + after gives back the text from a document's first word on. Documents without a word
    have no rows. Languages written without spaces are not split into words. A value that cannot be a
    category (a list) is kept as its text.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Tehran’s “6+2” plan. He agreed."]})
    >>> tokenize(articles)[["token", "start", "end", "sentence"]]
          token  start  end  sentence
    0  Tehran’s      0    8         0
    1       6+2     10   13         0
    2      plan     15   19         0
    3        He     21   23         1
    4    agreed     24   30         1
    """
    check(articles, "articles")
    reserved = [name for name in document_variables(articles, "articles") if name in columns("tokens")]
    if reserved:
        raise TableError(
            f"articles has document variables named like token columns: {listing(reserved)}; "
            f"rename them first, e.g. articles.rename(columns={{'{reserved[0]}': '{reserved[0]}_given'}})"
        )
    texts = articles["text"].tolist()
    _refuse_surrogates(articles)
    parts = [_tokenize_batch(texts[first:last], first) for first, last in _batches(texts)]
    document, start, end, sentence = (_join([part[i] for part in parts]) for i in range(4))
    counts = np.bincount(document, minlength=len(texts))
    position = np.arange(len(document)) - np.repeat(np.cumsum(counts) - counts, counts)
    tokens = {
        "doc_id": pd.Categorical.from_codes(document, categories=pd.Index(articles["doc_id"].astype("str"))),
        "position": position.astype(np.int32),
        "token": _categorical([part[4] for part in parts]),
        "after": _categorical([part[5] for part in parts]),
        "start": start,
        "end": end,
        "sentence": sentence,
    }
    for name in document_variables(articles, "articles"):
        tokens[name] = _spread(articles[name], document)
    return pd.DataFrame(tokens, copy=False)


def _refuse_surrogates(articles: pd.DataFrame) -> None:
    broken = [
        name
        for name, text in zip(articles["doc_id"], articles["text"], strict=True)
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in set(text))
    ]
    if broken:
        raise TableError(
            f"texts with half a character (a lone surrogate) in documents {listing(broken, n=5)}; "
            "read the file again in its right encoding"
        )


def _batches(texts: list[str]) -> Iterator[tuple[int, int]]:
    first, size = 0, 0
    for number, text in enumerate(texts):
        size += len(text) + 1
        if size >= _BATCH:
            yield first, number + 1
            first, size = number + 1, 0
    if first < len(texts):
        yield first, len(texts)


def _tokenize_batch(texts: list[str], first: int) -> tuple:
    """Tokenise texts laid end to end: document, start, end, sentence, and tokens and afters as (codes, types)."""
    running = "\n".join(texts)
    mask = token_mask(running)
    edges = np.flatnonzero(np.diff(np.pad(mask, 1).view(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    offsets = np.cumsum(lengths + 1) - (lengths + 1)
    document = np.searchsorted(offsets, starts, side="right") - 1
    last = np.append(np.diff(document) != 0, True) if len(document) else np.zeros(0, dtype=bool)
    until = np.where(last, (offsets + lengths)[document], np.append(starts[1:], 0)[: len(starts)])
    tokens = _factorize([running[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)])
    afters = _factorize([running[a:b] for a, b in zip(ends.tolist(), until.tolist(), strict=True)])
    breaks = sentence_breaks(tokens[1], tokens[0], afters[1], afters[0])
    sentence = np.cumsum(np.append(False, breaks[:-1])[: len(breaks)])
    newest = np.flatnonzero(np.append(True, last[:-1])[: len(last)])
    sentence = sentence - np.repeat(sentence[newest], np.diff(np.append(newest, len(sentence))))
    base = offsets[document]
    whole = (array.astype(np.int32) for array in (document + first, starts - base, ends - base, sentence))
    return *whole, tokens, afters


def _factorize(strings: list[str]) -> tuple[NDArray[np.int32], list[str]]:
    codes, types = pd.factorize(np.array(strings, dtype=object))
    return codes.astype(np.int32), types.tolist()


def _join(arrays: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int32)


def _categorical(parts: list[tuple[NDArray[np.int32], list[str]]]) -> pd.Categorical:
    """Join the batches' own vocabularies into one, sorted, so that it does not depend on the batches."""
    vocabulary = sorted(set().union(*(types for _, types in parts)))
    number = {entry: code for code, entry in enumerate(vocabulary)}
    codes = [np.array([number[entry] for entry in types], dtype=np.int32)[part] for part, types in parts if len(part)]
    return pd.Categorical.from_codes(_join(codes), categories=pd.Index(vocabulary, dtype="str"))


def _spread(values: pd.Series, document: NDArray[np.int32]) -> pd.Categorical:
    """Repeat a document variable over the tokens of each document, as a categorical."""
    try:
        whole = pd.Categorical(values)
    except TypeError:
        whole = pd.Categorical(values.map(lambda value: value if isinstance(value, str) else repr(value)))
    return pd.Categorical.from_codes(whole.codes[document], categories=whole.categories)
