"""Asking a notebook for something it can do: parameters checked before any work."""

from collections.abc import Mapping

from discourse.errors import ParameterError, did_you_mean, listing, together
from discourse.reports.parameters import Parameter
from discourse.reports.values import type_problem, value_problems


def validate(
    declared: Mapping[str, Parameter],
    given: Mapping[str, object],
    *,
    where: str = "the notebook",
    meaning: bool = True,
) -> dict[str, object]:
    """Can the notebook be run with these parameters, and what are then all its values?

    Parameters
    ----------
    declared
        What the notebook takes, from :func:`notebook_parameters` or :func:`declared_parameters`.
    given
        Values by name; those not given keep their default.
    where
        How the notebook is called in the message.
    meaning
        Whether to look at what values mean too, and not only at names and types.

    Returns
    -------
    dict
        A value for every declared parameter, in declared order; whole numbers given for a
        number are turned into one, lists are copied.

    Raises
    ------
    ParameterError
        Naming every unknown name (with the nearest valid one), ill-typed value, value that is
        no choice, and value that cannot be meant (no such corpus, since after until, …).

    Notes
    -----
    A value that fits its type and meaning can still be wrong for the corpus, such as a column
    named by ``by`` that the articles do not have; the analysis says so.

    Examples
    --------
    >>> from discourse.reports.parameters import declared_parameters
    >>> declared = declared_parameters("n_topics: int = 12\\nquotes: bool = True")
    >>> validate(declared, {"n_topics": 8})
    {'n_topics': 8, 'quotes': True}
    >>> validate(declared, {"n_topic": 8})
    Traceback (most recent call last):
    ...
    discourse.errors.ParameterError: the notebook cannot be run with these parameters:
      - no parameter called 'n_topic'; parameters there: n_topics, quotes; did you mean 'n_topics'?
    """
    problems = [
        f"no parameter called {name!r}; parameters there: {listing(declared)}{did_you_mean(name, declared)}"
        for name in given
        if name not in declared
    ]
    values: dict[str, object] = {}
    for name, parameter in declared.items():
        value = given.get(name, parameter.default)
        if wrong := type_problem(parameter, value):
            problems.append(wrong)
        else:
            values[name] = _settled(parameter, value)
    problems += value_problems(values) if meaning else []
    if problems:
        raise ParameterError(together(f"{where} cannot be run with these parameters:", problems))
    return values


def _settled(parameter: Parameter, value: object) -> object:
    if parameter.kind == "float" and value is not None:
        return float(value)
    return list(value) if isinstance(value, list) else value
