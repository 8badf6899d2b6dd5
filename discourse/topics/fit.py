"""The one adapter to gensim: fit a topic model so that the same input gives the same model."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from scipy.sparse import csc_array

from discourse.errors import ArgumentError, TooSmallError, together
from discourse.stats.bootstrap import check_random_state
from discourse.text.matrix import DTM
from discourse.topics.model import TopicModel, topic_model

MIN_DOCUMENTS = 50
MIN_TOKENS = 5_000
MIN_DOCUMENTS_PER_TOPIC = 5
_CHUNK = 2_000


def fit_topics(dtm: DTM, *, n_topics: int, random_state: int, passes: int = 10) -> TopicModel:
    """Fit a topic model (latent Dirichlet allocation). *Which words tend to occur in the same documents?*

    Parameters
    ----------
    dtm
        What :func:`document_term_matrix` returned; leave out stop words and terms of fewer than 3 documents.
    n_topics
        Number of topics.
    random_state
        Where chance starts. Another start gives another model: compare several before believing one.
    passes
        How many times the corpus is gone through.

    Returns
    -------
    TopicModel
        Identical on every run with the same input. Every topic has a share in every document; none is dropped.

    Raises
    ------
    TooSmallError
        For fewer than 50 documents with terms, 5,000 tokens, or 5 documents a topic; says what to do instead.

    Notes
    -----
    Online variational Bayes (Hoffman, Blei & Bach 2010) as in gensim's ``LdaModel``, symmetric priors, one process,
    double precision. Documents go in sorted by id, and the random state is set anew before the shares are inferred,
    so that asking twice gives one answer. A topic is a list of words; that it means something is for readers to show.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("lee"))
    >>> dtm = dc.document_term_matrix(tokens, min_docs=3, stop_words="en")
    >>> dc.fit_topics(dtm, n_topics=5, random_state=1, passes=2).topic_terms.shape[0]
    5
    """
    state = check_random_state(random_state, what="a topic model starts")
    if n_topics < 2 or passes < 1:
        raise ArgumentError(f"n_topics must be 2 or more and passes 1 or more, not {n_topics} and {passes}")
    _refuse_small(dtm, n_topics)
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus = Sparse2Corpus(csc_array(dtm.counts.T, dtype=np.float64), documents_columns=True)
    with _quiet(), _progress(passes * -(-len(dtm.doc_ids) // _CHUNK)) as tick:

        class Ticking(LdaModel):
            """gensim's model, telling the progress bar of each chunk."""

            def do_mstep(self, rho: float, other: object, extra_pass: bool = False) -> None:
                super().do_mstep(rho, other, extra_pass)
                tick()

        model = Ticking(
            corpus,
            num_topics=n_topics,
            id2word=dict(enumerate(dtm.terms)),
            chunksize=_CHUNK,
            passes=passes,
            eval_every=None,
            random_state=state,
            dtype=np.float64,
        )
        model.random_state = np.random.RandomState(state)
        gamma, _ = model.inference(list(corpus))
    return topic_model(
        model.get_topics(),
        gamma / gamma.sum(axis=1, keepdims=True),
        terms=dtm.terms,
        doc_ids=dtm.doc_ids,
        doc_lengths=np.asarray(dtm.counts.sum(axis=1)).astype(np.int64),
        term_counts=np.asarray(dtm.counts.sum(axis=0)).astype(np.int64),
        settings={"model": "gensim LdaModel", "n_topics": n_topics, "random_state": state, "passes": passes},
    )


def _refuse_small(dtm: DTM, n_topics: int) -> None:
    lengths = np.asarray(dtm.counts.sum(axis=1))
    documents, tokens = int((lengths > 0).sum()), int(lengths.sum())
    problems = []
    if documents < MIN_DOCUMENTS:
        problems.append(f"{documents} documents with terms; at least {MIN_DOCUMENTS} are needed")
    if tokens < MIN_TOKENS:
        problems.append(f"{tokens:,} counted tokens; at least {MIN_TOKENS:,} are needed")
    if documents < n_topics * MIN_DOCUMENTS_PER_TOPIC:
        problems.append(
            f"{documents} documents for {n_topics} topics; at least {MIN_DOCUMENTS_PER_TOPIC} documents a topic"
        )
    if problems:
        advice = "read these texts with concordance() and theme_hits(), compare them with keywords(), or add documents"
        raise TooSmallError(together(f"too little text for a topic model; {advice}:", problems))


@contextmanager
def _progress(chunks: int) -> Iterator[Callable[[], object]]:
    from tqdm import tqdm

    with tqdm(total=chunks, desc="topics", leave=False, disable=not sys.stderr.isatty()) as bar:
        yield bar.update


@contextmanager
def _quiet() -> Iterator[None]:
    """gensim warns about few updates and about documents without terms; both are looked after here."""
    loggers = [logging.getLogger(name) for name in ("gensim.models.ldamodel", "gensim.utils")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
