"""Document variables as the columns of a regression's design."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, unknown_name

CONSTANT = "(constant)"


@dataclass(frozen=True)
class Design:
    """Documents × terms; which variable each term belongs to."""

    matrix: NDArray[np.float64]
    terms: list[str]
    variables: list[str]


def design_of(documents: pd.DataFrame, names: Sequence[str], reference: Mapping[str, object]) -> Design:
    """A column of ones, numbers as they are, and of texts one column for each value but the reference."""
    for name in reference:
        if name not in names:
            raise unknown_name("variable", name, names, where="on=")
    parts, terms, variables = [np.ones(len(documents))], [CONSTANT], [CONSTANT]
    for name in names:
        column = documents[name]
        kind = column.cat.categories.dtype if isinstance(column.dtype, pd.CategoricalDtype) else column.dtype
        if pd.api.types.is_datetime64_any_dtype(kind):
            raise ArgumentError(
                f"'{name}' holds dates; make a number (days, years) or a text (before, after) of it first"
            )
        if pd.api.types.is_numeric_dtype(kind):
            found = {name: column.astype("float64").to_numpy()}
        else:
            values = column.astype("str")
            there = sorted(set(values))
            left_out = str(reference.get(name, there[0] if there else ""))
            if left_out not in there:
                raise unknown_name("value", left_out, there, where=f"'{name}'")
            found = {f"{name}={value}": (values == value).to_numpy(np.float64) for value in there if value != left_out}
        if not found or any(np.ptp(part) == 0 for part in found.values()):
            raise ArgumentError(f"'{name}' has one value in the documents; it explains nothing, leave it out of on=")
        parts += found.values()
        terms += found
        variables += [name] * len(found)
    return Design(np.column_stack(parts), terms, variables)
