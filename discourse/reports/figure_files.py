"""Figures as files: the same figure gives the same bytes, whoever's settings are in force."""

import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from discourse.plots.style import PRINT, fit_labels, in_print, plain_defaults
from discourse.reports.written import without_control

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Dots to an inch of pictures for print.
DPI = 600
_SETTINGS = {"svg.hashsalt": "discourse", "svg.fonttype": "path", "pdf.fonttype": 42}


def figure_bytes(figure: "Figure", kind: str, *, title: str = "", description: str = "") -> bytes:
    """Write a figure as ``svg``, ``pdf`` (letters embedded as TrueType) or ``png`` (600 dots an inch), with no date."""
    from matplotlib import rc_context

    metadata = {
        "svg": {"Date": None, "Title": title, "Description": description},
        "pdf": {"CreationDate": None},
        "png": {"Software": None},
    }[kind]
    buffer = BytesIO()
    with rc_context({**plain_defaults(), **_SETTINGS}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the table twin has the letters
        figure.savefig(buffer, format=kind, metadata=metadata, dpi=DPI if kind == "png" else "figure")
    if kind != "svg":
        return buffer.getvalue()
    return without_control(buffer.getvalue().decode("utf-8")).encode("utf-8")


def write_print(draw: "Axes | Callable[[], Axes]", folder: Path, name: str) -> None:
    """Write ``<name>-84mm`` and ``<name>-174mm`` as PDF and PNG, drawn at that width."""
    import matplotlib.pyplot as plt

    for width in PRINT:
        with in_print(width):
            figure = (draw() if callable(draw) else draw).figure
        if not callable(draw):
            high = figure.get_figheight() * width / 25.4 / figure.get_figwidth()
            figure.set_size_inches(width / 25.4, high)
            fit_labels(figure)
        for kind in ("pdf", "png"):
            (folder / f"{name}-{width}mm.{kind}").write_bytes(figure_bytes(figure, kind))
        if callable(draw):
            plt.close(figure)
