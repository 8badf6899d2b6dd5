import numpy as np
import pytest
from scipy.special import psi

from discourse.topics.rows import rows, totals


@pytest.fixture(scope="module")
def models(five):
    """gensim's own model and ours, from the same random start on the same documents."""
    from gensim.models import LdaModel

    from discourse.topics.lda import new_lda

    documents = rows(five)
    stock = LdaModel(list(documents), num_topics=5, random_state=3, passes=3, chunksize=100, eval_every=None,
                     id2word=dict(enumerate(five.terms)))  # fmt: skip
    ours = new_lda(documents.terms, n_topics=5, random_state=3)
    ours.update(documents, passes=3, chunksize=100)
    return stock, ours, documents


def test_exp_digamma_is_that_of_scipy():
    from discourse.topics.kernels import exp_digamma

    for x in [0.03, 0.1, 0.5, 1.0, 1.4616, 2.0, 5.9, 6.0, 77.7, 1e4, 1e7]:
        assert exp_digamma(x, 1.0) == pytest.approx(np.exp(psi(x)), rel=1e-7)
    assert exp_digamma(0.01, 1.0) == 0.0  # e⁻¹⁰⁰


def test_same_bound_as_gensim_from_the_same_random_start(models):
    stock, ours, documents = models
    bounds = []
    for model in models[:2]:
        model.random_state = np.random.RandomState(0)
        bounds.append(model.log_perplexity(list(documents)))
    assert bounds[0] == pytest.approx(bounds[1], abs=5e-4)
    assert np.abs(stock.get_topics() - ours.get_topics()).max() < 0.01


def test_one_e_step_is_gensims(models, five):
    stock, _, documents = models
    from discourse.topics.lda import MatrixLda

    mine = MatrixLda(None, num_topics=5, id2word=dict(enumerate(five.terms)), random_state=0, eval_every=None)
    mine.expElogbeta = stock.expElogbeta
    results = []
    for model, chunk in ((stock, list(documents)), (mine, documents)):
        model.random_state = np.random.RandomState(0)
        results.append(model.inference(chunk, collect_sstats=True))
    assert np.allclose(results[0][0], results[1][0], atol=0.02)
    assert np.allclose(results[0][1], results[1][1], atol=0.02)


def test_it_is_a_gensim_model(models, five):
    from gensim.models import CoherenceModel, LdaModel

    _, ours, documents = models
    assert isinstance(ours, LdaModel)
    assert ours.get_topics().sum(axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    coherence = CoherenceModel(topics=[["w0001", "w0002"]], corpus=documents, coherence="u_mass",
                               dictionary=_dictionary(five)).get_coherence()  # fmt: skip
    assert np.isfinite(coherence)
    assert ours.get_document_topics(documents[0], minimum_probability=0)
    before = ours.num_updates
    ours.update(list(documents), passes=1, chunksize=100)  # gensim's own path, on lists of tuples
    assert ours.num_updates > before


def _dictionary(dtm):
    from gensim.corpora import Dictionary

    made = Dictionary()
    made.token2id = {word: number for number, word in enumerate(dtm.terms)}
    return made


@pytest.mark.parametrize("n_topics", [5, 50])
def test_threads_change_no_bit(five, n_topics):
    from discourse.topics.lda import new_lda

    found = []
    for threads in (1, 2, 3):
        model = new_lda(len(five.terms), n_topics=n_topics, random_state=3, threads=threads)
        model.update(rows(five), passes=2, chunksize=100)
        found.append(model.topics()[0].tobytes())
    assert len(set(found)) == 1


def test_topics_taken_out_of_documents_are_those_gensim_has_at_their_prior(five):
    from discourse.topics.lda import new_lda

    model = new_lda(len(five.terms), n_topics=50, random_state=3)
    documents = rows(five)
    model.update(documents, passes=2, chunksize=100)
    found = []
    for chunk in (documents, list(documents)):  # ours, then gensim's own loop
        model.random_state = np.random.RandomState(0)
        found.append(model.inference(chunk)[0])
    ours, theirs = found
    assert ours.min() == pytest.approx(1 / 50, abs=1e-6)
    assert (np.abs(ours - theirs).max(axis=1) < 0.5).mean() > 0.95
    assert np.median(np.abs(ours.sum(axis=1) - theirs.sum(axis=1))) < 0.01


def test_rows_are_a_corpus(five):
    documents = rows(five)
    first = documents[0]
    assert [term for term, _ in first] == sorted(term for term, _ in first)
    assert sum(count for _, count in first) == 60
    assert documents[10:20][3] == documents[13] == list(documents)[13]
    assert documents[-1] == documents[len(documents) - 1]
    assert documents[20:10].entries == 0
    assert documents.matrix().sum() == five.counts.sum()
    with pytest.raises(IndexError, match="steps of 1"):
        documents[::2]


def test_totals_do_not_depend_on_the_block(five):
    for block in (7, 10_000):
        lengths, freq = totals(five, block=block)
        assert lengths.tolist() == five.counts.sum(axis=1).tolist()
        assert freq.tolist() == five.counts.sum(axis=0).tolist()
