"""Sentences about a corpus: what it covers, how long its texts are, what share are copies."""

import pandas as pd

from discourse.corpus.corpora import entries_of
from discourse.corpus.profile import coverage, profile
from discourse.corpus.selection import dates_of
from discourse.errors import listing
from discourse.reports.prose import _count
from discourse.tables import check


def describe_corpus(articles: pd.DataFrame, tokens: pd.DataFrame, copies: pd.DataFrame) -> list[str]:
    """Say what a corpus holds, each sentence with its base: coverage, gaps, lengths, near-copies.

    Parameters
    ----------
    articles, tokens
        The articles and what :func:`tokenize` made of them.
    copies
        What :func:`near_duplicates` returned for them.
    """
    check(articles, "articles")
    return [_covered(articles), _long(articles, tokens), describe_copies(articles, copies)]


def describe_copies(articles: pd.DataFrame, copies: pd.DataFrame) -> str:
    """Say how many documents repeat another, and between whom.

    Examples
    --------
    >>> from discourse.tables import empty
    >>> describe_copies(pd.DataFrame({"doc_id": ["a"], "text": ["x"]}), empty("near_duplicates"))
    'No near-copies were found among 1 document.'
    """
    check(copies, "near_duplicates")
    if not len(copies):
        return f"No near-copies were found among {_count(len(articles), 'document')}."
    repeats, clusters = int((~copies["first"]).sum()), copies["cluster"].nunique()
    said = (
        f"{_count(repeats, 'document')} of {len(articles):,} ({repeats / len(articles):.1%}) "
        f"{'is a near-copy' if repeats == 1 else 'are near-copies'} of an earlier one, in "
        f"{_count(clusters, 'cluster')}; the largest holds {copies['size'].max():,}"
    )
    if "outlet" not in articles.columns:
        return f"{said}."
    outlets = copies["doc_id"].map(articles.set_index("doc_id")["outlet"])
    across = int((outlets.groupby(copies["cluster"]).nunique() > 1).sum())
    return f"{said}. {across:,} of the clusters {'runs' if across == 1 else 'run'} across outlets."


def methods_corpus(articles: pd.DataFrame, copies: pd.DataFrame, *, since: str | None, until: str | None) -> str:
    """A paragraph on how the corpus was described, ready to paste."""
    bounds = " and ".join([f"from {since}"] * bool(since) + [f"until {until}"] * bool(until))
    return (
        f"The corpus of {_count(len(articles), 'document')}{f', dated {bounds},' if bounds else ''} was read without "
        "changing its texts and split into words by rules. Two documents of at least 30 words counted as near-copies "
        "if at least 60% of the three-word sequences of the shorter stand in the longer, the shorter has at least 30% "
        "of the longer's, and the shared words are spread over the text rather than being a quoted block; chains of "
        f"them form clusters. {describe_copies(articles, copies)}"
    )


def limits_sources(corpus: str, articles: pd.DataFrame) -> str:
    """Say what these sources cannot show, from how the corpus is described: outlets, languages, dates, ownership."""
    entries = entries_of(corpus)
    said = []
    outlets = articles["outlet"].dropna().unique() if "outlet" in articles.columns else []
    languages = articles["language"].dropna().unique() if "language" in articles.columns else []
    english = " English-language" if list(languages) == ["en"] else ""
    if len(outlets) == 1:
        said.append(
            f"One{english} outlet is not a country's media, and nothing here tells its usage from that of others."
        )
    elif not len(outlets):
        said.append("No outlet is recorded, so nothing can be said about who publishes what.")
    elif english:
        said.append(
            "Outlets that write in English speak to readers abroad too; what a country's other media write may differ."
        )
    if guessed := [entry.name for entry in entries if entry.dates == "estimated"]:
        said.append(f"The dates of {listing(guessed)} are estimated: no claim about an event rests on them.")
    if cited := [entry.outlet_table for entry in entries if entry.outlet_table]:
        said.append(
            f"What is said of outlets (such as who owns them) is what {listing(cited)} cites, for the day given there."
        )
    return " ".join(said)


def limits_corpus(articles: pd.DataFrame) -> str:
    """Say what this corpus cannot show, from what it holds."""
    said = ["A gap says that nothing was collected, not that nothing was published."]
    undated = int(dates_of(articles).isna().sum()) if "date" in articles.columns else len(articles)
    if undated:
        share = "None" if undated == len(articles) else f"{len(articles) - undated:,} of {len(articles):,}"
        said.append(f"{share} of the documents is dated: no claim about time or an event rests on the others.")
    said.append(
        "Which document of a cluster of near-copies is the origin is not known; it may stand outside the corpus. "
        "What was published but not found by the selection is not here and cannot be counted."
    )
    return " ".join(said)


def _covered(articles: pd.DataFrame) -> str:
    table = coverage(profile(articles)).sort_values("documents", ascending=False, kind="stable")
    if not len(table):
        return "The corpus holds no documents."
    top = table.iloc[0]
    known = top["outlet"] or "documents without an outlet"
    said = f"{_count(len(articles), 'document')} from {_count(len(table), 'outlet')}; the largest is {known} with "
    said += f"{top['documents']:,} ({top['documents'] / len(articles):.0%})"
    dated = table[table["first"] != ""]
    if not len(dated):
        return f"{said}. None is dated."
    gaps = dated[dated["gaps"] > 0]
    said += f". Months covered: {dated['first'].min()} to {dated['last'].max()}; "
    if not len(gaps):
        return f"{said}no outlet has a month without a document between its first and its last."
    return (
        f"{said}{len(gaps):,} of {_count(len(dated), 'dated outlet')} with gaps, "
        f"{_count(int(gaps['gaps'].sum()), 'month')} in all."
    )


def _long(articles: pd.DataFrame, tokens: pd.DataFrame) -> str:
    lengths = words_of(articles, tokens)
    if not len(lengths):
        return "No document holds a word."
    low, middle, high = lengths.quantile([0.25, 0.5, 0.75])
    without = int((lengths == 0).sum())
    return (
        f"The median document has {middle:,.0f} tokens, half of them between {low:,.0f} and {high:,.0f}; the longest "
        f"{lengths.max():,}." + (f" {_count(without, 'document')} without a word." if without else "")
    )


def words_of(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.Series:
    """Tokens of each document, in the order of the articles."""
    counts = tokens.groupby("doc_id", observed=True).size()
    return articles["doc_id"].map(counts).fillna(0).astype("int64")
