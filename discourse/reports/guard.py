"""The guard inside a notebook: its parameters are checked there too, before any work.

Bare ``papermill notebook.ipynb out.ipynb -p …`` runs on with a misspelt parameter; a notebook
whose first cell after the parameters calls :func:`check_parameters` does not.
"""

import ast
from collections.abc import Sequence

from discourse.errors import ParameterError, together
from discourse.reports.parameters import declared_parameters, literal, parse_cell
from discourse.reports.validate import validate


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
