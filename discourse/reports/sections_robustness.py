"""Parts of the report on robustness: the contrast is chosen, its specification curve made and shown."""

from collections.abc import Sequence

import pandas as pd

from discourse.errors import ArgumentError, unknown_name
from discourse.frames.codebooks.codebook import Codebook, select_themes
from discourse.frames.hits import theme_hits
from discourse.reports.citations import keep_citations
from discourse.reports.display import keep_table, show_figure, show_passages, show_table, show_text
from discourse.reports.quotes import quote, quote_window
from discourse.stats.specification_summary import specification_choices, specification_summary
from discourse.tables import document_variables
from discourse.text.index import TokenIndex

#: Characters of a pattern that are shown in a table; its file has all of them.
_LONGEST = 32


def two_groups(articles: pd.DataFrame, *, by: str, groups: Sequence[str] = ()) -> list[object]:
    """The groups a contrast is between: those named, else the two with the most documents.

    Examples
    --------
    >>> import pandas as pd
    >>> two_groups(pd.DataFrame({"outlet": ["A", "B", "B", "C", "C", "C"]}), by="outlet")
    ['C', 'B']
    """
    if by not in articles:
        raise unknown_name("document variable", by, [name for name in articles if name != "text"], where="the articles")
    if len(groups) > 2:
        raise ArgumentError(f"groups must be two values of '{by}', one (against all others) or none, not {list(groups)}")
    if groups:
        return list(groups)
    number = articles[by].dropna().value_counts()
    order = number.sort_index().sort_values(ascending=False, kind="stable")
    return order.index[:2].tolist()


def show_specifications(specifications: pd.DataFrame) -> None:
    """Show a specification curve as a figure, its summary, and what each choice does; the table has every estimate."""
    from discourse.plots import specifications as draw
    from discourse.plots import specifications_alt

    observed = specifications[specifications["permutation"] == 0]
    keep_table(observed.drop(columns="permutation"), "specifications")
    if not len(observed):
        show_text("There is no specification to show.", style="note")
        return
    measure = observed["measure"].iloc[0]
    null = " Broken lines: the middle 95 % of curves with permuted labels." if len(specifications) > len(observed) else ""
    show_figure(
        lambda: draw(specifications),
        "specifications",
        caption=f"Every specification's {measure} with its 95 % interval, sorted; below, the choices behind each. Black: "
        f"the interval excludes no difference; grey: it does not; open: no interval; diamond: primary.{null}",
        alt=specifications_alt(specifications),
    )
    summary = specification_summary(specifications)
    keep_table(summary, "specification_summary")
    names = [name for name in summary if name not in ("measure", "verdict", "note")]
    show_table(
        pd.DataFrame({"measured": [name.replace("_", " ") for name in names], "number": _numbers(summary[names])}),
        "specification_numbers",
        caption=f"The specification curve in numbers (estimates are {measure}s; shares are of all specifications).",
        note=summary["note"].iloc[0],
    )
    moved = specification_choices(specifications)
    show_table(
        moved.assign(choice=moved["choice"].str.replace("_", " "), option=moved["option"].map(_short)),
        "specification_choices",
        caption="What each choice does: the median estimate, and the share of variance between its options.",
        note="same sign, significant: shares of the specifications made with this option.",
    )
    choices = document_variables(observed, "specifications")
    worst = observed.dropna(subset="estimate").sort_values(["estimate", "specification"])
    ends = pd.concat([worst.head(5), worst.tail(5)]).drop_duplicates("specification")
    show_table(
        ends.assign(without_pattern=ends["without_pattern"].map(_short))[[*choices, "estimate", "low", "high", "documents", "documents_reference", "base"]],
        "specification_ends",
        caption="The specifications with the smallest and the largest estimates.",
        note="tables/specifications.csv has all of them. base: hits in the two groups.",
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _numbers(summary: pd.DataFrame) -> list[str]:
    """Counts without decimals, everything else with two or three."""
    values = [(value, summary[name].dtype.kind == "i") for name, value in summary.iloc[0].items()]
    return ["–" if pd.isna(v) else f"{v:,.0f}" if whole else f"{v:,.3f}" for v, whole in values]


def show_contrast_passages(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    articles: pd.DataFrame,
    *,
    theme: str,
    by: str,
    groups: Sequence[object],
    quotes: str,
    n: int = 12,
    random_state: int,
) -> None:
    """Show passages of each group of a contrast to read, and keep the citations of what is quoted."""
    hits = theme_hits(tokens, select_themes(codebook, [theme]), window=quote_window(quotes))
    hits = hits[hits[by].isin(list(groups))] if len(groups) == 2 else hits
    kept = [name for name in ("doc_id", "start", "end", "theme", "pattern", "negated", by, "date") if name in hits]
    keep_table(hits[kept], "theme_hits")
    passages = quote(hits.assign(**{by: hits[by].astype("str")}), quotes=quotes, n=n, by=by, random_state=random_state)
    show_passages(passages, by=by)
    keep_citations(articles, passages["doc_id"].unique().tolist())
