"""The parts of a report on two sides: their words, the company of one word, names for actors, with the lines behind."""

from functools import partial

import pandas as pd

from discourse.frames.actors.actor_list import Actors
from discourse.frames.actors.actor_shares import actor_shares
from discourse.lexis.caption import caption
from discourse.lexis.dispersion import dispersion
from discourse.reports.contrast import rows_of_sides
from discourse.reports.display import keep_table, show_figure, show_table, show_text
from discourse.reports.lines import show_concordance
from discourse.reports.prose_speakers import share
from discourse.reports.sides import SIDE, Sides
from discourse.tables import empty

_NOTE = (
    "Counts: {a} : {b}. log ratio: 1 is twice as frequent, 2 four times; interval: 95 % over documents (–: too few "
    "documents, or the word is on one side only). p: whole documents dealt out anew; q: Benjamini–Hochberg over all "
    "words compared. dominated: more than a quarter of its occurrences on its side stand in one document."
)


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
        lambda: draw(table, n=n),
        "keywords",
        caption=f"Log ratio of the {n} words of each side with most evidence; right: more frequent in {sides.a}, left: "
        f"in {sides.b}. An open dot has no interval; *: one document supplies more than a quarter.",
        alt=keywords_alt(table, n=n),
    )
    show_text(caption(table), style="note")
    for side, rows in rows_of_sides(table, sides):
        kind = "Keywords: words" if side == sides.a else "Negative keywords: words"
        _show_words(rows, sides, f"keywords_{'a' if side == sides.a else 'b'}", f"{kind} more frequent in {side}.", n)


def show_phrases(table: pd.DataFrame, sides: Sides, *, ngram: int, n: int = 10) -> None:
    """Show sequences of words compared between the sides."""
    keep_table(table, "phrases")
    if table.empty:
        show_text("No sequences of words were asked for, or none passes the thresholds.", style="note")
        return
    for side, rows in rows_of_sides(table, sides):
        name = f"phrases_{'a' if side == sides.a else 'b'}"
        _show_words(rows, sides, name, f"{ngram} words in a row more frequent in {side}.", n)


def show_keyword_dispersion(tokens: pd.DataFrame, table: pd.DataFrame, sides: Sides, *, n: int = 6) -> None:
    """Show how the first ``n`` keywords of each side not dominated by one document are spread over its documents."""
    from discourse.plots import dispersion as draw
    from discourse.plots import dispersion_alt

    parts = []
    for number, (side, rows) in enumerate(rows_of_sides(table, sides)):
        words = tuple(rows.loc[~rows["dominated"], "token"].head(n))
        spread = dispersion(tokens[tokens[SIDE] == side], min_freq=2)
        parts.append(spread[spread["token"].isin(words)].assign(**{SIDE: side}))
        if words:
            show_figure(
                partial(draw, spread, words=words),
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
        note="range: documents with the word. dp norm: 0 is even, 1 all in one document (Gries; Lijffijt & Gries "
        "2012). These describe the documents given and have no interval; compare words of about the same frequency.",
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
        lambda: draw(table, n=n),
        "collocates_by_side",
        caption=f"Words near {query}: right, more frequent in {sides.a}; left, in {sides.b}. "
        "An open dot has no interval.",
        alt=keywords_alt(table, n=n),
    )
    show_text(caption(table), style="note")
    _show_words(
        table, sides, "collocates_shown", f"Words near {query}, the most evidence of a difference first.", 2 * n
    )


def show_nominations(named: pd.DataFrame, actors: Actors, *, random_state: int, least: int = 3, n: int = 24) -> None:
    """Show by which labels actors are called on either side; labels with under ``least`` mentions in the file only."""
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
        note="Brackets: 95 % bootstrap interval over documents; (–): too few. log odds: against the other side. "
        "Mentions are counted in anybody's mouth: who is quoted differs between sides, "
        "so read the passages before calling a label a side's.",
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


def _bounds(rows: pd.DataFrame, low: str, high: str) -> list[str]:
    pairs = rows[[low, high]].astype(float).to_numpy()
    return ["–" if bottom != bottom else f"{bottom:.2f} to {top:.2f}".replace("-", "−") for bottom, top in pairs]
