"""Sentences about topics used as instruments: how stable they are, which groups differ, methods."""

import pandas as pd

from discourse.topics.runs import STABLE, TopicRuns, topic_stability
from discourse.topics.terms import top_terms


def describe_topic_search(search: pd.DataFrame) -> str:
    """Say how many topics came back in other samples of the documents, for each number of topics tried."""
    said = []
    for number, block in search.groupby("n_topics"):
        stable = block["stable"].mean()
        said.append(f"of {number} topics {stable:.1f} (mean agreement {block['stability'].mean():.2f})")
    runs, documents = int(search["run"].nunique()), int(search["documents"].iloc[0])
    return (
        f"Each number of topics was fitted {runs} times, each time on {documents:,} documents drawn by chance. On "
        f"average these came back: {'; '.join(said)}. A topic comes back if its terms agree by {STABLE} or more."
    )


def describe_topic_runs(runs: TopicRuns, effects: pd.DataFrame, *, n: int = 5) -> list[str]:
    """Say which topics may be interpreted, and of those which groups differ most; one run is not a finding."""
    stability = topic_stability(runs)
    stable = stability.loc[stability["note"] == "", "topic"].tolist()
    number, fits = len(stability), len(runs.shares)
    said = [
        f"The model was fitted {fits} times on resampled documents. {len(stable)} of {number} topics came back in the "
        "other runs; a topic that did not is flagged unstable and not to be interpreted."
    ]
    labels = topic_labels(runs)
    found = effects[(effects["term"] != "(mean)") & effects["topic"].isin(stable)]
    sure = found[(found["low"] > 0) | (found["high"] < 0)]
    if not len(found):
        return [*said, "Groups were not compared on any stable topic."]
    if not len(sure):
        return [*said, f"In none of {len(found)} comparisons of stable topics does the interval exclude 0."]
    order = sure.assign(size=sure["estimate"].abs()).sort_values(["size", "topic"], ascending=[False, True])
    for row in order.head(n).itertuples():
        way = "more" if row.estimate > 0 else "less"
        said.append(
            f"Topic {row.topic} ({labels[row.topic]}): {row.term.split('=', 1)[-1]} has {abs(row.estimate):.1%} {way} "
            f"of its counted words in it than the first group (95% interval {row.low:+.1%} to {row.high:+.1%}, pooled "
            f"over {row.runs} runs, {row.documents:,} documents; {row.same_sign:.0%} of runs have this sign)."
        )
    said.append(
        f"{len(sure)} of {len(found)} comparisons exclude no difference; "
        f"about {0.05 * len(found):.1f} would by chance alone."
    )
    return said


def topic_labels(runs: TopicRuns, *, n: int = 4) -> dict[int, str]:
    """Each topic's name, or its most exclusive frequent terms."""
    words = top_terms(runs.topics, n=n, measure="frex").groupby("topic")["token"].agg(", ".join)
    names = runs.topics.priors["name"]
    return {topic: names[topic] or words[topic] for topic in words.index}


def topic_methods(runs: TopicRuns, *, by: str, min_docs: int, max_share: float, random_state: int) -> str:
    """A paragraph on how topics were fitted and pooled, ready to paste."""
    settings, draw = runs.topics.settings, runs.settings
    seeds = settings.get("seed_words")
    seeded = f" The first {len(seeds)} topics were seeded with words of codebook themes." if seeds else ""
    drawn = f"{draw['share']:.0%} of the documents" if draw["resample"] == "subsample" else "a bootstrap sample"
    return (
        f"Latent Dirichlet allocation with {settings['n_topics']} topics was fitted {draw['runs']} times, each on "
        f"{drawn}; counted were terms in at least {min_docs} documents and at most {max_share:.0%} of them, without "
        f"English function words and numbers.{seeded} Topics of the runs were matched by their {draw['n']} most "
        "probable terms (average Jaccard; Greene et al. 2014); the run read is the one that agrees most with the "
        f"others, and a topic with a mean agreement below {STABLE} counts as unstable. Shares by {by} were regressed "
        "on the group in every run and pooled by Rubin's rule, "
        f"so that intervals cover documents and runs (random state {random_state})."
    )
