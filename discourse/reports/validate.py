"""Asking a notebook for something it can do: values checked before any work.

:func:`validate` serves the runner; :func:`check_parameters` is called inside the notebook, so
that a bare ``papermill notebook.ipynb out.ipynb -p …`` is as safe.
"""

import ast
from collections.abc import Mapping, Sequence

from discourse.errors import ParameterError, did_you_mean, listing, together
from discourse.reports.parameters import Parameter, declared_parameters, literal, parse_cell
from discourse.reports.values import type_problem, value_problems


def validate(
    declared: Mapping[str, Parameter], given: Mapping[str, object], *, where: str = "the notebook"
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
    problems += value_problems(values)
    if problems:
        raise ParameterError(together(f"{where} cannot be run with these parameters:", problems))
    return values


def _settled(parameter: Parameter, value: object) -> object:
    if parameter.kind == "float" and value is not None:
        return float(value)
    return list(value) if isinstance(value, list) else value


def check_parameters(cells: Sequence[str]) -> None:
    """Are the parameters of this notebook usable? To be called right after its parameters cell.

    Write ``dc.check_parameters(In)`` in the first cell after the parameters; ``In`` is the list
    of cells IPython has run. The last cell of annotated assignments is the parameters cell; the
    cell after it, if papermill has put one there (first line ``# Parameters``), overrides it.

    Parameters
    ----------
    cells
        The sources run so far, oldest first.

    Raises
    ------
    ParameterError
        As :func:`validate` does; also if no parameters cell has run, or the cell papermill put
        in holds anything but literal assignments (the name of a parameter can be code).

    Examples
    --------
    >>> check_parameters(["", "n_topics: int = 12", "# Parameters\\nn_topics = 8"])
    """
    places = [place for place, source in enumerate(cells) if _is_parameters_cell(source)]
    if not places:
        raise ParameterError(
            "no parameters cell has run before this check; it holds lines such as  n_topics: int = 12  and nothing else"
        )
    declared = declared_parameters(cells[places[-1]])
    following = cells[places[-1] + 1] if places[-1] + 1 < len(cells) else ""
    given = _injected(following) if _is_injected(following) else {}
    validate(declared, given)


def _is_parameters_cell(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return False
    kinds = {type(statement) for statement in body}
    return ast.AnnAssign in kinds and kinds <= {ast.AnnAssign, ast.Assign}


def _is_injected(source: str) -> bool:
    return source.lstrip().startswith("# Parameters")


def _injected(source: str) -> dict[str, object]:
    """Read the cell papermill puts in: literal assignments to plain names, one a line."""
    given: dict[str, object] = {}
    problems = []
    for statement in parse_cell(source):
        target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
        try:
            if not isinstance(target, ast.Name):
                raise ValueError(ast.unparse(statement))
            given[target.id] = literal(statement.value)
        except ValueError as error:
            code = str(error).splitlines()[0]
            problems.append(f"line {statement.lineno}: '{code}' does not give a name a literal value")
    if problems:
        raise ParameterError(together("the parameters put into the notebook hold code:", problems))
    return given
