import json
import pickle
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from discourse.errors import ReadError, TableError
from discourse.tables import check
from discourse.text.matrix import DTM
from discourse.topics.fit import fit_topics
from discourse.topics.foreign import read_gensim_topics
from discourse.topics.infer import infer_topics
from discourse.topics.matrix_file import open_matrix, save_matrix
from discourse.topics.names import name_topics, read_topic_names, write_topic_names
from discourse.topics.store import read_topics, save_topics
from discourse.topics.terms import top_terms


def test_a_model_comes_back_as_it_was(fitted, tmp_path):
    record = save_topics(fitted, tmp_path / "deep" / "model")
    again = read_topics(tmp_path / "deep" / "model.npz")
    for name in ("topic_terms", "doc_topics", "priors"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(fitted, name), check_exact=True)
    for name in ("doc_lengths", "term_counts"):
        pd.testing.assert_series_equal(getattr(again, name), getattr(fitted, name))
    assert dict(again.settings) == dict(fitted.settings)
    first = (record.read_bytes(), record.with_suffix(".npz").read_bytes())
    save_topics(again, tmp_path / "deep" / "model")
    assert first == (record.read_bytes(), record.with_suffix(".npz").read_bytes())


def test_files_that_are_no_model_are_refused(fitted, tmp_path):
    with pytest.raises(ReadError, match="no file"):
        read_topics(tmp_path / "model")
    record = save_topics(fitted, tmp_path / "model")
    content = json.loads(record.read_text())
    hostile = np.array([Hostile()], dtype=object)
    np.savez(record.with_suffix(".npz"), topic_terms=hostile)
    with pytest.raises(ReadError, match="is not the file"):
        read_topics(record)
    from hashlib import sha256

    content["arrays"] = sha256(record.with_suffix(".npz").read_bytes()).hexdigest()
    record.write_text(json.dumps(content))
    with pytest.raises(ReadError, match="does not hold the arrays"):
        read_topics(record)
    record.write_text("[]")
    with pytest.raises(ReadError, match="no topic model saved by"):
        read_topics(record)


class Hostile:
    """Unpickled, it would run a command."""

    def __reduce__(self):
        return exec, ("raise SystemExit('executed')",)


@pytest.fixture(scope="module")
def stock(five, tmp_path_factory):
    from gensim.corpora import Dictionary
    from gensim.models import LdaModel

    from discourse.topics.rows import rows

    names = Dictionary()
    names.token2id = {word: number for number, word in enumerate(five.terms)}
    names.id2token = {number: word for word, number in names.token2id.items()}
    model = LdaModel(list(rows(five)), id2word=names, num_topics=5, random_state=1, passes=3, eval_every=None)
    folder = tmp_path_factory.mktemp("stock")
    model.save(str(folder / "theirs"))
    return model, folder


@pytest.fixture
def foreign(stock, tmp_path):
    """A model gensim saved, in a folder of its own."""
    model, folder = stock
    for file in folder.iterdir():
        shutil.copy(file, tmp_path)
    return model, tmp_path / "theirs"


def test_gensims_own_model_is_read_without_running_it(foreign, five):
    model, path = foreign
    topics = read_gensim_topics(path, five)
    assert np.allclose(topics.topic_terms, model.get_topics(), atol=1e-6)
    assert topics.doc_topics.shape == (300, 5)
    assert topics.settings["init"] == "foreign"
    best = {word for word, _ in model.show_topic(0, 5)}
    assert best == set(top_terms(topics, n=5).query("topic == 1")["token"])


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps(Hostile()),
        b"cos\nsystem\n(S'true'\ntR.",
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"cgensim.utils\nunpickle\n(S'x'\ntR.",
        b"cnumpy\nsave\n(S'x'\ntR.",
        b"ccopyreg\n_reconstructor\n(cbuiltins\nobject\ncbuiltins\nobject\nNtR.",
        b"no pickle at all",
        b"",
    ],
)
@pytest.mark.parametrize("ending", ["", ".state", ".id2word"])
def test_hostile_files_are_refused(foreign, five, content, ending):
    path = foreign[1]
    path.with_name(path.name + ending).write_bytes(content)
    with pytest.raises(ReadError):
        read_gensim_topics(path, five)


def test_a_missing_part_is_named(foreign, five):
    path = foreign[1]
    path.with_name(path.name + ".state").unlink()
    with pytest.raises(ReadError, match=r"theirs\.state"):
        read_gensim_topics(path, five)


def test_names_belong_to_a_model(fitted, five, tmp_path):
    path = write_topic_names(fitted, tmp_path / "names.toml")
    assert read_topic_names(path, fitted) == {}
    path.write_text(path.read_text().replace('\n2 = ""', '\n2 = "Dams \\"and\\" rivers"'))
    names = read_topic_names(path, fitted)
    assert names == {2: 'Dams "and" rivers'}
    table = name_topics(top_terms(fitted, n=1), names)
    assert table.columns[:2].tolist() == ["topic", "topic_name"]
    assert table["topic_name"].tolist() == ["topic 1", 'Dams "and" rivers', "topic 3", "topic 4", "topic 5"]
    with pytest.raises(ReadError, match="is there already"):
        write_topic_names(fitted, path)
    other = fit_topics(five, n_topics=4, random_state=9)
    path.write_text(path.read_text().replace("5 = ", "9 = "))
    with pytest.raises(ReadError) as error:
        read_topic_names(path, other)
    assert "names do not move" in str(error.value)
    assert "no topic 9" in str(error.value)
    with pytest.raises(TableError, match="no column 'topic'"):
        name_topics(pd.DataFrame({"a": [1]}), names)


def test_shares_of_a_document_depend_on_it_alone(fitted, five):
    part = DTM(csr_array(five.counts[40:45]), five.doc_ids[40:45], five.terms)
    found = infer_topics(fitted, part, workers=2)
    assert found.doc_topics.equals(fitted.doc_topics.iloc[40:45])
    assert found.settings["known_share"] == 1.0


def test_terms_the_model_does_not_know_are_left_out_and_counted(fitted, five):
    half = len(five.terms) // 2
    names = pd.Index([*(f"new{number:04}" for number in range(half)), *five.terms[half:]], dtype="str")
    found = infer_topics(fitted, DTM(five.counts, five.doc_ids, names))
    known = five.counts[:, half:].sum() / five.counts.sum()
    assert found.settings["known_share"] == pytest.approx(known)
    assert found.doc_lengths.sum() == five.counts[:, half:].sum()
    from discourse.errors import TooSmallError

    with pytest.raises(TooSmallError, match="knows none"):
        infer_topics(fitted, DTM(five.counts, five.doc_ids, pd.Index([f"n{n}" for n in range(len(five.terms))])))


@pytest.mark.parametrize("model", ["nmf", "hdp"])
def test_gensims_other_models_keep_the_contract(five, model):
    topics, again = (fit_topics(five, n_topics=6, random_state=1, model=model) for _ in range(2))
    pd.testing.assert_frame_equal(topics.topic_terms, again.topic_terms, check_exact=True)
    pd.testing.assert_frame_equal(topics.doc_topics, again.doc_topics, check_exact=True)
    assert topics.doc_topics.sum(axis=1).to_numpy() == pytest.approx(1)
    assert topics.topic_terms.sum(axis=1).to_numpy() == pytest.approx(1)
    assert 1 <= len(topics.topic_terms) <= 6
    check(top_terms(topics), "top_terms")
    assert infer_topics(topics, five).doc_topics.equals(topics.doc_topics)


def test_a_matrix_on_disk_gives_the_same_model(five, fitted, tmp_path):
    opened = open_matrix(save_matrix(five, tmp_path / "matrix"))
    assert _mapped(opened.counts.data)
    assert _mapped(opened.counts.indices)
    again = fit_topics(opened, n_topics=5, random_state=1)
    pd.testing.assert_frame_equal(again.topic_terms, fitted.topic_terms, check_exact=True)
    pd.testing.assert_frame_equal(again.doc_topics, fitted.doc_topics, check_exact=True)
    np.save(tmp_path / "matrix" / "counts.npy", np.ones(3, dtype=np.int32))
    with pytest.raises(ReadError, match="do not belong together"):
        open_matrix(tmp_path / "matrix")
    with pytest.raises(ReadError, match="does not hold a matrix"):
        open_matrix(tmp_path)


def _mapped(array):
    """Whether the array, or one it is a view of, lies in a file."""
    while array is not None and not isinstance(array, np.memmap):
        array = getattr(array, "base", None)
    return array is not None


LIMITED = """
import json, resource, sys
from pathlib import Path
import numpy as np
from discourse.topics.fit import fit_topics
from discourse.topics.matrix_file import open_matrix
small, large = map(Path, sys.argv[1:])
fit_topics(open_matrix(small), n_topics=3, random_state=1, init="random", passes=1)
used = int(next(line for line in open("/proc/self/status") if line.startswith("VmData")).split()[1]) * 1024
room = 120 * 2**20
resource.setrlimit(resource.RLIMIT_DATA, (used + room, used + room))
size = sum(file.stat().st_size for file in large.glob("*.npy"))
try:
    whole = [np.load(file) for file in sorted(large.glob("*.npy"))]
    loaded = True
except MemoryError:
    loaded = False
topics = fit_topics(open_matrix(large), n_topics=3, random_state=1, init="random", passes=1)
print(json.dumps({"size": size, "room": room, "loaded": loaded, "documents": len(topics.doc_topics)}))
"""


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="limits data memory as Linux does")
def test_a_matrix_larger_than_the_memory_left_is_gone_through(tmp_path):
    for name, documents in (("small", 200), ("large", 60_000)):
        _write_matrix(tmp_path / name, documents=documents, each=400, terms=2_000)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "small"), str(tmp_path / "large")],
        capture_output=True, text=True, check=True,
        # every large array has a mapping of its own, so memory given back earlier leaves no hidden room
        env={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_MMAP_THRESHOLD_": "65536",
             "MALLOC_TRIM_THRESHOLD_": "65536", "MALLOC_ARENA_MAX": "1"},
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["size"] > found["room"]
    assert not found["loaded"]
    assert found["documents"] == 60_000


def _write_matrix(folder, *, documents, each, terms):
    folder.mkdir()
    generator = np.random.default_rng(1)
    step = terms // each
    rows = np.arange(each) * step + generator.integers(step, size=(documents, 1))
    np.save(folder / "indices.npy", rows.astype(np.int32).ravel())
    np.save(folder / "counts.npy", generator.integers(1, 4, size=documents * each, dtype=np.int32))
    np.save(folder / "indptr.npy", np.arange(documents + 1, dtype=np.int32) * each)
    ids, names = [f"d{n:06}" for n in range(documents)], [f"w{n:05}" for n in range(terms)]
    content = {"format": "discourse matrix, 1", "terms": names, "doc_ids": ids}
    (folder / "matrix.json").write_text(json.dumps(content))
