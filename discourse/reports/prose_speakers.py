"""Sentences on who says what, computed from the tables: findings, measured errors, methods, limits."""

from collections.abc import Mapping

import pandas as pd

from discourse.frames.actors.actor_list import Actors
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.voices.purity import error_rows
from discourse.frames.voices.source_names import ANONYMOUS
from discourse.tables import document_variables

#: How kinds of speakers are called in a sentence.
_KINDS = {
    "person": "persons with a name",
    "organisation": "organisations",
    "country": "countries",
    "unnamed": "unnamed (officials, sources, residents)",
    "pronoun": "pronouns not traced",
    "none": "nobody found",
}


def engine_of(statements: pd.DataFrame) -> str:
    """Name the engine that made these statements; empty without a statement."""
    return ", ".join(sorted(set(statements["engine"])))


def share(table: pd.DataFrame, value: str, low: str, high: str) -> list[str]:
    """Write shares with their intervals: ``69% (47–88)``, or ``6% (–)`` where there is no interval."""
    rows = table[[value, low, high]].astype(float).to_numpy()
    return [
        "–" if at != at else f"{at:.0%} (–)" if bottom != bottom else f"{at:.0%} ({100 * bottom:.0f}–{100 * top:.0f})"
        for at, bottom, top in rows
    ]


def interval(table: pd.DataFrame, value: str, low: str, high: str) -> list[str]:
    """Write numbers with their intervals: ``5.5 (3.2–7.9)``."""
    rows = table[[value, low, high]].astype(float).to_numpy()
    return [
        "–" if at != at else f"{at:.1f} (–)" if bottom != bottom else f"{at:.1f} ({bottom:.1f}–{top:.1f})"
        for at, bottom, top in rows
    ]


def attribution_banner(statements: pd.DataFrame) -> str:
    """Say what was measured of the engine: how far *unattributed* and *reported* can be trusted."""
    engine = engine_of(statements)
    rows = {row["measure"]: row for row in error_rows() if row["engine"] == engine.split(" ")[0]}
    if "purity_unattributed" not in rows:
        return (
            f"No error rate was measured for the engine {engine or '(no statement was found)'}: trust no number here."
        )
    pure, sure, right = (rows[name] for name in ("purity_unattributed", "purity_reported", "accuracy"))
    return (
        f"Engine {engine}, measured on {right['corpus']} ({int(right['n']):,} hits in hand-annotated US election "
        f"news): it puts {_percent(right)} of hits on the right side. Of those it leaves unattributed only "
        f"{_percent(pure)} stand outside reported content, so unattributed is not the outlet's own voice; of those it "
        f"puts in reported words {_percent(sure)} do stand there. On this corpus nothing was measured."
    )


def describe_statements(statements: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Say how much reported speech was found, how it is presented, and how many of its speakers have a name."""
    if statements.empty:
        return [f"No reported speech was found in {len(articles):,} documents."]
    total, found = len(statements), statements["article_id"].nunique()
    forms, kinds = _parts(statements["presentation"]), _parts(statements["speaker_type"].map(_KINDS))
    sure = statements["confidence"].mean()
    return [
        f"{total:,} statements were found in {found:,} of {len(articles):,} documents: {forms}. By the calibration on "
        f"US news, {sure:.0%} of them would agree with a human annotator in cue, speaker and content.",
        f"Speakers as the engine reads them: {kinds} (of {total:,} statements).",
    ]


def describe_voices(voices: pd.DataFrame, codebook: Codebook, *, n: int = 3) -> list[str]:
    """Say for the themes with most hits in whose words they stand, and in which voice the groups differ most."""
    sums = voices.groupby("theme", sort=False)["hits"].sum().sort_values(ascending=False, kind="stable")
    by = document_variables(voices, "voice_rates")
    said = []
    for theme, hits in sums[sums > 0].head(n).items():
        rows = voices[voices["theme"] == theme]
        whole = rows.groupby("voice", sort=False, observed=True)["hits"].sum()
        parts = ", ".join(f"{count / hits:.0%} {voice}" for voice, count in whole.items())
        title = codebook.titles[theme]
        said.append(f"{title[:1].upper()}{title[1:]} ({hits:,} hits): {parts}{_widest(rows, by)}.")
    if not said:
        return ["No theme of the codebook has a hit."]
    left = sums.size - len(said)
    return [*said, f"The other {left:,} themes are in the table."] if left else said


def describe_speakers(matrix: pd.DataFrame, codebook: Codebook, *, alpha: float = 0.05, n: int = 3) -> list[str]:
    """Say which speakers are read with a theme more or less often than chance within articles gives."""
    tested = matrix[matrix["q"].notna() & ~matrix["speaker"].isin(ANONYMOUS)]
    if tested.empty:
        return ["No speaker could be tested against chance within articles."]
    sure = tested[tested["q"] <= alpha].sort_values(["q", "p", "hits"], ascending=[True, True, False], kind="stable")
    if sure.empty:
        return [
            f"Of {len(tested):,} pairs of a named speaker and a theme none departs from chance within articles (q up "
            f"to {alpha:g})."
        ]
    said = [_cell(row, codebook.titles) for row in sure.head(n).to_dict("records")]
    if len(sure) > n:
        said.append(
            f"Another {len(sure) - n:,} of {len(tested):,} pairs depart from chance within articles (q up to "
            f"{alpha:g})."
        )
    return said


def describe_replies(replies: pd.DataFrame, actors: Actors, *, n: int = 3) -> list[str]:
    """Say how often the accused are heard, for the actors accused in most documents."""
    accused = replies[replies["accused"] > 0] if actors.actors else replies.head(0)
    if accused.empty:
        return []
    by = document_variables(replies, "reply_rates")
    largest = accused.sort_values(["accused", "actor"], ascending=[False, True], kind="stable").head(n)
    return [
        f"{row['actor']} is read as accused in {row['accused']:,} of {row['documents']:,} documents"
        f"{_of(row, by)} and as speaking in {row['replied']:,} of these ({row['rate']:.0%}, 95 % interval "
        f"{row['low']:.0%} to {row['high']:.0%})."
        for row in largest.to_dict("records")
    ]


def speaker_methods(
    statements: pd.DataFrame,
    codebook: Codebook,
    actors: Actors,
    *,
    by: str | None,
    permutations: int,
    random_state: int,
) -> str:
    """A paragraph on how speakers were found and counted, ready to paste."""
    names = f" Speakers were called by the names of a list of {len(actors.actors)} actors" if actors.actors else ""
    listed = f"{names} (SHA-256 {actors.sha256[:16]})." if names else ""
    return (
        f"Reported speech, thought and writing was found with the engine {engine_of(statements) or 'none'} from "
        f"reporting words, quotation marks and patterns of clauses.{listed} Themes were found by the codebook "
        f"{codebook.name}, version {codebook.version} (SHA-256 {codebook.sha256[:16]}). A hit belongs to the innermost "
        "statement in whose content it lies, and is called reported, denied or hypothetical by the polarity of that "
        f"statement, else unattributed. Shares are of a theme's hits{f' by {by}' if by else ''}; intervals (95 %) draw "
        f"whole documents (2,000 times, random state {random_state}), those of diversity leave out one document at a "
        f"time. Who says what was tested against {permutations:,} permutations of the speakers of each article, with q "
        "by Benjamini and Hochberg over speakers and themes."
    )


def speaker_limits(statements: pd.DataFrame) -> str:
    """A paragraph on what these numbers cannot tell, ready to paste."""
    rows = [row for row in error_rows() if row["engine"] == engine_of(statements).split(" ")[0]]
    pure = next((row for row in rows if row["measure"] == "purity_unattributed"), None)
    known = f" ({100 - 100 * float(pure['value']):.0f} of 100 such hits in {pure['corpus']})" if pure else ""
    return (
        f"Unattributed means that no attribution was found{known}, never that an outlet speaks for itself; a "
        "difference between groups in it can be one in how easily their quotations are found. Irony, free indirect "
        "speech and attributions across distant paragraphs are not seen. A class of reporting words is a fact about "
        "words, not an outlet's stance. The intervals cover the choice of documents, not errors of engine, names or "
        "codebook. That a theme's vocabulary stands in a statement does not tell whether its speaker is for or against "
        "anything."
    )


def _widest(rows: pd.DataFrame, by: list[str]) -> str:
    """The voice in which groups with an interval lie furthest apart, with the two groups at its ends."""
    known = rows[rows["share_low"].notna()].sort_values("share", kind="stable")
    ends = [(block.iloc[0], block.iloc[-1]) for _, block in known.groupby("voice", observed=True) if len(block) > 1]
    if not by or not ends:
        return ""
    low, high = max(ends, key=lambda pair: pair[1]["share"] - pair[0]["share"])
    return f"; {low['voice']} from {_share_of(low, by)} to {_share_of(high, by)}"


def _share_of(row: pd.Series, by: list[str]) -> str:
    bounds = f"95 % interval {100 * row['share_low']:.0f}–{100 * row['share_high']:.0f}"
    return f"{row['share']:.0%}{_of(row, by)} ({bounds}, {row['documents']:,} documents)"


def _cell(row: dict, titles: dict[str, str]) -> str:
    more = "more" if row["log_ratio"] > 0 else "fewer"
    bounds = f", 95 % interval {row['low']:.1f} to {row['high']:.1f}" if pd.notna(row["low"]) else ", no interval"
    return (
        f"In {row['statements']:,} statements with {row['speaker']} read as the speaker ({row['documents']:,} "
        f"documents) stand {row['hits']:,} hits of {titles[row['theme']]} vocabulary, {more} than the "
        f"{row['expected']:.1f} that chance within articles gives (q = {row['q']:.3f}); {row['per_1000']:.1f} per "
        f"1,000 reported words{bounds}."
    )


def _parts(values: pd.Series) -> str:
    counts = values.value_counts().rename_axis("value").reset_index()
    counts = counts.sort_values(["count", "value"], ascending=[False, True])
    return ", ".join(f"{row[1] / len(values):.0%} {row[0]}" for row in counts.itertuples(index=False))


def _of(row: Mapping | pd.Series, by: list[str]) -> str:
    names = ["(missing)" if pd.isna(row[name]) or row[name] == "" else str(row[name]) for name in by]
    return f" in {', '.join(names)}" if names else ""


def _percent(row: dict[str, str]) -> str:
    return f"{float(row['value']):.0%} (95 % interval {100 * float(row['low']):.0f} to {100 * float(row['high']):.0f})"
