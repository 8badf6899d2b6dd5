"""A few hits of every pattern, drawn by chance, to read."""

from zlib import crc32

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import hits_table, theme_matches
from discourse.stats.bootstrap import check_random_state
from discourse.text.index import TokenIndex, index_tokens


def audit_sample(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    n: int = 5,
    window: int = 12,
    excluded: bool = False,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Draw hits of each pattern to read. *Does the pattern mean what the theme says?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    n
        At most so many hits of each pattern.
    window
        Words of context on each side.
    excluded
        Also draw, of each pattern, matches that do not count.
    random_state
        Where chance starts.

    Returns
    -------
    DataFrame
        As of :func:`theme_hits`: by theme and pattern in the order of the codebook, then document and place.

    Notes
    -----
    What is drawn of a pattern depends on its hits alone: changing another pattern does not send a reader to new lines.
    Five lines tell a bad pattern from a good one; for a precision with an interval, code about a hundred.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["Self-rule now. Self-rule and statehood later."]}))
    >>> book = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> dc.audit_sample(tokens, book, n=1, random_state=1)[["pattern", "start", "node"]].values.tolist()
    [['statehood', 29, 'statehood'], ['self rule', 0, 'Self-rule']]
    """
    if n < 1:
        raise ArgumentError(f"n must be 1 or more hits, not {n}")
    state = check_random_state(random_state, what="hits are drawn")
    index = index_tokens(tokens)
    matches = theme_matches(index, codebook, excluded=excluded)
    first = matches["first"].to_numpy()
    matches = matches.assign(
        document=index.tokens["doc_id"].astype("str").to_numpy()[first],
        position=index.tokens["position"].to_numpy()[first],
        counts=matches["excluded_by"] == "",
    ).sort_values(["document", "position", "end"])
    drawn = []
    for theme in codebook.themes:
        for pattern in theme.patterns:
            mine = matches[(matches["theme"] == theme.name) & (matches["pattern"] == pattern.text)]
            for counts in (True, False):
                some = mine[mine["counts"] == counts]
                generator = np.random.default_rng([state, crc32(f"{theme.name}\n{pattern.text}\n{counts}".encode())])
                chosen = np.sort(generator.permutation(len(some))[:n])
                drawn.append(some.iloc[chosen])
    sample = pd.concat(drawn or [matches]).drop(columns=["document", "position", "counts"])
    return hits_table(index, sample, window=window, excluded=excluded)
