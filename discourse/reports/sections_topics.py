"""Parts of the report on topics: models are searched, fitted in runs and shown with what may be read into them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from discourse.errors import TooSmallError
from discourse.frames.codebooks.codebook import Codebook
from discourse.reports import prose_topics as prose
from discourse.reports.citations import keep_citations
from discourse.reports.display import keep_table, show_figure, show_list, show_passages, show_table, show_text
from discourse.reports.quotes import quote, quote_window
from discourse.text.forms import pattern_forms
from discourse.text.index import index_tokens
from discourse.text.matrix import DTM, document_term_matrix
from discourse.topics.documents import topic_passages
from discourse.topics.effects import topic_effects
from discourse.topics.rates import topic_rates, topic_trend
from discourse.topics.relations import topic_map
from discourse.topics.runs import TopicRuns, fit_topic_runs, topic_stability
from discourse.topics.search import search_topics
from discourse.topics.terms import top_terms


def seed_words(
    tokens: pd.DataFrame, codebook: Codebook, dtm: DTM, *, themes: Sequence[str], n: int = 6
) -> dict[str, list[str]]:
    """Words a theme's topic may start from: the counted terms its hits consist of, the most frequent first.

    A word that two of the themes share, and a theme left with fewer than two words, are left out.
    """
    index, caught = index_tokens(tokens), {}
    for theme in themes:
        forms = pattern_forms(index, codebook[theme].patterns, unless=codebook[theme].unless)
        words = forms.assign(word=forms["form"].str.lower().str.split()).explode("word")
        totals = words[words["word"].isin(dtm.terms)].groupby("word")["freq"].sum()
        caught[theme] = totals.sort_index().sort_values(ascending=False, kind="stable").index.tolist()
    every = [word for words in caught.values() for word in words]
    own = {theme: [word for word in words if every.count(word) == 1][:n] for theme, words in caught.items()}
    return {theme: words for theme, words in own.items() if len(words) > 1}


def topic_instruments(
    tokens: pd.DataFrame,
    codebook: Codebook,
    *,
    n_topics: int,
    runs: int,
    seed_themes: Sequence[str] = (),
    min_docs: int = 3,
    max_share: float = 0.25,
    random_state: int,
) -> TopicRuns | None:
    """Fit the topics in runs on resampled documents; for too small a corpus, say why there are none and return None."""
    try:
        dtm = document_term_matrix(tokens, min_docs=min_docs, max_share=max_share, stop_words="en")
        seeds: Mapping[str, Sequence[str]] | None = seed_words(tokens, codebook, dtm, themes=seed_themes) or None
        found = fit_topic_runs(dtm, n_topics=n_topics, runs=runs, seed_words=seeds, random_state=random_state)
    except TooSmallError as error:
        show_text(f"No topic model, here and below: {error}", style="note")
        return None
    if seed_themes:
        named = "; ".join(f"{theme}: {', '.join(words)}" for theme, words in (seeds or {}).items())
        show_text(
            f"Seed words from the codebook: {named or 'none of the themes has two words of its own'}.", style="note"
        )
    return found


def show_topic_search(
    tokens: pd.DataFrame,
    *,
    n_topics: Sequence[int],
    runs: int,
    min_docs: int = 3,
    max_share: float = 0.25,
    file: str | None = None,
    random_state: int,
) -> None:
    """Show how numbers of topics compare on subsamples of the documents."""
    try:
        dtm = document_term_matrix(tokens, min_docs=min_docs, max_share=max_share, stop_words="en")
        search = search_topics(dtm, n_topics=n_topics, runs=runs, file=file, random_state=random_state)
    except TooSmallError as error:
        show_text(f"Numbers of topics were not compared: {error}", style="note")
        return
    keep_table(search, "topic_search")
    show_text(prose.describe_topic_search(search))
    means = search.groupby("n_topics")[["stability", "stable", "rbo", "npmi", "exclusivity", "diversity", "perplexity"]]
    show_table(
        means.mean().reset_index(),
        "topic_search_means",
        caption=f"Numbers of topics compared, means over {runs} runs on 80 % of the documents each.",
        note="stability: mean average Jaccard with the other runs; stable: topics that come back; npmi: coherence; "
        "perplexity: of documents not drawn, lower is better. No measure knows the right number. "
        "tables/topic_search.csv has every run.",
    )


def show_topic_runs(runs: TopicRuns | None, *, n: int = 8) -> None:
    """Show each topic's terms by two measures, and whether it may be interpreted; and the map of topics."""
    from discourse.plots import topic_map as draw
    from discourse.plots import topic_map_alt

    if runs is None:
        return
    terms = {measure: top_terms(runs.topics, n=n, measure=measure) for measure in ("probability", "frex")}
    keep_table(pd.concat(terms.values(), ignore_index=True), "top_terms")
    words = {measure: table.groupby("topic")["token"].agg(", ".join) for measure, table in terms.items()}
    stability = topic_stability(runs)
    keep_table(stability, "topic_stability")
    shown = stability[["topic", "jaccard", "lowest", "prevalence", "low", "high", "note"]]
    shown.insert(1, "probable", words["probability"].reindex(shown["topic"]).to_numpy())
    shown.insert(2, "frequent_and_exclusive", words["frex"].reindex(shown["topic"]).to_numpy())
    show_table(
        shown,
        "topics",
        caption=f"Topics by their {n} most probable terms, and by their {n} most frequent and exclusive ones (FREX).",
        note="jaccard: mean agreement of the terms with the topic's partners in the other runs; lowest: the worst of "
        "them. prevalence: mean share of documents' words, low and high among runs. "
        "Topics below .5 are not to be interpreted.",
    )
    laid = topic_map(runs.topics)
    show_figure(
        lambda: draw(laid), "topic_map", caption="Topics of like words lie near each other.", alt=topic_map_alt(laid)
    )
    keep_table(laid, "topic_map")


def show_topic_groups(runs: TopicRuns | None, articles: pd.DataFrame, *, by: str, random_state: int) -> None:
    """Show findings, effects and shares by group, and the trend, pooled over runs; or say what is missing."""
    if runs is None:
        return
    labels = prose.topic_labels(runs, n=3)
    if by in articles and articles[by].nunique() > 1:
        effects = topic_effects(runs, articles, by=by, random_state=random_state)
        effects.insert(1, "words", effects["topic"].map(labels))
        show_list(prose.describe_topic_runs(runs, effects))
        show_table(
            effects[effects["term"] != "(mean)"],
            "topic_effects",
            caption=f"Differences in topic shares between groups of {by}, pooled over runs.",
            note="estimate: difference in share from the first group. between: part of the variance that lies between "
            "runs; same sign: share of runs with the sign of the pooled estimate.",
            columns=["topic", "words", "term", "estimate", "low", "high", "p", "between", "same_sign", "note"],
            n=60,
        )
        keep_table(topic_rates(runs, articles, by=by, random_state=random_state), "topic_rates")
    else:
        show_text(f"All documents have one value of {by}, or none, so no groups are compared.", style="note")
    _show_trend(runs, articles, labels, random_state=random_state)


def _show_trend(runs: TopicRuns, articles: pd.DataFrame, labels: Mapping[int, str], *, random_state: int) -> None:
    from discourse.plots import topic_trend as draw
    from discourse.plots import topic_trend_alt

    if "date" not in articles or articles["date"].isna().all():
        show_text("No document is dated, so there is no trend.", style="note")
        return
    trend = topic_trend(runs, articles, unit="quarter", random_state=random_state)
    keep_table(trend, "topic_trend")
    stability = topic_stability(runs)
    order = stability[stability["note"] == ""].sort_values(["prevalence", "topic"], ascending=[False, True])
    chosen = order["topic"].head(4).tolist()
    if not chosen:
        show_text("No topic is stable, so no trend is drawn; tables/topic_trend.csv has the numbers.", style="note")
        return
    mine = trend[trend["topic"].isin(chosen)]
    show_figure(
        lambda: draw(mine),
        "topic_trend",
        caption="Shares of the most prevalent stable topics by quarter, with 95 % intervals over documents and runs. "
        + "; ".join(f"topic {topic}: {labels[topic]}" for topic in sorted(chosen))
        + ".",
        alt=topic_trend_alt(mine),
    )
    show_table(
        mine,
        "topic_trend_shown",
        caption="The numbers behind the figure.",
        columns=["period", "topic", "share", "low", "high", "documents", "note"],
    )


def show_topic_passages(
    runs: TopicRuns | None,
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    quotes: str,
    n: int = 5,
    random_state: int,
) -> None:
    """Show passages of each topic to read, within what may be quoted, and keep the citations.

    Places do not depend on ``quotes``: passages have as many words as a short quotation, shown or not.
    """
    if runs is None:
        return
    found = topic_passages(runs.topics, tokens, n=1, documents=n, window=quote_window("short"))
    keep_table(found.drop(columns="text"), "topic_passages")
    known = [name for name in ("doc_id", "outlet", "date", "title") if name in articles]
    labels = {topic: f"topic {topic} ({words})" for topic, words in prose.topic_labels(runs).items()}
    hits = found.assign(
        left="", node=found["text"] if quote_window(quotes) else "", right="", about=found["topic"].map(labels)
    )
    hits = hits.merge(articles[known], on="doc_id", how="left").sort_values(["topic", "rank"], kind="stable")
    passages = quote(hits, quotes=quotes, n=n, by="about", random_state=random_state)
    show_passages(passages, by="about")
    keep_citations(articles, passages["doc_id"].unique().tolist())


def show_topic_methods(runs: TopicRuns | None, *, by: str, random_state: int) -> None:
    """Show how topics were fitted and pooled, in a paragraph ready to paste."""
    if runs is None:
        show_text("No topics were fitted, so there is no method to describe.")
        return
    show_text(prose.topic_methods(runs, by=by, min_docs=3, max_share=0.25, random_state=random_state))
