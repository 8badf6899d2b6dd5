"""The parts of a report on two sides: their words, the company of one word, names for actors, with the lines behind."""

import re
import warnings

import pandas as pd

from discourse.errors import NoHitsWarning, TooSmallError
from discourse.frames.actors.actor_list import Actors
from discourse.frames.actors.actor_shares import actor_shares
from discourse.frames.actors.nominations import nominations
from discourse.lexis.caption import caption
from discourse.lexis.collocates import compare_collocates
from discourse.lexis.concordance import concordance
from discourse.lexis.dispersion import dispersion
from discourse.lexis.keywords import keywords
from discourse.reports.display import keep_table, show_figure, show_table, show_text
from discourse.reports.lines import show_concordance
from discourse.reports.prose_speakers import share
from discourse.reports.quotes import quote, quote_window
from discourse.reports.sides import SIDE, Sides
from discourse.tables import empty
from discourse.text.index import TokenIndex

_NOTE = (
    "Counts: {a} : {b}. log ratio: 1 is twice as frequent, 2 four times; interval: 95 % over documents (–: too few documents, "
    "or the word is on one side only). p: whole documents dealt out anew; q: Benjamini–Hochberg over all words compared. "
    "dominated: more than a quarter of its occurrences on its side stand in one document."
)


def contrast_words(
    tokens: pd.DataFrame,
    sides: Sides,
    *,
    ngram: int = 1,
    min_freq: int = 5,
    min_docs: int = 3,
    permutations: int,
    random_state: int,
) -> pd.DataFrame:
    """Compare the words (or ``ngram`` words in a row) of side A with those of side B.

    Returns
    -------
    DataFrame
        A keywords table; empty if a side has fewer than two documents, no word passes the thresholds, or ``ngram`` is 0.
    """
    if not ngram:
        return empty("keywords")
    try:
        return keywords(
            tokens[tokens[SIDE] == sides.a],
            reference=tokens[tokens[SIDE] == sides.b],
            ngram=ngram,
            min_freq=min_freq,
            min_docs=min_docs,
            permutations=permutations,
            random_state=random_state,
        )
    except TooSmallError:
        return empty("keywords")


def contrast_collocates(
    tokens: pd.DataFrame | TokenIndex,
    query: str,
    sides: Sides,
    *,
    min_docs: int = 3,
    permutations: int,
    random_state: int,
) -> pd.DataFrame:
    """Compare the company of a query between the sides; empty where too few windows are there."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NoHitsWarning)
            table = compare_collocates(
                tokens,
                query,
                by=SIDE,
                min_freq=3,
                min_docs=min_docs,
                permutations=permutations,
                random_state=random_state,
            )
    except TooSmallError:
        return empty("keywords")
    return table[table[SIDE] == sides.a].drop(columns=SIDE).reset_index(drop=True)


def contrast_nominations(tokens: pd.DataFrame, actors: Actors) -> pd.DataFrame:
    """List every mention of the actors with its label and a ``heading`` for its passages."""
    named = nominations(tokens, actors)
    words = named["actor"].astype("str") + ", " + named["label"].astype("str") + " (" + named[SIDE].astype("str") + ")"
    return named.assign(heading=words)


def keyword_passages(
    tokens: pd.DataFrame | TokenIndex, table: pd.DataFrame, sides: Sides, *, n: int = 5, quotes: str, random_state: int
) -> pd.DataFrame:
    """Draw passages of the first ``n`` keywords of each side; ``heading`` names word and side."""
    parts = []
    for side, rows in _sides_of(table, sides):
        for word in rows["token"].head(n):
            hits = concordance(tokens, _as_pattern(word), window=quote_window(quotes), where={SIDE: side})
            same = hits["node"].str.lower().str.replace("’", "'") == word.replace("’", "'")  # no possessives
            parts.append(hits[same].assign(heading=f"{word} ({side})"))
    hits = pd.concat(parts, ignore_index=True) if parts else empty("hits").assign(heading="")
    return quote(hits, quotes=quotes, n=3, by="heading", random_state=random_state)


def query_lines(
    tokens: pd.DataFrame | TokenIndex, query: str, *, n: int = 12, quotes: str, random_state: int
) -> pd.DataFrame:
    """Draw lines of a query from each side."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NoHitsWarning)
        hits = concordance(tokens, query, window=quote_window(quotes))
    return quote(hits.drop(columns="base"), quotes=quotes, n=n, by=SIDE, random_state=random_state)


def nomination_passages(named: pd.DataFrame, *, n: int = 3, quotes: str, random_state: int) -> pd.DataFrame:
    """Draw passages of the labelled mentions, under a heading for each actor, label and side."""
    labelled = named[named["label"] != ""]
    frequent = labelled.groupby("heading")["doc_id"].transform("size") >= n
    cut = labelled[frequent] if quotes != "none" else labelled[frequent].assign(left="", node="", right="")
    return quote(cut, quotes=quotes, n=n, by="heading", random_state=random_state)


def show_keywords(table: pd.DataFrame, sides: Sides, *, n: int = 15) -> None:
    """Show the words of either side as a figure and as two tables; the second is of negative keywords."""
    from discourse.plots import keywords as draw
    from discourse.plots import keywords_alt

    keep_table(table, "keywords")
    if table.empty:
        show_text(
            "No word could be compared: each side needs two documents, and words must pass the thresholds.",
            style="note",
        )
        return
    show_figure(
        draw(table, n=n),
        "keywords",
        caption=f"Log ratio of the {n} words of each side with most evidence; right: more frequent in {sides.a}, left: in "
        f"{sides.b}. An open dot has no interval; *: one document supplies more than a quarter.",
        alt=keywords_alt(table, n=n),
    )
    show_text(caption(table), style="note")
    for side, rows in _sides_of(table, sides):
        kind = "Keywords: words" if side == sides.a else "Negative keywords: words"
        _show_words(rows, sides, f"keywords_{'a' if side == sides.a else 'b'}", f"{kind} more frequent in {side}.", n)


def show_phrases(table: pd.DataFrame, sides: Sides, *, ngram: int, n: int = 10) -> None:
    """Show sequences of words compared between the sides."""
    keep_table(table, "phrases")
    if table.empty:
        show_text("No sequences of words were asked for, or none passes the thresholds.", style="note")
        return
    for side, rows in _sides_of(table, sides):
        name = f"phrases_{'a' if side == sides.a else 'b'}"
        _show_words(rows, sides, name, f"{ngram} words in a row more frequent in {side}.", n)


def show_keyword_dispersion(tokens: pd.DataFrame, table: pd.DataFrame, sides: Sides, *, n: int = 6) -> None:
    """Show how the first ``n`` keywords of each side not dominated by one document are spread over its documents."""
    from discourse.plots import dispersion as draw
    from discourse.plots import dispersion_alt

    parts = []
    for number, (side, rows) in enumerate(_sides_of(table, sides)):
        words = tuple(rows.loc[~rows["dominated"], "token"].head(n))
        spread = dispersion(tokens[tokens[SIDE] == side], min_freq=2)
        parts.append(spread[spread["token"].isin(words)].assign(**{SIDE: side}))
        if words:
            show_figure(
                draw(spread, words=words),
                f"dispersion_{'ab'[number]}",
                caption=f"Keywords of {side} among its other words: how unevenly each is spread over its documents.",
                alt=dispersion_alt(spread, words=words),
            )
    shown = pd.concat(parts, ignore_index=True) if parts else empty("dispersion").assign(**{SIDE: ""})
    if shown.empty:
        keep_table(shown, "keyword_dispersion")
        show_text("There are no keywords to look at.", style="note")
        return
    show_table(
        shown,
        "keyword_dispersion",
        caption="Spread of the keywords over the documents of their side.",
        note="range: documents with the word. dp norm: 0 is even, 1 all in one document (Gries; Lijffijt & Gries 2012). These "
        "describe the documents given and have no interval; compare words of about the same frequency.",
        columns=[SIDE, "token", "freq", "parts", "range", "range_share", "dp_norm"],
    )


def show_query_lines(lines: pd.DataFrame, query: str) -> None:
    """Show lines drawn from both sides, aligned on the query."""
    if lines.empty:
        show_text(f"{query} has no hit in these documents.", style="note")
        return
    sums = ", ".join(
        f"{len(rows):,} of {rows['of'].iloc[0]:,} in {side}" for side, rows in lines.groupby(SIDE, sort=True)
    )
    show_concordance(lines, columns=[SIDE], note=f"Lines of {query} drawn by chance: {sums}.")


def show_collocates_by_side(table: pd.DataFrame, query: str, sides: Sides, *, n: int = 12) -> None:
    """Show the words near the query that differ between the sides."""
    from discourse.plots import keywords as draw
    from discourse.plots import keywords_alt

    keep_table(table, "collocates_by_side")
    if table.empty:
        show_text(f"Too few words stand near {query} on both sides to be compared.", style="note")
        return
    show_figure(
        draw(table, n=n),
        "collocates_by_side",
        caption=f"Words near {query}: right, more frequent in {sides.a}; left, in {sides.b}. An open dot has no interval.",
        alt=keywords_alt(table, n=n),
    )
    show_text(caption(table), style="note")
    _show_words(
        table, sides, "collocates_shown", f"Words near {query}, the most evidence of a difference first.", 2 * n
    )


def show_nominations(named: pd.DataFrame, actors: Actors, *, random_state: int, least: int = 3, n: int = 24) -> None:
    """Show by which labels actors are called on either side; labels with fewer than ``least`` mentions in the file only."""
    shares = actor_shares(named.drop(columns="heading"), of="label", by=SIDE, n=30, random_state=random_state)
    keep_table(shares, "nominations")
    if shares.empty:
        known = "no actor of the list is mentioned here" if actors.actors else "no list of actors was given"
        show_text(f"How actors are named was not compared: {known}.", style="note")
        return
    often = shares.groupby(["actor", "value"], observed=True)["hits"].transform("sum") >= least
    rows = shares[often & ~shares["value"].isin(["(none)", "(others)"])]
    if rows.empty:
        show_text(f"No label is given to an actor {least} times or more; tables/nominations.csv has all.", style="note")
        return
    rows = rows.sort_values(["actor", "value", SIDE], kind="stable")
    show_table(
        rows.assign(
            share=share(rows, "share", "low", "high"), log_odds_interval=_bounds(rows, "log_odds_low", "log_odds_high")
        ).rename(columns={"value": "label", "total": "mentions"}),
        "nominations_shown",
        caption="Labels of actors by side: share of the actor's mentions on that side.",
        note="Brackets: 95 % bootstrap interval over documents; (–): too few. log odds: against the other side. Mentions are "
        "counted in anybody's mouth: who is quoted differs between sides, so read the passages before calling a label a side's.",
        columns=["actor", "label", SIDE, "hits", "mentions", "share", "log_odds", "log_odds_interval", "documents"],
        n=n,
    )


def _show_words(rows: pd.DataFrame, sides: Sides, name: str, said: str, n: int) -> None:
    """Show words with the counts of both sides in one cell each; the file of all words has them apart."""
    whole = pd.DataFrame(
        {
            "token": rows["token"],
            "occurrences": _both(rows, "freq"),
            "documents": _both(rows, "documents"),
            "log_ratio": rows["log_ratio"],
            "interval": _bounds(rows, "low", "high"),
            "p": _small(rows["p"]),
            "q": _small(rows["q"]),
            "dominated": rows["dominated"].map({True: "yes", False: ""}),
        }
    )
    show_table(whole, name, caption=said, note=_NOTE.format(a=sides.a, b=sides.b), n=n)


def _both(rows: pd.DataFrame, name: str) -> list[str]:
    return [f"{own:,} : {other:,.0f}" for own, other in zip(rows[name], rows[f"{name}_ref"], strict=True)]


def _small(values: pd.Series) -> list[str]:
    return ["–" if value != value else "< 0.001" if value < 0.001 else f"{value:.3f}" for value in values.astype(float)]


def _sides_of(table: pd.DataFrame, sides: Sides) -> list[tuple[str, pd.DataFrame]]:
    """The rows more frequent on each side, A first, in the order of the table."""
    return list(zip((sides.a, sides.b), (table[table["log_ratio"] > 0], table[table["log_ratio"] < 0]), strict=True))


def _bounds(rows: pd.DataFrame, low: str, high: str) -> list[str]:
    pairs = rows[[low, high]].astype(float).to_numpy()
    return ["–" if bottom != bottom else f"{bottom:.2f} to {top:.2f}" for bottom, top in pairs]


def _as_pattern(word: str) -> str:
    """A counted word as a pattern."""
    return word if re.fullmatch(r"[\w'’-]+", word) else f"re:{re.escape(word)}"
