"""Does a codebook do what it says?"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import listing
from discourse.frames.codebooks.actor_names import actor_names, named_in
from discourse.frames.codebooks.codebook import Codebook, Theme
from discourse.frames.codebooks.sheet import UNDEFINED
from discourse.frames.hits import theme_matches
from discourse.frames.language import check_language
from discourse.tables import empty
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import find_matches, overlapping
from discourse.text.tokenize import tokenize

#: A pattern found in this share of the documents says little about any of them.
PROMISCUOUS_SHARE = 0.5
#: A pattern that stands for so many different words of this corpus is wider than anyone has read.
PROMISCUOUS_FORMS = 30
#: From this share of its hits on, a pattern that overlaps another theme's hits is called out.
OVERLAP_SHARE = 0.5
#: Shares are not judged on fewer hits or documents.
_ENOUGH = 10

Finding = tuple[str, str, str, str]


def check_codebook(
    codebook: Codebook, tokens: pd.DataFrame | TokenIndex | None = None, *, actors: Sequence[str] | None = None
) -> pd.DataFrame:
    """Run a codebook's own tests, and look for patterns to mend. *Does the codebook do what it says?*

    Parameters
    ----------
    codebook
        What :func:`read_codebook` returned.
    tokens
        A tokens table, or what :func:`index_tokens` made of it; with it, patterns are also judged by what they find.
    actors
        Names that must not count, as patterns; ``None`` takes the shipped list of countries and their people, ``[]``
        checks no names.

    Returns
    -------
    DataFrame
        One row per finding: ``theme``, ``pattern`` (or ``""``), ``check``, ``finding`` (what is wrong, in words). No
        row means nothing was found. Checks: *definition* and *examples* (missing), *example* (not found, or another
        theme's too), *counter_example* (found), *actor* (a pattern that counts a name), *overlap* (a pattern of two
        themes; with tokens, half of its hits overlap another theme's). With tokens also *dead* (no match),
        *unused* (matches, but none counts, and why), *promiscuous* (in half of the documents, or standing for 30
        words), *dead exclusion* (excludes nothing).

    Notes
    -----
    An empty table is no validation: whether hits mean what the theme says, only readers can tell
    (:func:`audit_sample`). A pattern dead in one corpus may be alive in another; a rare one is not yet wrong.

    Examples
    --------
    >>> import discourse as dc
    >>> book = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> found = dc.check_codebook(book, actors=["statehood"])
    >>> found["pattern"].tolist()
    ['statehood', 'independent state*']
    """
    names = frozenset() if actors is not None and not actors else actor_names(actors, language=codebook.language)
    found = [*_written(codebook), *_examples(codebook), *_actors(codebook, names), *_same_pattern(codebook)]
    if tokens is not None:
        index = index_tokens(tokens)
        check_language(index.tokens, codebook)
        for theme in codebook.themes:
            found += _in_corpus(index, codebook, theme)
        found += _overlaps(index, codebook)
    order = {name: place for place, name in enumerate(codebook.theme_names)}
    found.sort(key=lambda finding: order[finding[0]])
    return pd.DataFrame(found, columns=empty("findings").columns).astype("str")


def _written(codebook: Codebook) -> list[Finding]:
    found = []
    for theme in codebook.themes:
        if not theme.definition or theme.definition.startswith(UNDEFINED):
            found.append((theme.name, "", "definition", "has no definition; coders cannot judge its hits"))
        missing = [name for name in ("examples", "counter_examples") if not getattr(theme, name)]
        if missing:
            what = " and no ".join(name.replace("_", "-") for name in missing)
            found.append((theme.name, "", "examples", f"has no {what}"))
    return found


def _examples(codebook: Codebook) -> list[Finding]:
    rows = [
        (theme.name, kind, text)
        for theme in codebook.themes
        for kind in ("examples", "counter_examples")
        for text in getattr(theme, kind)
    ]
    if not rows:
        return []
    ids = [f"{number:06d}" for number in range(len(rows))]
    tokens = tokenize(pd.DataFrame({"doc_id": ids, "text": [text for _, _, text in rows]}))
    matches = theme_matches(index_tokens(tokens), codebook)
    where = tokens["doc_id"].astype("str").to_numpy()[matches["first"].to_numpy()]
    hits = matches.groupby(where)["theme"].agg(lambda themes: list(dict.fromkeys(themes)))
    found = []
    for number, (theme, kind, text) in zip(ids, rows, strict=True):
        themes = hits.get(number, [])
        if kind == "counter_examples" and theme in themes:
            by = matches.loc[(where == number) & (matches["theme"] == theme), "pattern"].iloc[0]
            found.append((theme, by, "counter_example", f"finds what it should not: {text}"))
        elif kind == "examples" and theme not in themes:
            found.append((theme, "", "example", f"does not find: {text}"))
        elif kind == "examples" and len(themes) > 1:
            others = listing(other for other in themes if other != theme)
            found.append((theme, "", "example", f"is found by {others} too: {text}"))
    return found


def _actors(codebook: Codebook, names: frozenset) -> list[Finding]:
    return [
        (theme.name, pattern.text, "actor", f"counts the name of an actor: {listing(named, n=5)}")
        for theme in codebook.themes
        for pattern in theme.patterns
        if (named := named_in(pattern, names))
    ]


def _same_pattern(codebook: Codebook) -> list[Finding]:
    first: dict[str, str] = {}
    found = []
    for theme in codebook.themes:
        for pattern in theme.patterns:
            other = first.setdefault(pattern.text, theme.name)
            if other != theme.name:
                found.append((theme.name, pattern.text, "overlap", f"is a pattern of {other} too"))
    return found


def _in_corpus(index: TokenIndex, codebook: Codebook, theme: Theme) -> list[Finding]:
    matches, unless = find_matches(index, theme.patterns), find_matches(index, theme.unless)
    counted = theme_matches(index, _alone(codebook, theme), excluded=True)
    documents = pd.Categorical(index.tokens["doc_id"]).codes
    number = len(np.unique(documents))
    found = []
    for place, pattern in enumerate(theme.patterns):
        mine = matches[matches["pattern"] == place]
        rows = counted[counted["pattern"] == pattern.text]
        within = len(np.unique(documents[mine["first"].to_numpy()]))
        if not len(mine):
            found.append((theme.name, pattern.text, "dead", "has no match in this corpus"))
            continue
        if not (rows["excluded_by"] == "").any():
            found.append((theme.name, pattern.text, "unused", _why_unused(len(mine), rows["excluded_by"])))
        if number >= _ENOUGH and within >= PROMISCUOUS_SHARE * number:
            found.append((theme.name, pattern.text, "promiscuous", f"stands in {within:,} of {number:,} documents"))
        forms = len(np.unique(index.part[mine["begin"].to_numpy()]))
        if forms >= PROMISCUOUS_FORMS:
            found.append((theme.name, pattern.text, "promiscuous", f"begins with {forms} different words"))
    for place, pattern in enumerate(theme.unless):
        mine = unless[unless["pattern"] == place]
        if not (overlapping(matches, mine) >= 0).any():
            what = "has no match" if not len(mine) else f"keeps no hit out with its {len(mine):,} matches"
            found.append((theme.name, pattern.text, "dead exclusion", f"{what} in this corpus"))
    return found


def _why_unused(matches: int, reasons: pd.Series) -> str:
    kept_out = Counter(reason for reason in reasons if reason)
    if not kept_out:
        return f"none of its {matches:,} matches counts: longer hits of the theme stand on all of them"
    return f"none of its {matches:,} matches counts: kept out by {listing(kept_out)}"


def _overlaps(index: TokenIndex, codebook: Codebook) -> list[Finding]:
    matches = theme_matches(index, codebook)
    found = []
    for theme in codebook.themes:
        mine = matches[matches["theme"] == theme.name]
        for other in codebook.theme_names:
            if other == theme.name:
                continue
            theirs = matches[matches["theme"] == other].assign(pattern=0)
            shared = pd.Series(overlapping(mine, theirs) >= 0, index=mine.index)
            for pattern, both in shared.groupby(mine["pattern"]):
                if len(both) >= _ENOUGH and both.mean() >= OVERLAP_SHARE:
                    said = f"{int(both.sum()):,} of its {len(both):,} hits overlap hits of {other}"
                    found.append((theme.name, str(pattern), "overlap", said))
    return found


def _alone(codebook: Codebook, theme: Theme) -> Codebook:
    from dataclasses import replace

    return replace(codebook, themes=(theme,))
