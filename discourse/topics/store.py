"""Topic models on disk: arrays in an ``.npz`` without objects, everything else in JSON beside it."""

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.errors import ReadError
from discourse.topics.model import TopicModel, topic_model, topic_priors

_FORMAT = "discourse topic model, 1"
_ARRAYS = ("topic_terms", "doc_topics", "doc_lengths", "term_counts", "alpha", "weight", "seeded")


def save_topics(topics: TopicModel, path: str | Path) -> Path:
    """Save a topic model. *Can somebody else read the very model this report speaks of?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    path
        Where to: ``model.npz`` (arrays) and ``model.json`` (terms, ids, settings, and the hash of the arrays) are
        written for ``model`` with either ending or none.

    Returns
    -------
    Path
        Of the JSON file. The same model gives the same bytes.
    """
    arrays, record = _places(path)
    arrays.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        arrays,
        topic_terms=topics.topic_terms.to_numpy(),
        doc_topics=topics.doc_topics.to_numpy(),
        doc_lengths=topics.doc_lengths.to_numpy(),
        term_counts=topics.term_counts.to_numpy(),
        **{name: topics.priors[name].to_numpy() for name in ("alpha", "weight", "seeded")},
    )
    content = {
        "format": _FORMAT,
        "arrays": sha256(arrays.read_bytes()).hexdigest(),
        "settings": dict(topics.settings),
        "names": topics.priors["name"].tolist(),
        "terms": topics.topic_terms.columns.tolist(),
        "doc_ids": topics.doc_topics.index.tolist(),
    }
    record.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return record


def read_topics(path: str | Path) -> TopicModel:
    """Read what :func:`save_topics` wrote; nothing in the files is executed.

    Parameters
    ----------
    path
        As for :func:`save_topics`.

    Raises
    ------
    ReadError
        If a file is missing, is no topic model, or the two do not belong together.
    """
    arrays, record = _places(path)
    for file in (arrays, record):
        if not file.is_file():
            raise ReadError(f"no file {file}; save_topics() writes {arrays.name} and {record.name}")
    try:
        content = json.loads(record.read_text(encoding="utf-8"))
        kind, digest = content["format"], content["arrays"]
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(f"{record} is no topic model saved by save_topics()") from error
    if kind != _FORMAT:
        raise ReadError(f"{record} is of the kind {kind!r}; this version reads {_FORMAT!r}")
    if sha256(arrays.read_bytes()).hexdigest() != digest:
        raise ReadError(f"{arrays.name} is not the file {record.name} was written with; save the model anew")
    try:
        with np.load(arrays, allow_pickle=False) as kept:
            values = {name: kept[name] for name in _ARRAYS}
        return _labelled(values, content)
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(f"{arrays} does not hold the arrays of a topic model ({error})") from error


def _labelled(values: dict[str, np.ndarray], content: dict) -> TopicModel:
    names = content["names"]
    priors = topic_priors(
        len(names), alpha=values["alpha"], weight=values["weight"], seeded=values["seeded"], names=names
    )
    return topic_model(
        values["topic_terms"],
        values["doc_topics"],
        terms=pd.Index(content["terms"], dtype="str"),
        doc_ids=pd.Index(content["doc_ids"], dtype="str"),
        doc_lengths=values["doc_lengths"],
        term_counts=values["term_counts"],
        settings=content["settings"],
        priors=priors,
    )


def _places(path: str | Path) -> tuple[Path, Path]:
    path = Path(path)
    stem = path.with_suffix("") if path.suffix in (".npz", ".json") else path
    return stem.with_name(stem.name + ".npz"), stem.with_name(stem.name + ".json")
