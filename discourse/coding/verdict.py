"""What a report may say about the codebook once people have read a sample."""

import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook
from discourse.tables import check, document_variables


def validation_banner(
    accuracy: pd.DataFrame,
    *,
    agreement: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    confidence: float = 0.95,
) -> str:
    """Say in a paragraph how well the machine did against people. *May the numbers be relied on?*

    Parameters
    ----------
    accuracy
        What :func:`discourse.accuracy` returned, without ``by``.
    agreement
        What :func:`discourse.agreement` returned; without it the paragraph says that agreement is not known.
    codebook
        The one that was checked, to be named with its version.
    confidence
        That the two tables were computed with.

    Returns
    -------
    str
        Plain text for the head of a report, in place of the warning that the codebook was not validated.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.tables import empty
    >>> validation_banner(empty("accuracy"))
    'The codebook has not been validated on this corpus: no codes were read.'
    """
    check(accuracy, "accuracy")
    if document_variables(accuracy, "accuracy"):
        raise ArgumentError("the paragraph is about the whole corpus; pass accuracy computed without by=")
    if not len(accuracy):
        return "The codebook has not been validated on this corpus: no codes were read."
    read = f"{int(accuracy['units'].max()):,} units from {int(accuracy['documents'].max()):,} documents"
    scores = "; ".join(_score(row) for row in accuracy.to_dict("records"))
    return (
        f"People read {read} of this corpus to check {_named(codebook)}. {_agreed(agreement)} {scores}. Precision is "
        "the share of hits that are right, recall the share of what people see that is hit; in brackets "
        f"{confidence:.0%} intervals. Rates count vocabulary; where corrected shares are given, rely on those."
    )


def _named(codebook: Codebook | None) -> str:
    return f"the codebook {codebook.name} {codebook.version}" if codebook is not None else "the codebook"


def _score(row: dict[str, object]) -> str:
    known = [f"{name} {_value(row, name)}" for name in ("precision", "recall")]
    return f"{str(row['code']).replace('_', ' ')}: {', '.join(known)} ({row['hits']:,} hits read)"


def _value(row: dict[str, object], name: str) -> str:
    if pd.isna(row[name]):
        return "not known"
    if pd.isna(row[f"{name}_low"]):
        return f"{row[name]:.2f} (no interval)"
    return f"{row[name]:.2f} ({row[f'{name}_low']:.2f}–{row[f'{name}_high']:.2f})"


def _agreed(agreement: pd.DataFrame | None) -> str:
    if agreement is None or not len(check(agreement, "agreement")) or agreement["units"].max() == 0:
        return "How far coders agree is not known, as one alone judged each unit."
    alphas = agreement["alpha"].dropna()
    said = f"Krippendorff's alpha of {int(agreement['coders'].max())} coders"
    said += f" lies between {alphas.min():.2f} and {alphas.max():.2f}." if len(alphas) else " is not defined."
    for verdict in ("unusable", "not reliable"):
        names = agreement.loc[agreement["verdict"] == verdict, "code"].str.replace("_", " ").tolist()
        if names:
            said += f" {verdict.capitalize()}, so do not rely on: {', '.join(names)}."
    return said
