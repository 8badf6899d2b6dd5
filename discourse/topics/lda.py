"""gensim's ``LdaModel`` with its inner loop over the matrix. Imported inside the functions that use it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from gensim.models.ldamodel import LdaModel, LdaState
from numpy.typing import NDArray
from scipy.special import polygamma, psi

from discourse.topics import kernels
from discourse.topics.rows import Rows

_LEAST_PRIOR = 0.01  # a topic is never ruled out
_BLOCK = 256  # documents one thread works at


class _Numbers(dict):
    """Names of terms for gensim, which wants some: their numbers, made when asked for."""

    def __init__(self, terms: int) -> None:
        super().__init__()
        self.terms = terms

    def __len__(self) -> int:
        return self.terms

    def keys(self) -> range:
        return range(self.terms)

    def __missing__(self, number: int) -> str:
        return str(number)


class MatrixLda(LdaModel):
    """A gensim ``LdaModel`` that is fast on :class:`Rows` and gensim's own on anything else.

    Same updates as gensim's, in another order of summing: the results are equal in bound, not in every bit. ``threads``
    and ``tick`` (called after each chunk) are set on the model before :meth:`update`; threads change no bit.
    """

    threads = 1
    tick: Callable[[], object] | None = None
    _weights: NDArray[np.float32] | None = None
    _weights_of: NDArray[np.float32] | None = None

    def start_at(self, statistics: NDArray[np.float32]) -> None:
        """Begin from given sufficient statistics (topics × terms)."""
        self.state.sstats = np.asfortranarray(statistics, dtype=np.float32)
        self.sync_state()

    def topics(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the topics (rows sum to 1) and the tokens each rests on, in double precision."""
        weights = np.asarray(self.state.get_lambda(), dtype=np.float64)
        total = weights.sum(axis=1)
        return weights / total[:, None], total

    def padded(self) -> NDArray[np.float32]:
        """exp E[log β] as terms × padded topics, made anew if somebody has set ``expElogbeta`` meanwhile."""
        if self._weights is None or self._weights_of is not self.expElogbeta:
            self._weights = np.zeros((self.num_terms, -(-self.num_topics // kernels.LANES) * kernels.LANES), np.float32)
            self._weights[:, : self.num_topics] = self.expElogbeta.T
            self._weights[self._weights < np.exp(-40.0)] = 0
            self._weights_of = self.expElogbeta
        return self._weights

    def sync_state(self, current_Elogbeta: NDArray | None = None) -> None:
        """Bring ``expElogbeta`` up to the state."""
        if current_Elogbeta is not None:
            super().sync_state(current_Elogbeta)
            return
        weights = self.padded()
        shared = self.eta.ndim < 2
        eta = np.broadcast_to(self.eta, (self.num_terms,))[:, None] if shared else self.eta.T
        statistics = np.ascontiguousarray(self.state.sstats.T, dtype=np.float32)
        kernels.term_weights(statistics, np.ascontiguousarray(eta, dtype=np.float32), shared, weights)
        self.expElogbeta = self._weights_of = weights[:, : self.num_topics].T

    def inference(self, chunk: object, collect_sstats: bool = False) -> tuple[NDArray, NDArray | None]:
        """Infer gamma (documents × topics), and the sufficient statistics if they are asked for."""
        if not isinstance(chunk, Rows):
            return super().inference(chunk, collect_sstats)
        shape = (len(chunk), self.num_topics)
        gamma = self.random_state.gamma(100.0, 1.0 / 100.0, shape).astype(np.float32)
        return self.infer_from(chunk, gamma, collect=collect_sstats)

    def infer_from(
        self, chunk: Rows, gamma: NDArray[np.float32], *, collect: bool = False
    ) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        """Infer gamma from a given start, which is overwritten."""
        weights = self.padded()
        gamma, expected, ratios = infer_gamma(
            chunk,
            gamma,
            weights,
            self.alpha,
            iterations=self.iterations,
            tolerance=self.gamma_threshold,
            threads=self.threads,
        )
        if not collect:
            return gamma, None
        statistics = np.empty((self.num_terms, self.num_topics), np.float32)
        bounds = np.linspace(0, self.num_terms, self.threads + 1).astype(np.int64)
        parts = list(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))
        put = (chunk.indptr, chunk.indices, chunk.first, chunk.last)
        each(lambda part: kernels.collect(*put, *part, ratios, expected, weights, statistics), parts, self.threads)
        return gamma, statistics.T

    def update(
        self,
        corpus: object,
        chunksize: int | None = None,
        decay: float | None = None,
        offset: float | None = None,
        passes: int | None = None,
        update_every: int | None = None,
        eval_every: int | None = None,
        iterations: int | None = None,
        gamma_threshold: float | None = None,
        chunks_as_numpy: bool = False,
    ) -> None:
        """Train on a corpus; on :class:`Rows` without a list of tuples, on anything else as gensim does."""
        every = self.update_every if update_every is None else update_every
        if not isinstance(corpus, Rows) or every != 1:
            ours = (chunksize, decay, offset, passes, update_every, eval_every, iterations, gamma_threshold)
            super().update(corpus, *ours, chunks_as_numpy)
            return
        self.iterations = self.iterations if iterations is None else iterations
        self.gamma_threshold = self.gamma_threshold if gamma_threshold is None else gamma_threshold
        decay, offset = (self.decay if decay is None else decay), (self.offset if offset is None else offset)
        chunksize = min(len(corpus), chunksize or self.chunksize)
        self.state.numdocs += len(corpus)
        for number in range(self.passes if passes is None else passes):
            for first in range(0, len(corpus), chunksize):
                rho = (offset + number + self.num_updates / chunksize) ** -decay
                other = LdaState(self.eta, (1, 1), self.dtype)
                gamma, other.sstats = self.inference(corpus[first : first + chunksize], collect_sstats=True)
                other.numdocs = len(gamma)
                if self.optimize_alpha:
                    self.update_alpha(gamma, rho)
                self.do_mstep(rho, other, number > 0)
                if self.tick is not None:
                    self.tick()

    def renew(self, corpus: Rows, *, passes: int, chunksize: int) -> None:
        """Train by whole passes: topics from the statistics of all documents, with no chunk's noise left in them.

        From the second pass on the prior of shares is learnt as well (Minka 2000): with a prior that is too low,
        documents that are blends of topics pull the topics towards blends.
        """
        self.state.numdocs += len(corpus)
        for number in range(passes):
            statistics = np.zeros((self.num_topics, self.num_terms), np.float32, order="F")
            logs = np.zeros(self.num_topics)
            for first in range(0, len(corpus), chunksize):
                gamma, part = self.inference(corpus[first : first + chunksize], collect_sstats=True)
                statistics += part
                if number:
                    logs += (psi(gamma) - psi(gamma.sum(axis=1, keepdims=True))).sum(axis=0, dtype=np.float64)
                if self.tick is not None:
                    self.tick()
            self.state.sstats = statistics
            self.sync_state()
            if number:
                self.alpha = learnt_prior(self.alpha.astype(np.float64), logs / len(corpus)).astype(np.float32)

    def do_mstep(self, rho: float, other: LdaState, extra_pass: bool = False) -> None:
        """Blend the new statistics into the state, without the comparisons gensim makes for its log."""
        self.state.blend(rho, other)
        self.sync_state()
        if self.optimize_eta:
            self.update_eta(self.state.get_lambda(), rho)
        if not extra_pass:
            self.num_updates += other.numdocs


def new_lda(
    terms: int,
    *,
    n_topics: int,
    random_state: int,
    threads: int = 1,
    alpha: float | None = None,
    eta: float | NDArray[np.float64] | None = None,
) -> MatrixLda:
    """Make a model that has seen nothing; priors are gensim's 1 / topics unless given."""
    model = MatrixLda(
        corpus=None,
        id2word=_Numbers(terms),
        num_topics=n_topics,
        random_state=random_state,
        alpha="symmetric" if alpha is None else [alpha] * n_topics,
        eta="symmetric" if eta is None else eta,
        eval_every=None,
        dtype=np.float32,
    )
    model.threads = threads
    return model


def learnt_prior(alpha: NDArray[np.float64], logs: NDArray[np.float64], *, steps: int = 5) -> NDArray[np.float64]:
    """The Dirichlet prior most likely to give shares of these mean logarithms, by a few Newton steps (Minka 2000)."""
    for _ in range(steps):
        slope = psi(alpha.sum()) - psi(alpha) + logs
        bend, shared = -polygamma(1, alpha), polygamma(1, alpha.sum())
        step = (slope - (slope / bend).sum() / (1 / shared + (1 / bend).sum())) / bend
        alpha = np.clip(alpha - step, np.maximum(alpha / 2, _LEAST_PRIOR), alpha * 2)
    return alpha


def infer_gamma(
    chunk: Rows,
    gamma: NDArray[np.float32],
    weights: NDArray[np.float32],
    alpha: NDArray[np.floating],
    *,
    iterations: int,
    tolerance: float,
    threads: int,
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Infer gamma of some documents from a start, which is overwritten; also exp E[log θ] and count / probability."""
    prior = np.zeros(weights.shape[1], np.float32)
    prior[: gamma.shape[1]] = alpha
    expected = np.zeros((len(chunk), weights.shape[1]), np.float32)
    ratios = np.empty(chunk.entries, np.float32)
    place = (chunk.indptr, chunk.indices, chunk.counts)
    rest = (chunk.first, weights, prior, gamma, expected, ratios, iterations, np.float64(tolerance))
    blocks = [(first, min(first + _BLOCK, chunk.last)) for first in range(chunk.first, chunk.last, _BLOCK)]
    each(lambda block: kernels.expect(*place, *block, *rest), blocks, threads)
    return gamma, expected, ratios


def each(work: Callable[[tuple[int, int]], object], parts: list[tuple[int, int]], threads: int) -> None:
    """Do the work on each part, in threads where there are several."""
    if threads == 1 or len(parts) == 1:
        for part in parts:
            work(part)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, parts))
