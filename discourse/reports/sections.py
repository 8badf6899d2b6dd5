"""Parts of a report that are more than one call: each shows its tables, figures and sentences."""

import pandas as pd

from discourse.corpus import CorpusEntry, check_articles, selection_flow
from discourse.corpus.corpora import entries_of
from discourse.corpus.profile import coverage, profile
from discourse.errors import TooSmallError
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.coverage import uncovered
from discourse.frames.hits import theme_hits
from discourse.frames.selection import selection_overlap
from discourse.reports import prose
from discourse.reports.citations import keep_citations
from discourse.reports.display import keep_table, show_figure, show_list, show_passages, show_table, show_text
from discourse.reports.largest import largest_groups, only_largest
from discourse.reports.quotes import quote, quote_window
from discourse.tables import document_variables
from discourse.text.index import TokenIndex
from discourse.text.matrix import document_term_matrix

#: What the topic model of a report counts: enough documents to mean something, not the words of every document.
TOPIC_MIN_DOCS, TOPIC_MAX_SHARE = 3, 0.25
#: From this share of a theme's hits on, overlap with the corpus's selection query is called out.
CIRCULAR_SHARE = 0.05


def show_selection(corpus: str, tokens: pd.DataFrame | TokenIndex, codebook: Codebook) -> None:
    """Show how the corpus was selected, step by step, and warn where themes overlap the query it was selected by."""
    entries = entries_of(corpus)
    show_list([_about(entry) for entry in entries if entry.described])
    flow = selection_flow(corpus)
    show_table(flow, "selection", caption="Documents left after each step of the selection.")
    if flow.groupby("corpus")["documents"].agg(lambda left: left.iloc[0] - left.iloc[1]).any():
        skipped = check_articles(corpus)
        keep_table(skipped, "skipped")
        show_text(
            f"{len(skipped):,} problems of rows that were left out are listed in tables/skipped.csv.", style="note"
        )
    patterns = list(dict.fromkeys(pattern for entry in entries for pattern in entry.selection_patterns))
    if not patterns:
        show_text("No selection_patterns are recorded for this corpus, so circularity was not checked.", style="note")
        return
    overlap = selection_overlap(tokens, codebook, patterns)
    said = [
        f"{row.selected:,} of {row.hits:,} hits of {codebook.titles[row.theme]} ({row.share:.0%})"
        for row in overlap[overlap["share"] >= CIRCULAR_SHARE].itertuples()
    ]
    query = f"the selection query ({', '.join(patterns)})"
    if said:
        show_text(
            f"Partly circular: {'; '.join(said)} overlap {query}. Comparing groups on them measures the selection too.",
            style="banner",
        )
    else:
        show_text(f"In no theme do {CIRCULAR_SHARE:.0%} of the hits or more overlap {query}.", style="note")


def show_profile(articles: pd.DataFrame) -> None:
    """Show what each outlet contributes; ``tables/profile.csv`` has it month by month."""
    months = profile(articles)
    keep_table(months, "profile")
    show_table(
        coverage(months).sort_values("documents", ascending=False, kind="stable"),
        "coverage",
        caption="Documents by outlet, and the months covered; the largest first.",
        note="gaps: months without a document between the first and the last. duplicate: exact copies of an earlier "
        "text; they count in every rate. words: a quick count of runs of letters; rates use tokens.",
        n=20,
    )


def show_rates(rates: pd.DataFrame, *, codebook: Codebook | None = None) -> None:
    """Show a rates table as a figure and as a table; with the codebook the figure calls themes by their titles."""
    from discourse.plots import theme_rates, theme_rates_alt

    titles = codebook.titles if codebook is not None else None
    unit = str(rates["unit"].iloc[0]) if len(rates) else "token"
    measured = "Hits per 1,000 tokens" if unit == "token" else f"Share of {unit}s with a hit"
    value = "per_1000" if unit == "token" else "value"
    shown = ["theme", "hits", value, "low", "high", "documents_with", "documents"]
    by = document_variables(rates, "rates")
    drawn = largest_groups(rates, by)
    show_figure(
        lambda: theme_rates(drawn, titles=titles),
        "theme_rates",
        caption=f"{measured}, with 95 % bootstrap intervals over documents; an open dot has no interval."
        + only_largest(drawn, rates),
        alt=theme_rates_alt(drawn, titles=titles),
    )
    show_table(
        rates,
        "theme_rates",
        caption=f"{measured} by group and theme; low and high bound the 95 % interval.",
        note="documents: those in the group; documents with: those with at least one hit. A theme is vocabulary: a "
        f"denial counts like an accusation. The base is all {rates['base'].iloc[0] if len(rates) else 'documents'}. "
        + " ".join(f"–: {note}." for note in dict.fromkeys(rates["note"]) if note),
        columns=[*by, *shown],
        n=300,
        titles=titles,
    )


def show_uncovered(tokens: pd.DataFrame | TokenIndex, codebook: Codebook, *, by: str | None) -> None:
    """Show the share of sentences in which no theme of the codebook is found."""
    show_table(
        uncovered(tokens, codebook, by=by),
        "uncovered",
        caption="Sentences in which no theme of the codebook is found.",
        note="share: of all sentences. Most sentences of news are about nothing in the codebook; where the share "
        "differs much between groups, ask whether the codebook knows one group's words better.",
        n=30,
    )


def show_theme_passages(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    quotes: str,
    n: int = 12,
    random_state: int,
    articles: pd.DataFrame | None = None,
) -> None:
    """Show passages of each theme to read; ``tables/theme_hits.csv`` has the place of every hit.

    With ``articles`` those whose words are shown go into ``citations/`` for a reference manager.
    """
    hits = theme_hits(tokens, codebook, window=quote_window(quotes))
    places = hits.drop(columns=["left", "node", "right"])
    kept = [
        name
        for name in ("doc_id", "start", "end", "theme", "sub", "pattern", "negated", "outlet", "date")
        if name in places
    ]
    keep_table(places[kept], "theme_hits")
    passages = quote(hits, quotes=quotes, n=n, random_state=random_state)
    show_passages(passages.assign(theme=passages["theme"].map(codebook.titles)))
    if articles is not None:
        keep_citations(articles, passages.loc[passages["node"] != "", "doc_id"].tolist())


def show_topics(tokens: pd.DataFrame, *, n_topics: int, random_state: int, n: int = 10) -> None:
    """Fit a topic model and show its terms and documents; say why there is none for too small a corpus."""
    from discourse.topics.documents import top_documents
    from discourse.topics.fit import fit_topics
    from discourse.topics.terms import top_terms

    if n_topics == 0:
        show_text("No topic model was asked for (n_topics = 0).", style="note")
        return
    try:
        dtm = document_term_matrix(tokens, min_docs=TOPIC_MIN_DOCS, max_share=TOPIC_MAX_SHARE, stop_words="en")
        topics = fit_topics(dtm, n_topics=n_topics, random_state=random_state)
    except TooSmallError as error:
        show_text(f"No topic model: {error}", style="note")
        return
    show_text(prose.describe_topics(topics), style="note")
    terms, documents = top_terms(topics, n=n), top_documents(topics, n=3)
    rows = terms.groupby("topic")["token"].agg(", ".join).rename("most probable terms").reset_index()
    best = documents.groupby("topic")["doc_id"].agg(", ".join).rename("documents to read").reset_index()
    show_table(
        rows.merge(best, on="topic"),
        "topics",
        caption=f"Topics by their {n} most probable terms, and the documents with the largest shares.",
        note=f"Counted: terms in at least {TOPIC_MIN_DOCS} documents and at most {TOPIC_MAX_SHARE:.0%} of them, "
        "without English function words and numbers.",
    )
    keep_table(terms, "top_terms")
    keep_table(documents, "top_documents")


def _about(entry: CorpusEntry) -> str:
    parts = [entry.title or entry.name, entry.description, entry.selection and f"Selection: {entry.selection}"]
    parts += [entry.source and f"Source: {entry.source}", entry.licence and f"Licence: {entry.licence}"]
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)
