"""Sentences on two sides of a corpus, computed from the tables: who is compared, findings, methods, limits."""

import pandas as pd

from discourse.reports.sides import SIDE, Sides


def describe_sides(articles: pd.DataFrame, tokens: pd.DataFrame, sides: Sides) -> str:
    """Say which sides are compared, on how many documents and words."""
    documents, words = articles[SIDE].value_counts(), tokens[SIDE].value_counts()
    said = [f"{side} ({documents.get(side, 0):,} documents, {words.get(side, 0):,} words)" for side in sides.names]
    if len(said) < 2:
        return (
            f"Only one value of {sides.by} has documents here: {' '.join(said) or 'none'}. "
            "There is nothing to compare it with."
        )
    return f"{said[0]} against {said[1]}, by {sides.by}."


def describe_keywords(table: pd.DataFrame, sides: Sides, *, alpha: float = 0.05, n: int = 4) -> list[str]:
    """Say how many words differ beyond chance between documents, and which have the most evidence on either side.

    Words that one document dominates are counted, not named.
    """
    if table.empty:
        return ["No word could be compared: each side needs two documents, and words must pass the thresholds."]
    tested, sure = int(table["q"].notna().sum()), table[table["q"] <= alpha]
    said = [
        f"Of {tested:,} words compared, {len(sure):,} {'differs' if len(sure) == 1 else 'differ'} between the sides "
        f"beyond what dealing out whole documents gives (q up to {alpha:g})."
    ]
    for side, rows in ((sides.a, table[table["log_ratio"] > 0]), (sides.b, table[table["log_ratio"] < 0])):
        named = rows[~rows["dominated"]].head(n)
        words = [_word(row) for row in named.to_dict("records")]
        left = int(rows.head(n)["dominated"].sum())
        less = f" Words that one document dominates are left out here ({left} of the first {n})." if left else ""
        said.append(f"Most evidence of more use in {side}: {'; '.join(words) or 'no word'}.{less}")
    return said


def describe_collocates(table: pd.DataFrame, query: str, lines: pd.DataFrame, *, alpha: float = 0.05) -> list[str]:
    """Say how often the query stands on each side, and whether its company differs."""
    counts = [f"{rows['of'].iloc[0]:,} times in {side}" for side, rows in lines.groupby(SIDE, sort=True)]
    said = [f"“{query}” stands {' and '.join(counts)}." if counts else f"{query} has no hit in these documents."]
    if table.empty:
        return said
    sure = table[table["q"] <= alpha]
    words = "; ".join(_word(row) for row in sure.head(4).to_dict("records"))
    said.append(
        f"Of {len(table):,} words near it that could be compared, {len(sure):,} differ beyond chance between documents "
        f"(q up to {alpha:g}){': ' + words if words else ''}."
    )
    return said


def contrast_methods(
    table: pd.DataFrame, sides: Sides, query: str, *, min_freq: int, min_docs: int, permutations: int, random_state: int
) -> str:
    """A paragraph on how the sides were compared, ready to paste."""
    return (
        f"Documents of {sides.a} were compared with those of {sides.b or 'no other side'} (by {sides.by}). Articles "
        "were split into words by rules, without a trained model; words were compared in lower case if they stand at "
        f"least {min_freq} times in at least {min_docs} documents of both sides together ({len(table):,} words). The "
        "effect is the log ratio (binary logarithm of the ratio of relative frequencies, 0.5 for a count of 0; Hardie "
        "2014) with a 95 % interval over documents; rows are ranked by the log-likelihood G2 (two-term), whose p comes "
        f"from {permutations:,} random allocations of whole documents to the sides (random state {random_state}), with "
        "q by Benjamini and Hochberg. A word is dominated if one document supplies more than a quarter of its "
        f"occurrences on its side. Company of {query}: words within five on each side in the same sentence, compared "
        "between the sides in the same way. Spread: DPnorm (Gries 2008; "
        "Lijffijt & Gries 2012) over the documents of a side."
    )


def contrast_limits(sides: Sides) -> str:
    """A paragraph on what these numbers cannot tell, ready to paste."""
    return (
        f"Keywords tell that {sides.a} and {sides.b or 'another side'} use words differently in these documents, not "
        "why: topics, dates, genres, house style (titles, spelling, numerals) and reprinted agency copy differ too. "
        "Words are counted in anybody's mouth, also in quotations. A large q is no evidence that a word is used alike. "
        "With few permutations or many words q cannot become small; the intervals and p cover the choice of documents "
        "and nothing else. Labels of actors are found by rules next to their names only; a label that refers back "
        "without the name is not seen."
    )


def _word(row: dict) -> str:
    bounds = f"95 % interval {row['low']:.1f} to {row['high']:.1f}" if pd.notna(row["low"]) else "no interval"
    documents = f"{row['documents']:,} : {row['documents_ref']:,.0f} documents"
    return (
        f"“{row['token']}” {row['freq']:,} : {row['freq_ref']:,} times ({documents}; "
        f"log ratio {row['log_ratio']:.1f}, {bounds}" + (f", q = {row['q']:.3f})" if pd.notna(row["q"]) else ")")
    )
