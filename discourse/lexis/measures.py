"""The measures a table can be ranked by, under the names users ask for them."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from discourse.errors import ArgumentError, unknown_name
from discourse.stats import association, effect, keyness

Measure = Callable[[NDArray, NDArray, NDArray, NDArray], NDArray[np.float64]]

#: Keyness of counts ``a, b`` in ``c, d`` tokens. What else they need is given by :func:`keyness_ranked`.
KEYNESS: dict[str, Measure] = {
    "g2": keyness.g2,
    "g2_four_term": keyness.g2_four_term,
    "chi2": keyness.chi2,
    "chi2_yates": keyness.chi2_yates,
    "bic": keyness.bic,
    "ell": keyness.ell,
    "log_ratio": keyness.log_ratio,
    "log_ratio_walter": effect.log_ratio_walter,
    "percent_difference": effect.percent_difference,
    "relative_risk": effect.relative_risk,
    "odds_ratio": effect.odds_ratio,
    "simple_maths": effect.simple_maths,
}
#: Keyness measures that also need the number of words compared, or a prior.
_WITH_FAMILY = {
    "log_ratio_conservative": effect.log_ratio_conservative,
    "log_ratio_conservative_normal": effect.log_ratio_conservative_normal,
}
_WITH_PRIOR = "weighted_log_odds"

#: Association of ``o`` co-occurrences with ``r`` tokens in windows, ``c`` of the collocate, ``n`` in all.
ASSOCIATION: dict[str, Measure] = {
    "mi": association.mi,
    "mi3": association.mi3,
    "t_score": association.t_score,
    "z_score": association.z_score,
    "g2": association.log_likelihood,
    "simple_ll": association.simple_ll,
    "dice": association.dice,
    "log_dice": association.log_dice,
    "delta_p": lambda o, r, c, n: association.delta_p(o, r, c, n)[0],
    "delta_p_node": lambda o, r, c, n: association.delta_p(o, r, c, n)[1],
    "log_ratio": lambda o, r, c, n: keyness.log_ratio(o, c - o, r, n - r),
}


def check_measures(measure: str | Sequence[str], *, of: str) -> list[str]:
    """Return the names asked for as a list, all of them known measures ``of`` keyness or association."""
    known = [*KEYNESS, *_WITH_FAMILY, _WITH_PRIOR] if of == "keyness" else list(ASSOCIATION)
    names = [measure] if isinstance(measure, str) else list(measure)
    if not names:
        raise ArgumentError(f"measure must name at least one of {', '.join(known)}")
    for name in names:
        if name not in known:
            raise unknown_name("measure", name, known, where=f"the measures of {of}")
    return names


def keyness_ranked(
    names: Sequence[str], a: NDArray, b: NDArray, c: int, d: int, *, family: int, confidence: float
) -> tuple[NDArray[np.int64], dict[str, NDArray[np.float64]]]:
    """The order of words by the first measure, the largest first, and in it the values of each measure.

    NaN where a measure has none; words with equal values stay in their order.
    """
    values = {}
    for name in names:
        if name in _WITH_FAMILY:
            values[name] = _WITH_FAMILY[name](a, b, c, d, family=max(1, family), confidence=confidence)
        elif name == _WITH_PRIOR:
            background = effect.PRIOR_TOKENS * (a + b) / (c + d)
            values[name] = effect.weighted_log_odds(a, b, c, d, prior=background, prior_total=effect.PRIOR_TOKENS)[1]
        else:
            values[name] = KEYNESS[name](a, b, c, d)
    order = np.argsort(-values[names[0]], kind="stable")
    return order, {name: value[order] for name, value in values.items()}
