"""Parts of the framing report: in whose words a theme stands, and what people found when they checked the codebook."""

import pandas as pd

from discourse import plots
from discourse.coding.accuracy import accuracy
from discourse.coding.agreement import agreement
from discourse.coding.codes import read_codes
from discourse.coding.corrected import corrected_rates
from discourse.coding.lock import read_sample
from discourse.coding.units import coding_units
from discourse.coding.verdict import validation_banner
from discourse.errors import DiscourseError
from discourse.frames.codebooks.codebook import Codebook
from discourse.project import find
from discourse.reports.display import show_figure, show_table, show_text
from discourse.reports.prose import banner
from discourse.tables import document_variables
from discourse.text.index import TokenIndex


def show_banner(codebook: Codebook, *, codes: str | None, random_state: int) -> None:
    """Warn that the codebook is not validated, or, given a coding task, say how well it did against people.

    Parameters
    ----------
    codebook
        The codebook of the report.
    codes
        The folder :func:`write_sheets` wrote, its sheets filled in; ``None`` for none.
    random_state
        Where chance starts (bootstrap).
    """
    if codes is None:
        show_text(banner(codebook), style="banner")
        return
    read, sample = _task(codes)
    scores = accuracy(read, sample, random_state=random_state)
    agreed = agreement(read, random_state=random_state)
    show_text(validation_banner(scores, agreement=agreed, codebook=codebook), style="banner")


def show_validation(
    codes: str | None, index: TokenIndex, codebook: Codebook, *, by: str | None, random_state: int
) -> None:
    """Show accuracy and agreement, and shares corrected by what people read beside the raw ones.

    Parameters
    ----------
    codes
        The folder of a coding task; ``None`` says that there is none.
    index, codebook
        What the sample was drawn from.
    by
        A document variable whose groups are told apart; ``None`` for none.
    random_state
        Where chance starts (bootstrap).
    """
    if codes is None:
        show_text(
            "No coding task was given (codes = None), so precision and recall are not known and no share is corrected; "
            "dc.sample_to_code and dc.write_sheets begin one.",
            style="note",
        )
        return
    read, sample = _task(codes)
    scores = accuracy(read, sample, random_state=random_state)
    caption = "The codebook against people: precision and recall, weighted to the corpus, with 95 % intervals."
    show_figure(lambda: plots.accuracy(scores), "accuracy", caption=caption, alt=plots.accuracy_alt(scores))
    columns = ["code", "units", "hits", "meant", "precision", "precision_low", "precision_high"]
    show_table(
        scores,
        "accuracy",
        caption="Precision and recall of each theme.",
        note="units: read and settled; hits: of them, with the machine's code; meant: with the people's.",
        columns=[*columns, "recall", "recall_low", "recall_high"],
    )
    agreed = agreement(read, random_state=random_state)
    columns = ["code", "units", "coders", "agreement", "alpha", "low", "high", "ac1", "verdict"]
    show_table(agreed, "agreement", caption="Agreement of the coders.", columns=columns)
    _corrected(read, sample, index, codebook, by=by)


def _corrected(
    codes: pd.DataFrame, sample: pd.DataFrame, index: TokenIndex, codebook: Codebook, *, by: str | None
) -> None:
    unit = "sentence" if sample["unit_id"].str.contains("#", regex=False).any() else "document"
    try:
        rates = corrected_rates(codes, sample, coding_units(index, codebook, unit=unit), by=by)
    except DiscourseError as error:
        show_text(f"No shares are corrected: {error}", style="note")
        return
    show_figure(
        lambda: plots.corrected_rates(rates),
        "corrected_rates",
        caption=f"Share of {unit}s with each theme, "
        "as the codebook counts and as corrected by people, with 95 % intervals.",
        alt=plots.corrected_rates_alt(rates),
    )
    groups = document_variables(rates, "corrected_rates")
    columns = [
        "code",
        *groups,
        "raw",
        "raw_low",
        "raw_high",
        "corrected",
        "low",
        "high",
        "p_error",
        "coded",
        "documents",
    ]
    show_table(
        rates,
        "corrected_rates",
        caption=f"Raw and corrected shares of {unit}s. Rely on the corrected ones.",
        note="p error: of the hypothesis that the codebook errs alike in all groups; where it is small the raw shares "
        "cannot be compared. " + " ".join(f"–: {note}." for note in dict.fromkeys(rates["note"]) if note),
        columns=columns,
    )


def _task(codes: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    folder = find(codes)
    return read_codes(folder, gaps=True), read_sample(folder)
