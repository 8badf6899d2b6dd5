"""Parts of the corpus report: documents by month, lengths, near-copies, the flow of documents, provenance."""

import pandas as pd

from discourse.corpus import selection_flow
from discourse.corpus.corpora import entries_of
from discourse.corpus.outlet_table import read_outlet_table
from discourse.corpus.profile import profile
from discourse.reports.citations import keep_citations
from discourse.reports.display import keep_table, show_figure, show_list, show_passages, show_table, show_text
from discourse.reports.prose_corpus import words_of
from discourse.reports.quotes import LIMITS, quote_window
from discourse.reports.sections import _about
from discourse.tables import check

#: Outlets drawn in the grid of months.
_OUTLETS = 20


def show_months(articles: pd.DataFrame) -> None:
    """Show how many documents each outlet has each month, as a grid; say so where none is dated."""
    from discourse.plots import profile as draw
    from discourse.plots import profile_alt

    months = profile(articles)
    keep_table(months, "profile")
    dated = months[months["month"] != ""]
    if not len(dated):
        show_text("No document is dated, so there are no months to show.", style="note")
        return
    show_figure(
        lambda: draw(months, n=_OUTLETS),
        "profile",
        caption=f"Documents by outlet and month, the {_OUTLETS} largest outlets at most. "
        "Undated documents are not drawn.",
        alt=profile_alt(months, n=_OUTLETS),
    )
    totals = dated.groupby("month")[["documents", "words"]].sum()
    totals["outlets"] = dated[dated["documents"] > 0].groupby("month").size().reindex(totals.index, fill_value=0)
    show_table(
        totals.reset_index(),
        "months",
        caption="Documents, words and outlets with a document, by month.",
        note="tables/profile.csv has the same for each outlet and month.",
        n=36,
    )


def show_lengths(articles: pd.DataFrame, tokens: pd.DataFrame) -> None:
    """Show how long the documents of each outlet are, in tokens."""
    lengths = articles.assign(tokens=words_of(articles, tokens))
    lengths["outlet"] = lengths["outlet"].fillna("") if "outlet" in lengths.columns else ""
    groups = lengths.groupby("outlet", sort=True)["tokens"]
    table = groups.agg(documents="size", tokens="sum", shortest="min", longest="max")
    for name, share in (("lower_quarter", 0.25), ("median", 0.5), ("upper_quarter", 0.75)):
        table[name] = groups.quantile(share)
    table["without_words"] = (lengths["tokens"] == 0).groupby(lengths["outlet"]).sum()
    columns = ["outlet", "documents", "tokens", "shortest", "lower_quarter", "median", "upper_quarter", "longest"]
    show_table(
        table.reset_index()[[*columns, "without_words"]],
        "lengths",
        caption="Length of the documents by outlet, in tokens (words).",
        note="Rates per 1,000 tokens compare outlets of unequal length; shares of documents grow with length.",
        n=30,
    )


def show_near_duplicates(articles: pd.DataFrame, copies: pd.DataFrame, *, quotes: str, n: int = 12) -> None:
    """Show which documents repeat one another, by outlet and cluster, with the opening of each to read.

    Parameters
    ----------
    articles
        The articles.
    copies
        What :func:`near_duplicates` returned for them.
    quotes
        ``"none"``, ``"short"`` or ``"full"``: how much of the articles is shown.
    n
        Clusters to read, the largest first; ``tables/near_duplicates.csv`` has all.
    """
    check(copies, "near_duplicates")
    known = [name for name in ("outlet", "date", "title") if name in articles.columns]
    placed = copies.merge(articles[["doc_id", "text", *known]], on="doc_id", how="left")
    keep_table(
        placed.drop(columns=["text", *(["title"] if "title" in known and quotes == "none" else [])]), "near_duplicates"
    )
    outlets = articles["outlet"].fillna("") if "outlet" in known else pd.Series("", index=articles.index)
    table = pd.DataFrame({"outlet": outlets, "documents": 1})
    table["in_clusters"] = articles["doc_id"].isin(copies["doc_id"])
    table["repeats"] = articles["doc_id"].isin(copies.loc[~copies["first"], "doc_id"])
    table = table.groupby("outlet").sum().reset_index()
    show_table(
        table.assign(share=table["repeats"] / table["documents"]),
        "near_duplicates_by_outlet",
        caption="Near-copies by outlet.",
        note="in clusters: documents that have a near-copy anywhere in the corpus; repeats: those that are not the "
        "earliest of their cluster, which by itself does not say who copied from whom; "
        "share: repeats of all documents.",
        n=30,
    )
    if len(placed):
        largest = placed.sort_values(["size", "cluster"], ascending=[False, True], kind="stable")["cluster"].unique()[
            :n
        ]
        shown = _openings(placed[placed["cluster"].isin(largest)], quotes)
        show_passages(shown, by="heading", noun="documents")
        keep_citations(articles, shown.loc[shown["node"] != "", "doc_id"].tolist())
    else:
        keep_citations(articles, [])


def show_flow(corpus: str, articles: pd.DataFrame, copies: pd.DataFrame, tokens: pd.DataFrame) -> None:
    """Show the flow of documents, from those found to those that are read, and how many each step left out."""
    flow = selection_flow(corpus)
    last = int(flow.groupby("corpus", sort=False)["documents"].last().sum())
    whole = " + ".join(dict.fromkeys(flow["corpus"]))
    steps = [("since and until of this report", len(articles))] if len(articles) != last else []
    repeats = int((~copies["first"]).sum())
    words = int((words_of(articles, tokens) > 0).sum())
    steps += [("of these with at least one word", words), ("of these not repeating an earlier one", words - repeats)]
    report = pd.DataFrame([(whole, step, number) for step, number in steps], columns=["corpus", "step", "documents"])
    table = pd.concat([flow, report], ignore_index=True)
    before = flow.groupby("corpus")["documents"].shift()
    before = pd.concat([before, pd.Series([last, *[number for _, number in steps[:-1]]])], ignore_index=True)
    table["left_out"] = (before - table["documents"]).fillna(0).astype("int64")
    show_table(
        table,
        "flow",
        caption="Flow of documents (after PRISMA 2020): what each step of the selection left, and left out.",
        note="read: every row found in the files. What a search never returned is not in it. The last step counts one "
        "document of each cluster of near-copies; whether the others count is a choice of each analysis.",
    )


def show_provenance(corpus: str) -> None:
    """Show where a corpus comes from, by which query, under which licence."""
    entries = entries_of(corpus)
    show_list(
        [_about(entry) for entry in entries if entry.described] or [f"{corpus}: not described in data/corpora.toml."]
    )
    rows = [
        (e.name, e.source, e.licence, e.selection, ", ".join(e.selection_patterns), e.language, e.path) for e in entries
    ]
    columns = ["corpus", "source", "licence", "selection", "selection_patterns", "language", "path"]
    keep_table(pd.DataFrame(rows, columns=columns, dtype="str").drop(columns="path"), "provenance")
    known = [entry for entry in entries if entry.selection_patterns]
    said = [
        f"{e.name} was selected by: {', '.join(e.selection_patterns)}. Comparing on these is circular." for e in known
    ]
    show_text(" ".join(said) or "No selection query is recorded as patterns.", style="banner" if said else "note")
    for entry in entries:
        if entry.cited_outlets is not None:
            show_table(
                read_outlet_table(entry.cited_outlets),
                f"outlets_{entry.name}",
                caption=f"What {entry.outlet_table} says of the outlets of {entry.name}, and who says so.",
                note="as of: the day it was so. Owners change; nothing here checks the source.",
            )
    show_text("The SHA-256 of every file that was read stands in run.json beside this page.", style="note")


def _openings(placed: pd.DataFrame, quotes: str) -> pd.DataFrame:
    """The first words of each document as a passage, with a heading for its cluster."""
    most = LIMITS[quotes][1] // 2 if quote_window(quotes) else 0
    texts = placed["text"].astype("str")
    ends = [_end(text, most) for text in texts]
    found = placed.drop(columns="text").assign(start=0, end=ends, left="", right="")
    found["node"] = [text[:end] if most else "" for text, end in zip(texts, ends, strict=True)]
    found["heading"] = "cluster " + (found["cluster"] + 1).astype("str") + ", openings"
    return found.assign(of=found["size"])


def _end(text: str, most: int) -> int:
    """The code point at which the first ``most`` words of a text end; its whole length if none is to be shown."""
    import re

    words = list(re.finditer(r"\S+", text))[: most or None]
    return words[-1].end() if words else 0
