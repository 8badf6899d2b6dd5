"""A document-term matrix on disk, read a part at a time: for corpora that do not fit into memory."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse.errors import ReadError
from discourse.text.matrix import DTM

_FORMAT = "discourse matrix, 1"
_ARRAYS = ("indptr", "indices", "counts")


def save_matrix(dtm: DTM, folder: str | Path) -> Path:
    """Save a matrix as plain arrays and a JSON file, so that :func:`open_matrix` can open it without reading it.

    Returns
    -------
    Path
        The folder. The same matrix gives the same bytes.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    counts = dtm.counts if dtm.counts.has_sorted_indices else dtm.counts.sorted_indices()
    place = np.int32 if counts.nnz < np.iinfo(np.int32).max else np.int64
    np.save(folder / "indptr.npy", counts.indptr.astype(place))
    np.save(folder / "indices.npy", counts.indices.astype(place))
    np.save(folder / "counts.npy", counts.data.astype(np.int32))
    content = {"format": _FORMAT, "terms": dtm.terms.tolist(), "doc_ids": dtm.doc_ids.tolist()}
    (folder / "matrix.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def open_matrix(folder: str | Path) -> DTM:
    """Open a saved matrix without reading it into memory; :func:`fit_topics` goes through it a part at a time.

    Parameters
    ----------
    folder
        What :func:`save_matrix` wrote.

    Raises
    ------
    ReadError
        If the folder does not hold a matrix.

    Notes
    -----
    What must fit into memory is the model (terms × topics) and the shares (documents × topics), not the counts.
    """
    folder = Path(folder)
    try:
        content = json.loads((folder / "matrix.json").read_text(encoding="utf-8"))
        kind, terms, ids = content["format"], content["terms"], content["doc_ids"]
        arrays = [np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadError(f"{folder} does not hold a matrix saved by save_matrix() ({error})") from error
    indptr, indices, counts = arrays
    sizes = (len(indptr) - 1, len(indices), len(counts))
    if kind != _FORMAT or sizes[0] != len(ids) or sizes[1] != sizes[2] or int(indptr[-1]) != sizes[1]:
        raise ReadError(f"the files in {folder} do not belong together; save the matrix anew")
    matrix = csr_array((counts, indices, indptr), shape=(len(ids), len(terms)), copy=False)
    return DTM(matrix, pd.Index(ids, dtype="str"), pd.Index(terms, dtype="str"))
