"""Parts of the report on robustness: the contrast is chosen, its specification curve made and shown."""

from collections.abc import Sequence

import pandas as pd

from discourse.errors import ArgumentError, TooSmallError, unknown_name
from discourse.frames.codebooks.codebook import Codebook, select_themes
from discourse.frames.hits import theme_hits
from discourse.reports.citations import keep_citations
from discourse.reports.display import keep_table, show_figure, show_list, show_passages, show_table, show_text
from discourse.reports.prose_robustness import describe_specifications
from discourse.reports.quotes import quote, quote_window
from discourse.reports.sections_topics import seed_words
from discourse.stats.specification_summary import specification_choices, specification_summary
from discourse.tables import document_variables
from discourse.text.index import TokenIndex
from discourse.text.matrix import document_term_matrix
from discourse.topics.specifications import topic_specifications

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
        raise ArgumentError(
            f"groups must be two values of '{by}', one (against all others) or none, not {list(groups)}"
        )
    if groups:
        return list(groups)
    number = articles[by].dropna().value_counts()
    order = number.sort_index().sort_values(ascending=False, kind="stable")
    return order.index[:2].tolist()


def show_specifications(specifications: pd.DataFrame, *, name: str = "specification") -> None:
    """Show a specification curve as a figure, its summary, and what each choice does; its file has every estimate."""
    from discourse.plots import specifications as draw
    from discourse.plots import specifications_alt

    observed = specifications[specifications["permutation"] == 0]
    keep_table(observed.drop(columns="permutation"), f"{name}s")
    if not len(observed):
        show_text("There is no specification to show.", style="note")
        return
    measure = observed["measure"].iloc[0]
    null = (
        " Broken lines: the middle 95 % of curves with permuted labels." if len(specifications) > len(observed) else ""
    )
    show_figure(
        lambda: draw(specifications),
        f"{name}s",
        caption=f"Every specification's {measure} with its 95 % interval, sorted; below, the choices behind each. "
        "Black: the interval excludes no difference; grey: it does not; open: no interval; diamond: primary. An "
        f"interval that reaches the edge goes on beyond.{null}",
        alt=specifications_alt(specifications),
    )
    _show_summary(specifications, measure, name)
    _show_choices(specifications, name)
    _show_ends(observed, name)


def show_topic_specifications(
    tokens: pd.DataFrame,
    codebook: Codebook,
    articles: pd.DataFrame,
    *,
    theme: str,
    by: str,
    groups: Sequence[object],
    measure: str,
    numbers: Sequence[int],
    runs: int = 5,
    permutations: int,
    random_state: int,
) -> None:
    """Show the same contrast by a topic seeded with the theme's words, over numbers of topics and random states."""
    if not numbers:
        show_text("No numbers of topics were given, so the contrast was not measured by a topic.", style="note")
        return
    dtm = document_term_matrix(tokens, min_docs=3, max_share=0.25, stop_words="en")
    seeds = seed_words(tokens, codebook, dtm, themes=[theme])
    if not seeds:
        show_text(
            f"{codebook.titles[theme]} has hits with fewer than two counted words, so no topic was started from it.",
            style="note",
        )
        return
    show_text(f"A topic seeded with {', '.join(seeds[theme])}, in models of {', '.join(map(str, numbers))} topics.")
    try:
        curve = topic_specifications(
            tokens,
            articles,
            seed_words=seeds,
            topic=theme,
            by=by,
            groups=groups,
            measure=measure,
            n_topics=numbers,
            runs=runs,
            min_docs=[3, 5],
            permutations=permutations,
            random_state=random_state,
        )
    except TooSmallError as error:
        show_text(f"The contrast was not measured by a topic: {error}", style="note")
        return
    show_list(describe_specifications(curve, theme=codebook.titles[theme], groups=groups, noun="topic"))
    show_specifications(curve, name="topic_specification")


def _show_summary(specifications: pd.DataFrame, measure: str, name: str) -> None:
    summary = specification_summary(specifications)
    keep_table(summary, f"{name}_summary")
    names = [column for column in summary if column not in ("measure", "verdict", "note")]
    show_table(
        pd.DataFrame({"measured": [column.replace("_", " ") for column in names], "number": _numbers(summary[names])}),
        f"{name}_numbers",
        caption=f"The specification curve in numbers (estimates are {measure}s; shares are of all specifications).",
        note=summary["note"].iloc[0],
    )


def _show_choices(specifications: pd.DataFrame, name: str) -> None:
    moved = specification_choices(specifications)
    show_table(
        moved.assign(choice=moved["choice"].str.replace("_", " "), option=moved["option"].map(_short)),
        f"{name}_choices",
        caption="What each choice does: the median estimate, and the share of variance between its options.",
        note="same sign, significant: shares of the specifications made with this option.",
    )
    keep_table(moved, f"{name}_choices")  # with patterns in full


def _show_ends(observed: pd.DataFrame, name: str) -> None:
    choices = document_variables(observed, "specifications")
    worst = observed.dropna(subset="estimate").sort_values(["estimate", "specification"])
    ends = pd.concat([worst.head(5), worst.tail(5)]).drop_duplicates("specification")
    show_table(
        ends.assign(**{choice: ends[choice].astype("str").map(_short) for choice in choices})[
            [*choices, "estimate", "low", "high", "documents", "documents_reference", "base"]
        ],
        f"{name}_ends",
        caption="The specifications with the smallest and the largest estimates.",
        note=f"tables/{name}s.csv has all of them. base: what was counted in the two groups.",
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
