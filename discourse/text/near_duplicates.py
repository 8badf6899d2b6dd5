"""Articles that are copies of one another: reprinted agency stories, updated versions, repeated statements."""

import sys
from hashlib import blake2b

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.errors import ArgumentError, TableError, listing
from discourse.tables import check, empty
from discourse.text.characters import fold
from discourse.text.index import TokenIndex

#: Words of a shingle by which copies are sought, and of one by which they are confirmed.
_SEEK, _CONFIRM = 5, 3
#: Smallest shingle hashes kept of each document, and how many of them two documents must share to be compared.
_SKETCH, _SHARED = 96, 3
#: A hash that more documents share is a formula of the trade; it pairs each of them with its neighbour only.
_COMMON = 60
#: A copy is cut into so many stretches of at least so many sequences; all but one must have this share in common.
_STRETCHES, _STRETCH, _ALIKE = 8, 20, 0.25
#: Pairs compared at a time; bounds the memory, not the result.
_BLOCK = 20_000


def near_duplicates(
    tokens: pd.DataFrame | TokenIndex, *, threshold: float = 0.6, length_ratio: float = 0.3, min_tokens: int = 30
) -> pd.DataFrame:
    """Find articles that are copies of one another. *Which texts must not pass for independent evidence?*

    Parameters
    ----------
    tokens
        A tokens table in which no words were left out, or what :func:`index_tokens` made of it.
    threshold
        Two articles are copies if at least this share (0–1) of the three-word sequences of the shorter one stands
        in the other.
    length_ratio
        And if the shorter one has at least this share of the other's three-word sequences (0–1). Below it, one quotes
        the other at length rather than reprinting it.
    min_tokens
        Documents with fewer words are not looked at: two short notices are alike without being copies.

    Returns
    -------
    DataFrame
        One row per document that has a copy, by cluster and then by date (if there is a document variable ``date``)
        and id: ``doc_id``, ``cluster`` (from 0), ``size`` (documents in it), ``first`` (whether it is the earliest of
        its cluster, undated ones last), ``similarity`` (the share above, with the most similar other document of the
        cluster). Documents without a copy have no row, so no copies are an empty table.

    Raises
    ------
    ArgumentError
        If a share is not between 0 and 1.
    TableError
        If words are missing within documents.

    Notes
    -----
    Candidates share at least 3 of the 96 smallest hashes of their five-word sequences (a bottom-k MinHash sketch,
    Broder 1997); they are confirmed by the exact containment of three-word sequences. Editing one word in ten leaves
    about .9³ = .73 of these, where the Jaccard index of five-word sequences falls to .42 in the median, and to .32
    with a third of the text cut: that index alone finds no edited copies. Follow-ups that take over paragraphs of
    background are no copies: the shorter text is cut into up to eight stretches, of which all but one must share a
    quarter of their sequences with the other. A chain of copies is one cluster, though its ends may be less alike. Who
    copied from whom is not known: the earliest need not be the origin, which may stand outside the corpus. The hashes
    are fixed, so nothing is left to chance.

    To count one document of each cluster, leave out the others:
    ``articles[~articles["doc_id"].isin(copies.loc[~copies["first"], "doc_id"])]``.

    Examples
    --------
    The demo corpus holds four agency stories, each reprinted by three outlets:

    >>> import discourse as dc
    >>> copies = dc.near_duplicates(dc.tokenize(dc.read_articles("demo")))
    >>> copies.groupby("cluster").size().tolist()
    [4, 4, 4, 4]
    """
    tokens = tokens.tokens if isinstance(tokens, TokenIndex) else check(tokens, "tokens")
    for name, value in (("threshold", threshold), ("length_ratio", length_ratio)):
        if not 0 < value <= 1:
            raise ArgumentError(f"{name} must lie above 0 and not above 1, as in 0.6, not {value!r}")
    if min_tokens < _SEEK:
        raise ArgumentError(f"min_tokens must be {_SEEK} or more, not {min_tokens}")
    documents, document, words = _running_words(tokens, min_tokens)
    pairs = _candidates(*_sketches(document, words), len(documents))
    copies = _confirmed(pairs, document, words, threshold=threshold, length_ratio=length_ratio)
    return _table(documents, *copies) if len(copies[0]) else empty("near_duplicates")


def _running_words(tokens: pd.DataFrame, min_tokens: int) -> tuple[pd.Series, NDArray[np.int64], NDArray[np.uint64]]:
    """The ids of the documents long enough, by date and id, and of each of their words the document and a hash."""
    names, types = pd.Categorical(tokens["doc_id"]), pd.Categorical(tokens["token"])
    codes, first, sizes = np.unique(names.codes, return_index=True, return_counts=True)
    documents = pd.DataFrame({"doc_id": names.categories[codes].astype("str"), "code": codes, "date": ""})
    if "date" in tokens.columns:
        dates = pd.Series(np.asarray(tokens["date"].iloc[first]))
        documents["date"] = dates if dates.dtype.kind == "M" else dates.map(str, na_action="ignore")
    documents = documents[sizes >= min_tokens].sort_values(["date", "doc_id"], ignore_index=True)
    number = np.full(len(names.categories), -1)
    number[documents["code"]] = np.arange(len(documents))
    document = number[names.codes]
    rows = np.flatnonzero(document >= 0)
    position = tokens["position"].to_numpy()
    onward = np.diff(document[rows]) == 0
    if not (np.diff(position[rows])[onward] > 0).all() or np.count_nonzero(~onward) >= max(1, len(documents)):
        rows = rows[np.lexsort((position[rows], document[rows]))]  # rows that are not in the order of the text
    torn = (np.diff(document[rows]) == 0) & (np.diff(position[rows]) != 1)
    if torn.any():
        where = documents["doc_id"].iloc[np.unique(document[rows][1:][torn])]
        raise TableError(f"words are missing within documents {listing(where, n=5)}; pass the tokens unfiltered")
    hashes = [blake2b(fold(entry).encode(), digest_size=8).digest() for entry in types.categories.tolist()]
    words = np.frombuffer(b"".join(hashes), dtype="<u8").astype(np.uint64)
    return documents["doc_id"], document[rows], words[types.codes[rows]]


def _shingles(
    document: NDArray[np.int64], words: NDArray[np.uint64], length: int
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """A hash of every run of ``length`` words within a document, and its document."""
    number = max(0, len(words) - length + 1)
    mixed = np.zeros(number, dtype=np.uint64)
    for place in range(length):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + words[place : place + number]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):  # the finaliser of SplitMix64
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    whole = document[:number] == document[length - 1 :][:number]
    return document[:number][whole], (mixed ^ (mixed >> np.uint64(31)))[whole]


def _sketches(document: NDArray[np.int64], words: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """The smallest distinct shingle hashes of each document."""
    document, hashes = _shingles(document, words, _SEEK)
    sizes = np.bincount(document).clip(min=1)
    share = np.minimum(1.0, 4 * _SKETCH / sizes)[document]  # enough to hold the smallest ones, so that fewer are sorted
    few = hashes.astype(np.float64) <= share * 2.0**64
    document, hashes = _distinct(document[few], hashes[few])
    starts = np.flatnonzero(np.append(True, np.diff(document) != 0)[: len(document)])
    rank = np.arange(len(document)) - np.repeat(starts, np.diff(np.append(starts, len(document))))
    return document[rank < _SKETCH], hashes[rank < _SKETCH]


def _distinct(document: NDArray[np.int64], hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Sort by document and hash, each pair once."""
    order = np.lexsort((hashes, document))
    document, hashes = document[order], hashes[order]
    new = np.append(True, (np.diff(document) != 0) | (hashes[1:] != hashes[:-1]))[: len(document)]
    return document[new], hashes[new]


def _candidates(document: NDArray[np.int64], hashes: NDArray[np.uint64], documents: int) -> NDArray[np.int64]:
    """Pairs of documents (first × documents + second) that share enough of their sketches."""
    order = np.lexsort((document, hashes))
    document, hashes = document[order], hashes[order]
    starts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1])[: len(hashes)])
    sizes = np.diff(np.append(starts, len(hashes)))
    found = [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= _COMMON)]).tolist():
        block = document[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, k=1)
        found.append((block[:, one] * documents + block[:, other]).ravel())
    same = np.repeat(sizes > _COMMON, sizes)[1:] & (hashes[1:] == hashes[:-1])
    found.append((document[:-1] * documents + document[1:])[same])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    return pairs[shared >= _SHARED]


def _confirmed(
    pairs: NDArray[np.int64],
    document: NDArray[np.int64],
    words: NDArray[np.uint64],
    *,
    threshold: float,
    length_ratio: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """The pairs that are copies, and the share of the shorter one's sequences that stand in the other."""
    from tqdm import tqdm

    documents = int(document.max(initial=0)) + 1
    left, right = np.divmod(pairs, documents)
    wanted = np.zeros(documents, dtype=bool)
    wanted[left] = wanted[right] = True
    mine = wanted[document]
    running = _shingles(document[mine], words[mine], _CONFIRM)
    rows, hashes = _distinct(*running)
    types, columns = np.unique(hashes, return_inverse=True)
    has = csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(documents, len(types)))
    sizes = np.bincount(rows, minlength=documents)
    shorter, longer = np.minimum(sizes[left], sizes[right]), np.maximum(sizes[left], sizes[right])
    alike = shorter >= length_ratio * longer
    left, right, shorter = left[alike], right[alike], shorter[alike]
    blocks = range(0, len(left), _BLOCK)
    similarity = [np.zeros(0)]
    for first in tqdm(blocks, desc="pairs", leave=False, disable=len(blocks) < 2 or not sys.stderr.isatty()):
        part = slice(first, first + _BLOCK)
        similarity.append((has[left[part]].multiply(has[right[part]])).sum(axis=1) / shorter[part])
    similarity = np.concatenate(similarity)
    copy = similarity >= threshold
    left, right, similarity = left[copy], right[copy], similarity[copy]
    first_is_shorter = sizes[left] <= sizes[right]
    throughout = _throughout(running, np.where(first_is_shorter, left, right), np.where(first_is_shorter, right, left))
    return left[throughout], right[throughout], similarity[throughout]


def _throughout(
    running: tuple[NDArray[np.int64], NDArray[np.uint64]], shorter: NDArray[np.int64], longer: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each shorter document is alike from beginning to end, and does not merely share whole paragraphs."""
    document, hashes = running
    opens = np.flatnonzero(np.append(True, np.diff(document) != 0)[: len(document)])
    closes = np.append(opens, len(document))[1:]
    of = {document[a]: hashes[a:b] for a, b in zip(opens.tolist(), closes.tolist(), strict=True)}
    alike = np.zeros(len(shorter), dtype=bool)
    for place, (one, other) in enumerate(zip(shorter.tolist(), longer.tolist(), strict=True)):
        shared = np.isin(of[one], of[other])
        number = min(_STRETCHES, max(1, len(shared) // _STRETCH))
        foreign = sum(part.mean() < _ALIKE for part in np.array_split(shared, number))
        alike[place] = foreign <= (number >= _STRETCHES // 2)
    return alike


def _table(
    doc_ids: pd.Series, left: NDArray[np.int64], right: NDArray[np.int64], similarity: NDArray[np.float64]
) -> pd.DataFrame:
    """Join the pairs to clusters, numbered by their earliest document."""
    from scipy.sparse.csgraph import connected_components

    ends = np.concatenate([left, right])
    there, place = np.unique(ends, return_inverse=True)
    linked = csr_array((np.ones(len(left)), np.split(place, 2)), shape=(len(there), len(there)))
    _, label = connected_components(linked, directed=False)
    cluster = pd.factorize(label)[0]  # documents are numbered by date, so clusters by their first one
    highest = np.zeros(len(there))
    np.maximum.at(highest, place, np.tile(similarity, 2))
    table = pd.DataFrame(
        {
            "doc_id": doc_ids.iloc[there].array,
            "cluster": cluster,
            "size": np.bincount(cluster)[cluster],
            "first": ~pd.Series(cluster).duplicated().to_numpy(),
            "similarity": highest,
        }
    )
    return table.sort_values("cluster", kind="stable", ignore_index=True)
