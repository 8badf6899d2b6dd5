"""Sentences computed from the numbers of a report: findings, base, warnings, methods."""

import pandas as pd

from discourse.frames.codebooks.codebook import Codebook, title_of
from discourse.reports.inputs import library_versions
from discourse.tables import check, document_variables
from discourse.topics.model import TopicModel


def describe_request(
    corpus: str,
    codebook: Codebook,
    *,
    by: str | None,
    since: str | None = None,
    until: str | None = None,
    random_state: int,
) -> str:
    """Say what a report was asked for: corpus, comparison, codebook, bounds, random state."""
    bounds = [f"from {since}"] * bool(since) + [f"to {until}"] * bool(until)
    dates = f", dated {' '.join(bounds)}" if bounds else ""
    return (
        f"Corpus {corpus}{dates}, {f'compared by {by}' if by else 'all documents together'}. Codebook {codebook.name} "
        f"{codebook.version} with {_count(len(codebook.themes), 'theme')}. Random state {random_state}."
    )


def describe_articles(articles: pd.DataFrame, tokens: pd.DataFrame) -> str:
    """Say in a sentence what was read: documents, tokens, outlets and dates."""
    parts = [f"{_count(len(articles), 'document')} with {_count(len(tokens), 'token')}"]
    if "outlet" in articles.columns:
        parts.append(f"from {_count(articles['outlet'].nunique(), 'outlet')}")
    dates = articles["date"].dropna() if "date" in articles.columns else pd.Series(dtype="datetime64[us]")
    if len(dates):
        parts.append(f"dated {dates.min().date()} to {dates.max().date()}")
    undated, without = len(articles) - len(dates), len(articles) - tokens["doc_id"].nunique()
    rest = (
        []
        if not undated
        else [f"{undated:,} {'is' if undated == 1 else 'are'} undated"]
        if len(dates)
        else ["none is dated"]
    )
    rest += [f"{without:,} {'holds' if without == 1 else 'hold'} no word"] if without else []
    return f"The corpus holds {', '.join(parts)}" + (f"; {' and '.join(rest)}." if rest else ".")


def describe_rates(
    rates: pd.DataFrame, *, codebook: Codebook | None = None, n: int | None = None, confidence: float = 0.95
) -> list[str]:
    """Say for each theme who uses its vocabulary most and least, with interval and base.

    With the codebook themes are called by their titles. With ``n`` only the themes with the most hits are told.

    Only groups with an interval are ranked. That the intervals of two groups do not overlap is said; of more groups
    the extremes lie apart by chance alone, so nothing is said of them. Overlap is not taken for equality.
    """
    check(rates, "rates")
    by = document_variables(rates, "rates")
    titles = codebook.titles if codebook is not None else {}
    blocks = dict(list(rates.groupby("theme", sort=False)))
    told = list(blocks) if n is None else sorted(blocks, key=lambda theme: -blocks[theme]["hits"].sum())[:n]
    said = [_describe_theme(titles.get(theme) or title_of(theme), blocks[theme], by, confidence) for theme in told]
    left = len(blocks) - len(told)
    return [*said, f"Themes with fewer hits, not told here but in the table: {left:,}."] if left else said


def banner(codebook: Codebook) -> str:
    """Warn that the codebook was not validated on this corpus."""
    return (
        f"The codebook {codebook.name} {codebook.version} has not been validated on this corpus. The numbers count "
        "its vocabulary wherever it stands, in the outlet's words or in quotations, affirmed or denied; they do not "
        "yet show framing. Read the passages before relying on any of them."
    )


def describe_topics(topics: TopicModel) -> str:
    """Say what a topic model is worth before its topics are looked at."""
    state, number = topics.settings["random_state"], topics.settings["n_topics"]
    return (
        f"One model with {number} topics from one random state ({state}), fitted on {len(topics.doc_topics):,} "
        f"documents and {int(topics.doc_lengths.sum()):,} counted tokens. Another random state gives other topics, so "
        "no single topic here is a finding; use them to find articles to read."
    )


def methods(codebook: Codebook, *, by: str | None, random_state: int, confidence: float = 0.95) -> str:
    """A paragraph on how the rates were made, ready to paste."""
    weak = (
        f" Weak patterns counted only within {codebook.weak_window} words of another hit of their theme, in its "
        "sentence."
        if any(any(theme.weak) for theme in codebook.themes)
        else ""
    )
    return (
        f"Articles were split into words and sentences by rules, without a trained model. Themes were found by the "
        f"patterns of the codebook {codebook.name}, version {codebook.version} (SHA-256 of its content "
        f"{codebook.sha256[:16]}); of overlapping matches of one theme the longest counted, and matches inside stated "
        f"exclusions did not count.{weak} Rates are hits per 1,000 tokens (words){f' by {by}' if by else ''}; "
        f"intervals are percentile bootstrap intervals over documents ({confidence:.0%}, 2,000 draws, random state "
        f"{random_state}). They cover the sampling of documents, not errors of the codebook, and are not shown for "
        "groups of fewer than 10 documents or 3 documents with a hit."
    )


def colophon() -> str:
    """Name the versions a report was made with."""
    versions = [f"{name} {version}" for name, version in library_versions().items()]
    return (
        f"Made with {', '.join(versions)}. run.json beside this page has the parameters and the SHA-256 of every input."
    )


def _describe_theme(name: str, block: pd.DataFrame, by: list[str], confidence: float) -> str:
    known = block[block["low"].notna()].sort_values("per_1000", ascending=False)
    if not len(known):
        total, documents = int(block["hits"].sum()), _count(int(block["documents"].sum()), "document")
        if not total:
            return f"{_capital(name)} vocabulary: no hit in {documents}."
        return f"{_capital(name)} vocabulary: {_count(total, 'hit')} in {documents}, {_reason(block)}."
    top = known.iloc[0]
    said = f"{_group(top, by) if by else 'The corpus'} uses {name} vocabulary at {_rate(top, confidence)}"
    if len(known) == 1:
        return said + "."
    last = known.iloc[-1]
    if len(known) == 2:
        apart = " (the intervals do not overlap)" if last["high"] < top["low"] else ""
        return f"{said}, {_group(last, by)} at {_rate(last, confidence)}{apart}{_others(block, known)}."
    return (
        f"{said}, the most of {len(known)} groups; {_group(last, by)} the least, at "
        f"{_rate(last, confidence)}{_others(block, known)}."
    )


def _rate(row: pd.Series, confidence: float) -> str:
    base = f"{int(row['documents_with']):,} of {_count(int(row['documents']), 'document')}"
    return (
        f"{row['per_1000']:.2f} per 1,000 tokens ({confidence:.0%} interval {row['low']:.2f} to {row['high']:.2f}; "
        f"{_count(int(row['hits']), 'hit')} in {base})"
    )


def _others(block: pd.DataFrame, known: pd.DataFrame) -> str:
    without = len(block) - len(known)
    return f"; {_count(without, 'group')} without an interval" if without else ""


def _reason(block: pd.DataFrame) -> str:
    return "; ".join(dict.fromkeys(note for note in block["note"] if note))


def _group(row: pd.Series, by: list[str]) -> str:
    return ", ".join("(missing)" if pd.isna(row[name]) or row[name] == "" else str(row[name]) for name in by)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
