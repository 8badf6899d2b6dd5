"""One person, one name across a corpus: surnames that stand alone, and spellings of one full name."""

from collections import Counter, defaultdict

import pandas as pd

from discourse.frames.speech.mentions import name_key
from discourse.frames.speech.speakers import CONFIDENCE

#: A surname alone means this full name if at least this share of the articles with a full name of it say so.
_SHARE = 0.8


def unify_persons(statements: pd.DataFrame) -> pd.DataFrame:
    """Return statements whose persons have one name across the articles, and the ids of all named speakers.

    Parameters
    ----------
    statements
        A statements table resolved article by article.

    Notes
    -----
    Spellings of one full name (initials left out) take the most frequent one. A surname that stands alone in an
    article takes the full name most articles give it, if nearly all agree: method ``corpus``.
    """
    person = (statements["speaker_type"] == "person").to_numpy()
    names = statements["speaker"].to_numpy(dtype=object).copy()
    methods = statements["speaker_method"].to_numpy(dtype=object).copy()
    sure = statements["speaker_confidence"].to_numpy(dtype=float).copy()
    spelling = _spellings(names[person], statements["article_id"].to_numpy()[person])
    by_surname: dict[str, Counter] = defaultdict(Counter)
    articles = statements["article_id"].to_numpy()[person]
    pairs = {(spelling.get(_key(name), name), article) for name, article in zip(names[person], articles, strict=True)}
    for name, _ in pairs:
        if len(name.split()) > 1:
            by_surname[name_key(name.split()[-1])][name] += 1
    for place in person.nonzero()[0]:
        name = names[place]
        if len(name.split()) > 1:
            names[place] = spelling[_key(name)]
            continue
        known = by_surname.get(name_key(name))
        if known:
            best, count = max(known.items(), key=lambda item: (item[1], item[0]))
            if count >= _SHARE * sum(known.values()):
                names[place], sure[place] = best, min(sure[place] or 1.0, CONFIDENCE["corpus"])
                methods[place] = "corpus" if methods[place] == "single-name" else methods[place]
    named = statements["speaker_type"].isin(["person", "organisation", "country"]).to_numpy()
    ids = [" ".join(name.lower().split()) if yes else "" for name, yes in zip(names, named, strict=True)]
    return statements.assign(speaker=names, speaker_id=ids, speaker_method=methods, speaker_confidence=sure)


def _key(name: str) -> tuple[str, ...]:
    words = [word for word in name.split() if len(word.strip(".")) > 1]
    return tuple(name_key(word) for word in words)


def _spellings(names: list[str], articles: list[str]) -> dict[tuple[str, ...], str]:
    """The most frequent spelling of each full name; of equally frequent ones the longest, then the first."""
    counts: dict[tuple[str, ...], Counter] = defaultdict(Counter)
    for name, _ in set(zip(names, articles, strict=True)):
        if len(name.split()) > 1:
            counts[_key(name)][name] += 1
    return {key: min(options, key=lambda name: (-options[name], -len(name), name)) for key, options in counts.items()}
