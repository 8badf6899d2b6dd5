"""Fit a topic model so that the same input gives the same model."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from discourse.errors import ArgumentError, TooSmallError, together, unknown_name
from discourse.stats.bootstrap import check_random_state
from discourse.text.matrix import DTM
from discourse.topics.infer import infer_shares
from discourse.topics.model import TopicModel, check_workers, topic_model, topic_priors
from discourse.topics.rows import Rows, rows, totals
from discourse.topics.seeds import SEED_SHARE, seed_prior

MIN_DOCUMENTS = 50
MIN_TOKENS = 5_000
MIN_DOCUMENTS_PER_TOPIC = 5
_CHUNK = 2_000
#: How often the corpus is gone through if nobody says: from where each start begins.
_PASSES = {"nmf": 2, "random": 10, "seeds": 20}
#: Priors of a document's and a topic's distribution with the NMF start; "random" keeps gensim's 1 / topics.
_ALPHA, _ETA = 0.1, 0.01
#: While training from the NMF start a document's shares are settled when they move less than this (words a topic);
#: gensim's .001 costs a sixth more time and gives the same perplexity. Shares that are shown use .001.
_COARSE = 0.01


def fit_topics(
    dtm: DTM,
    *,
    n_topics: int,
    random_state: int,
    model: str = "lda",
    init: str = "nmf",
    passes: int | None = None,
    seed_words: Mapping[str, Sequence[str]] | None = None,
    seed_share: float = SEED_SHARE,
    workers: int = 1,
) -> TopicModel:
    """Fit a topic model. *Which words tend to occur in the same documents?*

    Parameters
    ----------
    dtm
        What :func:`document_term_matrix` returned; leave out stop words and terms of fewer than 3 documents.
    n_topics
        Number of topics; for ``model="hdp"`` the largest number it may use.
    random_state
        Where chance starts. Another start gives another model: compare several before believing one
        (:func:`fit_topic_runs`).
    model
        ``"lda"`` (latent Dirichlet allocation), ``"nmf"`` or ``"hdp"`` (gensim's ``Nmf`` and ``HdpModel``).
    init
        How LDA begins: ``"nmf"``, at a non-negative factorisation of the tf-idf matrix, or ``"random"``, as gensim
        does, with gensim's priors.
    passes
        How many times the corpus is gone through; ``None`` for 2 from the NMF start, 10 from a random one, 20 with
        seed words. Where documents are blends of many topics, 20 from the NMF start tell them better apart.
    seed_words
        ``{name: [words]}``: topics 1, 2, … are to be about these, in this order, and the rest about anything else. Take
        three to six words a name, and half as many topics again as names.
    seed_share
        Pseudo-tokens of each seed list as a share of the corpus, at most .03.
    workers
        Threads; they change no bit of the result.

    Returns
    -------
    TopicModel
        Identical on every run with the same input. Every topic has a share in every document; none is dropped.

    Raises
    ------
    TooSmallError
        For fewer than 50 documents with terms, 5,000 tokens, or 5 documents a topic; says what to do instead.
    ArgumentError
        If the topics cannot be seeded as asked; all reasons at once.

    Notes
    -----
    Variational Bayes in a subclass of gensim's ``LdaModel``: from the NMF start in whole passes that also learn the
    prior of shares (Blei, Ng & Jordan 2003), from a random one online, chunk by chunk (Hoffman, Blei & Bach 2010);
    sums in single precision, in a fixed order. Documents go in sorted by id; each document's shares depend on that
    document and the topics alone. With seed words this is seeded LDA (pseudo-count prior) with the first
    expectation step taken from the prior, without which gensim does not see it. A topic is a list of words; that it
    means something is for readers to show, and one run is not a finding.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("lee"))
    >>> dtm = dc.document_term_matrix(tokens, min_docs=3, stop_words="en")
    >>> dc.fit_topics(dtm, n_topics=5, random_state=1).topic_terms.shape[0]
    5
    """
    state = check_random_state(random_state, what="a topic model starts")
    passes = _check(n_topics, model, init, passes, seeded=seed_words is not None)
    lengths, freq = totals(dtm)
    _refuse_small(lengths, n_topics)
    documents = rows(dtm)
    if model != "lda":
        from discourse.topics.gensim_models import fit_other

        fitted = fit_other(model, documents, dtm.terms, n_topics=n_topics, random_state=state, passes=passes)
    elif seed_words is not None:
        seeds = seed_prior(seed_words, dtm, n_topics=n_topics, seed_share=seed_share, tokens=int(lengths.sum()))
        fitted = _fit_seeded(documents, seeds, random_state=state, passes=passes, workers=check_workers(workers))
    else:
        tokens = int(lengths.sum())
        fitted = _fit_lda(documents, n_topics, init, state, passes, tokens=tokens, workers=check_workers(workers))
    settings, topic_terms, priors = fitted
    settings = {**settings, "n_topics": len(topic_terms), "random_state": state, "passes": passes}
    unread = topic_model(
        topic_terms,
        np.zeros((len(lengths), len(topic_terms))),
        terms=dtm.terms,
        doc_ids=dtm.doc_ids,
        doc_lengths=lengths,
        term_counts=freq,
        settings=settings,
        priors=priors,
    )
    unread.doc_topics[:] = infer_shares(unread, documents, lengths=lengths, workers=workers)
    return unread


def _check(n_topics: int, model: str, init: str, passes: int | None, *, seeded: bool) -> int:
    if model not in ("lda", "nmf", "hdp"):
        raise unknown_name("model", model, ["lda", "nmf", "hdp"], where="fit_topics")
    if init not in ("nmf", "random"):
        raise unknown_name("init", init, ["nmf", "random"], where="fit_topics")
    if seeded and model != "lda":
        raise ArgumentError(f"seed_words need model='lda'; '{model}' has no prior to put them into")
    if passes is None:
        passes = _PASSES["seeds" if seeded else init]
    if n_topics < 2 or passes < 1:
        raise ArgumentError(f"n_topics must be 2 or more and passes 1 or more, not {n_topics} and {passes}")
    return passes


def _fit_lda(
    documents: Rows, n_topics: int, init: str, random_state: int, passes: int, *, tokens: int, workers: int
) -> tuple[dict, np.ndarray, object]:
    from discourse.topics.lda import new_lda
    from discourse.topics.start import nmf_start

    if init == "random":
        model = new_lda(documents.terms, n_topics=n_topics, random_state=random_state, threads=workers)
    else:
        priors = {"alpha": _ALPHA, "eta": _ETA}
        model = new_lda(documents.terms, n_topics=n_topics, random_state=random_state, threads=workers, **priors)
        model.start_at(nmf_start(documents, n_topics=n_topics, random_state=random_state, tokens=tokens))
        model.gamma_threshold = _COARSE
    _train(model, documents, passes, chunk=_CHUNK, whole=init == "nmf")
    settings = {"model": "gensim LdaModel", "init": init, "eta": float(model.eta[0])}
    topic_terms, weight = model.topics()
    return settings, topic_terms, topic_priors(n_topics, alpha=model.alpha.astype(np.float64), weight=weight)


def _fit_seeded(
    documents: Rows, seeds: tuple, *, random_state: int, passes: int, workers: int
) -> tuple[dict, np.ndarray, object]:
    from discourse.topics.lda import new_lda

    prior, found, missing = seeds
    n_topics, base = len(prior), 1 / len(prior)
    model = new_lda(documents.terms, n_topics=n_topics, random_state=random_state, threads=workers, eta=base + prior)
    model.sync_state()  # gensim's own first step would not see the prior
    _train(model, documents, passes, chunk=len(documents))
    settings = {"model": "gensim LdaModel", "init": "seeds", "eta": base}
    settings |= {"seed_words": found, "missing_seed_words": {name: words for name, words in missing.items() if words}}
    topic_terms, weight = model.topics()
    alpha = model.alpha.astype(np.float64)
    return (
        settings,
        topic_terms,
        topic_priors(n_topics, alpha=alpha, weight=weight, seeded=prior.sum(axis=1), names=list(found)),
    )


def _train(model: object, documents: Rows, passes: int, *, chunk: int, whole: bool = False) -> None:
    with _progress(passes * -(-len(documents) // chunk)) as model.tick:
        (model.renew if whole else model.update)(documents, passes=passes, chunksize=chunk)


def _refuse_small(lengths: np.ndarray, n_topics: int) -> None:
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
