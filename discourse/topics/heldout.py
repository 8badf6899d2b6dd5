"""How well a topic model foresees the second half of documents it has not seen."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

#: Mixed into every topic, so that no word is impossible.
_SMOOTHING = 0.01
_FOLD_IN = 50


def split_tokens(counts: csr_array, *, random_state: int) -> tuple[csr_array, csr_array]:
    """Deal the tokens of each document into two halves by chance; the first has the odd one."""
    generator = np.random.default_rng(random_state)
    sizes = np.asarray(counts.data, dtype=np.int64)
    token_entry = np.repeat(np.arange(len(sizes)), sizes)
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))[token_entry]
    order = np.lexsort((generator.random(len(token_entry)), row))
    lengths = np.bincount(row, minlength=counts.shape[0])
    place = np.arange(len(order)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    seen = np.zeros(len(order), dtype=bool)
    seen[order] = place < np.repeat((lengths + 1) // 2, lengths)
    halves = []
    for half in (seen, ~seen):
        data = np.bincount(token_entry[half], minlength=len(sizes))
        halves.append(csr_array((data, counts.indices.copy(), counts.indptr.copy()), shape=counts.shape))
        halves[-1].eliminate_zeros()
    return halves[0], halves[1]


def completion_perplexity(topic_terms: NDArray[np.float64], counts: csr_array, *, random_state: int) -> float:
    """Return the perplexity of the second halves of documents, given their first halves.

    Shares of the topics are found from the first half by the same expectation–maximisation for every kind of model
    (the best of three priors counts), so models are compared by their topics and not by how they infer. NaN without a
    token to foresee. Lower is better.
    """
    seen, hidden = split_tokens(counts, random_state=random_state)
    tokens = int(hidden.sum())
    if tokens == 0:
        return float("nan")
    smooth = (1 - _SMOOTHING) * topic_terms.T + _SMOOTHING / topic_terms.shape[1]
    smooth = np.ascontiguousarray(smooth / smooth.sum(axis=0), dtype=np.float64)
    best = -np.inf
    for alpha in (0.01, 0.1, 0.5):
        shares = _fold_in(smooth, seen, alpha)
        best = max(best, _log_likelihood(smooth, hidden, shares) / tokens)
    return float(np.exp(-best))


def _fold_in(terms: NDArray[np.float64], seen: csr_array, alpha: float) -> NDArray[np.float64]:
    """Shares of the topics in each document (documents × topics), topics held fixed."""
    from discourse.topics.kernels import fold_in

    return fold_in(seen.indptr, seen.indices, seen.data.astype(np.float64), terms, alpha, _FOLD_IN)


def _log_likelihood(terms: NDArray[np.float64], counts: csr_array, shares: NDArray[np.float64]) -> float:
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    total = 0.0
    for first in range(0, len(row), 1 << 16):
        part = slice(first, first + (1 << 16))
        probability = np.einsum("ij,ij->i", shares[row[part]], terms[counts.indices[part]])
        total += float(counts.data[part] @ np.log(probability))
    return total
