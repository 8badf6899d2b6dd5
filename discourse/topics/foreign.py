"""Models that gensim itself saved. The files are pickles; they are read by a reader that can build nothing else."""

import pickle
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.errors import ReadError
from discourse.text.matrix import DTM
from discourse.topics.infer import infer_topics
from discourse.topics.model import TopicModel, topic_model, topic_priors


class _Record:
    """Stands in for any object of gensim's: keeps its attributes, can do nothing."""

    def __init__(self, *parts: object) -> None:
        self.parts = parts

    def __setstate__(self, state: object) -> None:
        if isinstance(state, dict):
            self.__dict__.update({str(name): value for name, value in state.items()})

    def __setitem__(self, key: object, value: object) -> None:
        self.__dict__[str(key)] = value


#: Classes of gensim, numpy and Python of which the file may speak; each becomes an inert record.
_INERT = {
    ("gensim.models.ldamodel", "LdaModel"),
    ("gensim.models.ldamulticore", "LdaMulticore"),
    ("gensim.models.ldamodel", "LdaState"),
    ("gensim.corpora.dictionary", "Dictionary"),
    ("numpy.random._pickle", "__randomstate_ctor"),
    ("numpy.random._pickle", "__bit_generator_ctor"),
    ("numpy.random._mt19937", "MT19937"),
    ("collections", "defaultdict"),
    ("gensim.utils", "FakeDict"),
}
_NUMPY = {(f"numpy.{core}.multiarray", name) for core in ("core", "_core") for name in ("_reconstruct", "scalar")}
_NUMPY |= {("numpy", "ndarray"), ("numpy", "dtype")}
_TYPES = {("builtins", "int"): int, ("builtins", "dict"): dict, ("builtins", "set"): set, ("builtins", "list"): list}
_TYPES |= {("builtins", "frozenset"): frozenset, ("builtins", "object"): object}


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _INERT:
            return _Record
        if (module, name) in _TYPES:
            return _TYPES[module, name]
        if (module, name) == ("numpy", "float32") or (module, name) == ("numpy", "float64"):
            return getattr(np, name)
        if (module, name) == ("copyreg", "_reconstructor"):
            return _reconstructed
        if (module, name) in _NUMPY:
            return super().find_class(module, name)
        raise ReadError(
            f"the file asks for {module}.{name}, which no topic model needs; it was not read further. "
            "Do not open it with gensim or pickle unless you trust its source"
        )


def _reconstructed(kind: type, base: type, state: object) -> object:  # noqa: ARG001
    if kind is not _Record:
        raise ReadError(f"the file rebuilds a {getattr(kind, '__name__', kind)}, which no topic model needs")
    return _Record()


def read_gensim_topics(path: str | Path, dtm: DTM) -> TopicModel:
    """Read an ``LdaModel`` saved by gensim, and find its topics in documents. *What does a colleague's model say here?*

    Parameters
    ----------
    path
        The file ``model.save(path)`` wrote; those beside it (``.state``, ``.id2word``, ``….npy``) are read as well.
    dtm
        The documents; gensim does not save those the model was fitted on.

    Returns
    -------
    TopicModel
        As from :func:`infer_topics`; ``settings`` say that it is foreign.

    Raises
    ------
    ReadError
        If a file is missing, is not such a model, or asks for anything but the arrays and names of one: a pickle can
        run code, so only a closed list of names is read, and each becomes an inert record.
    """
    path = Path(path)
    model, state = _read(path), _read(path.with_name(path.name + ".state"))
    names = _names(_read(path.with_name(path.name + ".id2word")))
    statistics, eta, alpha = (
        _array(state, "sstats", path.name + ".state", path),
        _array(state, "eta", path.name + ".state", path),
        _array(model, "alpha", path.name, path),
    )
    if statistics.ndim != 2 or len(names) != statistics.shape[1] or alpha.shape != statistics.shape[:1]:
        raise ReadError(f"{path} does not hold an LdaModel: statistics {statistics.shape}, {len(names)} terms")
    weights = statistics.astype(np.float64) + eta
    total = weights.sum(axis=1)
    priors = topic_priors(len(weights), alpha=alpha.astype(np.float64), weight=total)
    bare = topic_model(
        weights / total[:, None],
        np.zeros((0, len(weights))),
        terms=pd.Index(names, dtype="str"),
        doc_ids=pd.Index([], dtype="str"),
        doc_lengths=np.zeros(0, dtype=np.int64),
        term_counts=np.zeros(len(names), dtype=np.int64),
        settings={
            "model": "gensim LdaModel", "init": "foreign", "n_topics": len(weights), "eta": float(np.mean(eta)),
            "random_state": -1, "passes": 0, "file": path.name,
        },
        priors=priors,
    )  # fmt: skip
    return infer_topics(bare, dtm)


def _read(path: Path) -> object:
    try:
        with path.open("rb") as file:
            return _Reader(file).load()
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from None
    except FileNotFoundError as error:
        raise ReadError(
            f"no file {path}; gensim's save() writes the model, .state and .id2word side by side"
        ) from error
    except Exception as error:
        raise ReadError(f"{path} is not a model saved by gensim ({type(error).__name__})") from error


def _names(record: object) -> list[str]:
    table = record if isinstance(record, dict) else getattr(record, "token2id", None)
    if not isinstance(table, dict):
        raise ReadError("the model has no names of its terms (id2word)")
    if not isinstance(record, dict):
        table = {number: word for word, number in table.items()}
    if sorted(table) != list(range(len(table))) or not all(isinstance(word, str) for word in table.values()):
        raise ReadError("the names of the model's terms are not numbered from 0 on")
    return [table[number] for number in range(len(table))]


def _array(record: object, name: str, stem: str, path: Path) -> np.ndarray:
    """An attribute that is an array, in the record or in a file of its own beside it."""
    value = getattr(record, name, None)
    beside = path.with_name(f"{stem}.{name}.npy")
    if value is None and beside.is_file():
        value = np.load(beside, allow_pickle=False)
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
        raise ReadError(f"{path} has no array '{name}'; is it an LdaModel?")
    return value
