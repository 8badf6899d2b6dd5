"""Articles → the tokens table: one row per word, with exact offsets into the unchanged text."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import TableError, listing
from discourse.tables import check, columns, document_variables
from discourse.text.sentences import sentence_breaks
from discourse.text.words import Words, compiled_pays, split_words


def tokenize(articles: pd.DataFrame, *, hyphens: str = "keep") -> pd.DataFrame:
    """Split articles into words. *Which words stand where, and in which document?*

    Parameters
    ----------
    articles
        An articles table (or segments, or statements): ``doc_id`` (unique), ``text``, document variables.
    hyphens
        ``"keep"`` (the default): a hyphenated word is one token (``Ale-Sadeq``); ``"split"``: its parts are tokens.
        Rates per 1,000 tokens are comparable only between tables made with the same choice.

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
    ArgumentError
        If ``hyphens`` is neither of the two.

    Notes
    -----
    A token is a run of letters, marks and digits; an apostrophe or hyphen inside a word, and a comma, point or
    plus inside a number, stay inside (``Tehran’s``, ``Ale-Sadeq``, ``6+2``, ``U.S``). Punctuation stands in
    ``after``, so token + after gives back the text from a document's first word on. Documents without a word
    have no rows. Languages written without spaces are not split into words. A value that cannot be a
    category (a list) is kept as its text. Case is never changed here: verbs that compare words have ``case``. Of
    segments and statements ``article_id`` is kept, their ``start`` and ``end`` (offsets into the article) are not:
    those of the table count from the beginning of the segment.

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
    variables = _variables(articles)
    words = split_words(articles, hyphens=hyphens)
    counts = np.diff(words.bounds)
    ids = pd.Index(articles["doc_id"].astype("str"))
    document = np.repeat(np.arange(len(ids), dtype=np.min_scalar_type(-max(1, len(ids)))), counts)
    position, sentence = _places(words)
    tokens = {
        "doc_id": pd.Categorical.from_codes(document, categories=ids),
        "position": position,
        "token": pd.Categorical.from_codes(words.word, categories=pd.Index(words.words, dtype="str")),
        "after": pd.Categorical.from_codes(words.after, categories=pd.Index(words.afters, dtype="str")),
        "start": words.start,
        "end": words.end,
        "sentence": sentence,
    }
    for name in variables:
        tokens[name] = _spread(articles[name], document)
    return pd.DataFrame(tokens, copy=False)


def _variables(articles: pd.DataFrame) -> list[str]:
    """The document variables that become columns of the tokens table."""
    variables = document_variables(articles, "articles")
    if "article_id" in variables:  # a segment or statement: these are its place in the article
        variables = [name for name in variables if name not in ("start", "end")]
    reserved = [name for name in variables if name in columns("tokens")]
    if reserved:
        raise TableError(
            f"articles has document variables named like token columns: {listing(reserved)}; "
            f"rename them first, e.g. articles.rename(columns={{'{reserved[0]}': '{reserved[0]}_given'}})"
        )
    return variables


def _places(words: Words) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The number of each word in its document, and that of its sentence."""
    breaks, counts = sentence_breaks(words), np.diff(words.bounds)
    if compiled_pays(len(breaks)):
        from discourse.text.count_kernels import positions_and_sentences

        position, sentence = np.empty(len(breaks), dtype=np.int32), np.empty(len(breaks), dtype=np.int32)
        positions_and_sentences(words.bounds, breaks, position, sentence)
        return position, sentence
    sentence = np.zeros(len(breaks), dtype=np.int32)
    np.cumsum(breaks[:-1], out=sentence[1:])
    sentence -= np.repeat(sentence[words.bounds[:-1][counts > 0]], counts[counts > 0])
    return np.arange(len(breaks), dtype=np.int32) - np.repeat(words.bounds[:-1].astype(np.int32), counts), sentence


def _spread(values: pd.Series, document: NDArray[np.integer]) -> pd.Categorical:
    """Repeat a document variable over the tokens of each document, as a categorical."""
    try:
        whole = pd.Categorical(values)
    except TypeError:
        whole = pd.Categorical(values.map(lambda value: value if isinstance(value, str) else repr(value)))
    return pd.Categorical.from_codes(whole.codes[document], categories=whole.categories)
