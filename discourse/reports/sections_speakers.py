"""The parts of a report on who says what: each shows its table, its figure, and how far they can be trusted."""

import pandas as pd

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.voices.cue_classes import cue_classes
from discourse.frames.voices.purity import error_rows
from discourse.reports.display import keep_table, show_figure, show_table, show_text
from discourse.reports.largest import largest_groups, only_largest
from discourse.reports.prose_speakers import engine_of, interval, share
from discourse.tables import document_variables

#: What the rows of the measured errors say in words.
_MEASURES = {
    "accuracy": "hits put on the right side",
    "kappa": "the same beyond chance (kappa)",
    "purity_unattributed": "of hits left unattributed, those outside reported content",
    "purity_reported": "of hits put in reported words, those inside reported content",
    "share_inside": "hits inside reported content by the annotators",
    "recall_inside": "of hits inside reported content, those found there",
}
#: What stands under every table that names speakers.
WARNING = "Speakers are as the engine reads them; see its measured errors above."


def show_attribution_errors(statements: pd.DataFrame) -> None:
    """Show what was measured of the engine that made these statements, against annotated news."""
    engine = engine_of(statements)
    rows = pd.DataFrame([row for row in error_rows() if row["engine"] == engine.split(" ")[0]])
    if rows.empty:
        show_text(f"No error rate was measured for the engine {engine or '(no statement)'}.", style="banner")
        return
    rows = rows.astype({"value": float, "low": float, "high": float, "n": int})
    show_table(
        rows.assign(measure=rows["measure"].map(_MEASURES).fillna(rows["measure"])),
        "attribution_errors",
        caption=f"The engine {engine} against hand-annotated news: is a hit of the codebook in reported words?",
        note="low, high: 95 % bootstrap interval over documents. US election news; on other text, code a sample.",
        columns=["measure", "value", "low", "high", "n", "corpus"],
    )


def show_presentation(statements: pd.DataFrame, *, by: str | None, random_state: int) -> None:
    """Show how speech is presented and introduced in each group, with intervals over documents."""
    group = by or "corpus"
    rows = statements if by else statements.assign(corpus="all documents")
    forms = cue_classes(rows.assign(cue_class=rows["presentation"]), by=group, random_state=random_state)
    classes = cue_classes(rows, by=group, random_state=random_state)
    keep_table(forms.rename(columns={"cue_class": "presentation"}), "presentation")
    keep_table(classes, "cue_classes")
    if forms.empty:
        show_text("No reported speech was found, so there is nothing to compare.", style="note")
        return
    for table, name, caption in (
        (forms, "presentation_by_group", "How reported speech is presented: share of the group's statements."),
        (classes, "cue_classes_by_group", "Lexical class of the reporting words: share of the group's statements."),
    ):
        show_table(
            _across(table, group),
            name,
            caption=caption,
            note="Brackets: 95 % bootstrap interval over documents; (–): none, for the reason in the note column of "
            f"the file. A class is one of the word: claim is distancing whoever writes it. {WARNING}",
        )


def show_voices(voices: pd.DataFrame, codebook: Codebook, *, n: int = 4, listed: int = 8) -> None:
    """Show in whose words themes stand: the ``n`` with most hits drawn, ``listed`` in the table, all in the file."""
    from discourse.plots import voices as draw
    from discourse.plots import voices_alt

    keep_table(voices, "voice_rates")
    by = document_variables(voices, "voice_rates")
    order = voices.groupby("theme", sort=False)["hits"].sum().sort_values(ascending=False, kind="stable").index[:n]
    told = voices[voices["theme"].isin(order)]
    drawn = largest_groups(told, by, rows=2).reset_index(drop=True)
    drawn = drawn.assign(theme=drawn["theme"].astype("str").map(codebook.titles))
    show_figure(
        lambda: draw(drawn),
        "voices",
        caption=f"Hits per 1,000 tokens by voice, the {len(order)} themes with most hits; an open dot has no interval."
        + only_largest(drawn, told),
        alt=voices_alt(drawn),
    )
    known = voices[voices["purity"].notna()]
    purity = known["note"].iloc[0].split("; of hits")[-1] if len(known) else "purity of unattributed not known"
    table = _voices_across(voices, codebook, by)
    show_table(
        table,
        "voices",
        caption="Share of each theme's hits in each voice.",
        note="Brackets: 95 % bootstrap interval over documents; (–): none, too few documents or hits. Unattributed: no "
        f"attribution was found; it is not the outlet's own voice. Measured: {purity.removeprefix('of hits ')}.",
        n=int((table["theme"].isin(table["theme"].unique()[:listed])).sum()),
    )


def show_sources(shares: pd.DataFrame, diversity: pd.DataFrame, codebook: Codebook, *, n: int = 4) -> None:
    """Show how many named sources each theme has, how much is unnamed, and the largest sources of ``n`` themes."""
    keep_table(shares, "source_shares")
    if diversity.empty:
        keep_table(diversity, "source_diversity")
        show_text("No hit stands in reported words, so there are no sources to compare.", style="note")
        return
    by = document_variables(diversity, "source_diversity")
    most = diversity.groupby("theme", observed=True)["amount"].transform("sum")
    rows = diversity.assign(most=most).sort_values(["most", "theme"], ascending=[False, True], kind="stable")
    rows = rows.assign(
        theme=rows["theme"].astype("str").map(codebook.titles),
        unnamed_share=share(rows, "unnamed", "unnamed_low", "unnamed_high"),
        effective_sources=interval(rows, "effective", "effective_low", "effective_high"),
        equal_n=interval(rows, "rarefied", "rarefied_low", "rarefied_high"),
        not_resolved=[f"{value:.0%}" for value in rows["not_resolved"].fillna(0)],
    ).rename(columns={"amount": "reported_hits", "rarefied_to": "at_hits"})
    keep_table(diversity, "source_diversity")
    show_table(
        rows,
        "source_diversity_shown",
        caption="Sources of each theme's reported words.",
        note="unnamed share: officials, sources, observers without a name. effective sources: exp of Shannon's entropy "
        "among named ones. equal n: different named sources expected among as many hits as every group has (at hits); "
        f"compare groups by it. Brackets: 95 % interval, jackknife over documents. {WARNING}",
        columns=["theme", *by, "reported_hits", "unnamed_share", "not_resolved", "sources", "effective_sources",
                 "at_hits", "equal_n"],
        n=int(rows["theme"].isin(rows["theme"].unique()[: 2 * n]).sum()),
    )  # fmt: skip
    _show_largest(shares, codebook, n)


def show_who_says_what(matrix: pd.DataFrame, codebook: Codebook, *, n: int = 20) -> None:
    """Show speakers × themes, and the cells that differ most from chance within articles."""
    from discourse.plots import who_says_what, who_says_what_alt

    keep_table(matrix, "who_says_what")
    if matrix.empty:
        show_text("No speaker has statements in enough documents to be crossed with themes.", style="note")
        return
    drawn = matrix[matrix.groupby("theme", observed=True)["hits"].transform("sum") > 0].reset_index(drop=True)
    drawn = drawn.assign(theme=drawn["theme"].astype("str").map(codebook.titles))
    if len(drawn):
        show_figure(
            lambda: who_says_what(drawn),
            "who_says_what",
            caption="Hits in the statements of each speaker (statements in brackets); themes without a hit left out. "
            "+ more, − fewer than were the speakers of each article dealt out by chance (q up to 0.05).",
            alt=who_says_what_alt(drawn),
        )
    cells = matrix[matrix["hits"] > 0].sort_values(["q", "p", "hits"], ascending=[True, True, False], kind="stable")
    show_table(
        cells,
        "who_says_what_cells",
        caption="Speakers and themes, the least like chance first.",
        note="per 1000: per 1,000 reported words of the speaker, with the 95 % bootstrap interval over documents. "
        f"expected, p: speakers dealt out within each article; q: Benjamini–Hochberg. {WARNING}",
        columns=["speaker", "theme", "hits", "expected", "statements", "documents", "per_1000", "low", "high", "q"],
        n=n,
        titles=codebook.titles,
    )


def _show_largest(shares: pd.DataFrame, codebook: Codebook, n: int) -> None:
    by = document_variables(shares, "source_shares")
    themes = shares.groupby("theme", sort=False)["amount"].sum().sort_values(ascending=False, kind="stable").head(n)
    rows = shares[shares["theme"].isin(themes.index)].groupby(["theme", *by], sort=False, dropna=False).head(3)
    show_table(
        rows.assign(theme=rows["theme"].astype("str").map(codebook.titles), share=share(rows, "share", "low", "high")),
        "largest_sources",
        caption=f"The three largest sources of the {len(themes)} themes with most reported hits.",
        note="share: of the theme's reported hits in the group, with its 95 % bootstrap interval over documents; (–): "
        f"too few documents for one. tables/source_shares.csv has all. {WARNING}",
        columns=["theme", *by, "source", "amount", "share", "documents", "documents_with"],
    )


def _across(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Classes down, groups across, a share with its interval in each cell."""
    totals = table.drop_duplicates(by).set_index(by)
    names = {group: f"{group} ({row['total']:,} in {row['documents']:,})" for group, row in totals.iterrows()}
    cells = table.assign(cell=share(table, "share", "low", "high"), group=table[by].map(names))
    order = cells.groupby("cue_class", sort=False)["statements"].sum().sort_values(ascending=False, kind="stable").index
    wide = cells.pivot(index="cue_class", columns="group", values="cell").loc[order].fillna("0% (–)")
    return wide.rename_axis(columns=None).rename_axis("class").reset_index()


def _voices_across(voices: pd.DataFrame, codebook: Codebook, by: list[str]) -> pd.DataFrame:
    """Themes and groups down, voices across."""
    cells = voices.assign(cell=share(voices, "share", "share_low", "share_high"))
    keys = ["theme", *by]
    first = cells.groupby(keys, sort=False, dropna=False, observed=True)
    hits, documents = first["hits"].sum(), first["documents"].first()
    wide = pd.DataFrame(
        {"hits": hits, "hits_in_documents": [f"{n:,} in {of:,}" for n, of in zip(hits, documents, strict=True)]}
    )
    for voice in cells["voice"].drop_duplicates():
        wide[voice] = cells[cells["voice"] == voice].set_index(keys)["cell"]
    wide = wide.assign(most=wide.groupby(level="theme", observed=True)["hits"].transform("sum")).reset_index()
    wide = wide.sort_values(["most", "theme"], ascending=[False, True], kind="stable").drop(columns=["most", "hits"])
    return wide.assign(theme=wide["theme"].astype("str").map(codebook.titles))
