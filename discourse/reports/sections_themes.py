"""Parts of the theme report: comparison, trend, event, overlap, leaving out, audit, and the codebook itself."""

import pandas as pd

from discourse import plots
from discourse.frames.codebooks.codebook import Codebook
from discourse.reports.display import keep_table, show_figure, show_list, show_table, show_text
from discourse.reports.largest import largest_groups, only_largest
from discourse.reports.measured import ThemeMeasures

_P = "q: Benjamini–Hochberg over all rows. Small differences between large groups get small q; read the interval."


def show_comparison(measured: ThemeMeasures, codebook: Codebook) -> None:
    """Show how much more each group uses each theme than the reference, drawn and as a table."""
    table = measured.comparisons
    if not _there(table, measured, "comparisons", "No comparison of groups"):
        return
    drawn = largest_groups(table, ["group"])
    caption = "Difference from the reference, with 95 % bootstrap intervals over documents; filled: q of at most .05."
    figure = drawn.assign(theme=drawn["theme"].map(codebook.titles))
    show_figure(
        lambda: plots.compare_rates(figure),
        "comparisons",
        caption=caption + only_largest(drawn, table),
        alt=plots.compare_rates_alt(figure),
    )
    notes = " ".join(f"{note}." for note in dict.fromkeys(table["note"]) if note)
    references = table["reference"].unique()
    against = f" Reference: {references[0]}." if len(references) == 1 else ""
    columns = ["group", *(() if against else ("reference",)), "theme", "difference", "low", "high", "q"]
    show_table(
        table.sort_values(["q", "p"], kind="stable"),
        "comparisons",
        caption=f"Groups compared in every theme, the surest first.{against}",
        note=f"The base is {table['base'].iloc[0]}. "
        f"{_P} {notes} tables/comparisons.csv has both values and the ratio too.",
        columns=[*columns, "documents_with"],
        n=40,
        titles=codebook.titles,
    )


def show_trend(measured: ThemeMeasures, codebook: Codebook, *, event: str | None = None) -> None:
    """Show the headline theme and the most used others through time, gaps left open."""
    table = measured.trend
    if not _there(table, measured, "trend", "No trend"):
        return
    order = table.groupby("theme", sort=False)["hits"].sum().sort_values(ascending=False, kind="stable").index
    chosen = [measured.headline, *[theme for theme in order if theme != measured.headline]][:3]
    drawn = table[table["theme"].isin(chosen)]
    drawn = drawn.assign(theme=drawn["theme"].map(codebook.titles))
    caption = "The headline theme and the two most used others by period, with 95 % intervals; hatched: no value."
    show_figure(
        lambda: plots.theme_trend(drawn, event=event),
        "trend",
        caption=caption,
        alt=plots.theme_trend_alt(drawn, event=event),
    )
    keep_table(table, "trend")
    shown = ["start", "value", "low", "high", "hits", "documents_with", "documents"]
    show_table(
        table[table["theme"] == measured.headline],
        "trend_headline",
        caption=f"{codebook.titles[measured.headline]} by period; tables/trend.csv has every theme.",
        note=f"start: the first day of the period. The base is {table['base'].iloc[0]}. "
        "Of many periods some stand out by chance. "
        + " ".join(f"–: {note}." for note in dict.fromkeys(table["note"]) if note),
        columns=shown,
        n=60,
    )


def show_event(measured: ThemeMeasures, codebook: Codebook) -> None:
    """Show each theme after the event against before, with the placebo test; say so if no event was given."""
    table = measured.event
    if not _there(table, measured, "event", "No event"):
        return
    notes = " ".join(f"{note}." for note in dict.fromkeys(table["note"]) if note)
    columns = ["theme", "value_reference", "value", "difference", "low", "high", "q"]
    placebo = ["placebo_p", "placebos"] if table["placebo_p"].notna().any() else []
    first = table.iloc[0]
    show_table(
        table,
        "event",
        caption=f"Each theme in the 90 days from {first['event'].date()} on (value, {first['documents']:,} documents) "
        f"and before (value reference, {first['documents_reference']:,} documents).",
        note=(
            "placebo p: the share of other possible days at which the difference is at least as large; "
            if placebo
            else ""
        )
        + f"without a placebo test a small q can be a trend or a season. {_P} {notes}",
        columns=[*columns, *placebo],
        titles=codebook.titles,
    )


def show_overlap(measured: ThemeMeasures, codebook: Codebook, *, n: int = 20) -> None:
    """Show which themes share sentences, drawn for the most frequent ones and as a table."""
    table = measured.overlap
    if not _there(table, measured, "overlap", "No overlap of themes"):
        return
    totals = measured.rates.groupby("theme", sort=False)["hits"].sum().sort_values(ascending=False, kind="stable")
    frequent = set(totals.index[:8])
    drawn = table[table["theme"].isin(frequent) & table["theme_2"].isin(frequent)]
    named = drawn.assign(theme=drawn["theme"].map(codebook.titles), theme_2=drawn["theme_2"].map(codebook.titles))
    show_figure(
        lambda: plots.theme_overlap(named),
        "overlap",
        caption="Pairs of the eight most used themes at most; in each cell the log ratio, "
        "then sentences with both / expected.",
        alt=plots.theme_overlap_alt(named),
    )
    keep_table(table, "overlap")
    columns = ["theme", "theme_2", "both", "expected", "log_ratio", "low", "high", "q", "documents_with"]
    show_table(
        table.sort_values("p", kind="stable"),
        "overlap_sorted",
        caption="Pairs of themes by how little chance explains their sharing sentences.",
        note="log ratio 1: twice as often as if each document's sentences were dealt out anew. documents with: those "
        "that hold both themes somewhere. A pattern two themes share makes them overlap by definition.",
        columns=columns,
        n=n,
        titles=codebook.titles,
    )


def show_left_out(measured: ThemeMeasures, codebook: Codebook) -> None:
    """Show the headline theme without each group; the file has every theme."""
    table = measured.left_out
    if not _there(table, measured, "left_out", "No leaving out"):
        return
    keep_table(table, "left_out")
    rows = table[table["theme"] == measured.headline]
    show_table(
        rows.assign(left_out=rows["left_out"].replace("", "(nothing)")),
        "left_out_headline",
        caption=f"{codebook.titles[measured.headline]} in all documents, and without each group; "
        "tables/left_out.csv has every theme.",
        note="change: against all documents. "
        "With fewer than ten groups this stands in the place of an interval over them.",
        columns=["left_out", "value", "low", "high", "change", "documents_with", "documents"],
        n=40,
    )


def show_audit(measured: ThemeMeasures, codebook: Codebook) -> None:
    """Show the patterns of the headline theme: what each finds, and whether the comparison holds without it."""
    table = measured.audit
    if not _there(table, measured, "audit", "No audit"):
        return
    pair = " minus ".join(measured.groups)
    if measured.groups and table["without"].notna().any():
        show_figure(
            lambda: plots.codebook_audit(table, titles=codebook.titles),
            "audit",
            caption=f"{pair}, hits per 1,000 tokens: with all patterns, and without those that move it most.",
            alt=plots.codebook_audit_alt(table, titles=codebook.titles),
        )
    else:
        show_text("No two groups could be compared, so the patterns are only counted.", style="note")
    keep_table(table, "audit")
    found = table[table["hits"] > 0].sort_values("hits", ascending=False, kind="stable")
    columns = ["pattern", "hits", "share"] if measured.groups else ["pattern", "hits", "share", "excluded", "forms"]
    show_table(
        found,
        "audit_found",
        caption=f"Patterns of {codebook.titles[measured.headline]} that found something ({len(found):,} of "
        f"{len(table):,}).",
        note="share: of the theme's hits. tables/audit.csv has the word forms and what was excluded. without: the "
        "comparison with this pattern left out.",
        columns=[*columns, *(["without", "low", "high"] if measured.groups else [])],
        n=40,
    )


def show_codebook(codebook: Codebook) -> None:
    """Show the codebook itself: version, content hash, and of each theme its definition and coding rules."""
    show_text(f"{codebook.name}, version {codebook.version}, language {codebook.language}. {codebook.description}")
    show_text(f"SHA-256 of its content: {codebook.sha256}", style="note")
    rows = [
        (theme.title, theme.definition, theme.include, theme.exclude, len(theme.patterns)) for theme in codebook.themes
    ]
    table = pd.DataFrame(rows, columns=["theme", "definition", "include", "exclude", "patterns"])
    show_table(
        table, "codebook", caption="Themes with their definitions and coding rules.", note="patterns: how many it has."
    )
    patterns = [
        (theme.name, str(pattern.text), kind)
        for theme in codebook.themes
        for kind, group in (("pattern", theme.patterns), ("unless", theme.unless), ("companion", theme.companions))
        for pattern in group
    ]
    keep_table(pd.DataFrame(patterns, columns=["theme", "pattern", "kind"], dtype="str"), "codebook_patterns")
    show_list([f"{len(patterns):,} patterns and exclusions are listed in tables/codebook_patterns.csv."])


def _there(table: pd.DataFrame, measured: ThemeMeasures, name: str, what: str) -> bool:
    if len(table):
        return True
    show_text(f"{what}: {measured.reasons.get(name, 'there is nothing to measure')}.", style="note")
    return False
