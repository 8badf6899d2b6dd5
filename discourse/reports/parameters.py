"""What a notebook may be asked: the parameters its one tagged cell declares.

The cell tagged ``parameters`` is the notebook's signature. It holds annotated assignments of
literals and nothing else, so it can be read without running it.
"""

import ast
import io
import json
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from discourse.errors import ParameterError, together
from discourse.reports.notebooks import parameters_cell, read_notebook
from discourse.reports.values import type_problem

#: The annotations a parameter may carry, and how a message calls such a value.
KINDS: dict[str, str] = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "True or False",
    "list[str]": "a list of texts",
    "list[int]": "a list of whole numbers",
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook: its name, what it may hold, its default and its help.

    ``kind`` is one of the annotations in :data:`KINDS` or ``"choice"``, with the allowed values
    in ``choices``; ``optional`` says whether None is allowed as well. ``help`` is the comment
    that follows the assignment.
    """

    name: str
    kind: str
    default: object
    help: str = ""
    choices: tuple[object, ...] = ()
    optional: bool = False

    @property
    def wanted(self) -> str:
        """How a message says what this parameter may hold."""
        said = KINDS[self.kind] if self.kind in KINDS else "one of " + ", ".join(map(repr, self.choices))
        return f"{said} or None" if self.optional else said


def notebook_parameters(path: str | Path) -> dict[str, Parameter]:
    """Which parameters does this notebook take?

    Parameters
    ----------
    path
        The notebook file. It is read as JSON; nothing in it is run.

    Returns
    -------
    dict
        :class:`Parameter` by name, in the order of the cell.

    Raises
    ------
    ReadError
        If the file is missing or is not a notebook.
    ParameterError
        If no cell or several cells are tagged ``parameters``, or the cell holds anything but
        annotated assignments of literals.
    """
    notebook = read_notebook(path)
    cell = notebook["cells"][parameters_cell(notebook, name=Path(path).name)]
    return declared_parameters(cell["source"])


def declared_parameters(source: str) -> dict[str, Parameter]:
    """Which parameters does the source of a parameters cell declare?

    Parameters
    ----------
    source
        Python source holding lines such as ``corpus: str = "lee"  # a name in data/corpora.toml``.
        Annotations may be ``str``, ``int``, ``float``, ``bool``, ``list[str]``, ``list[int]``,
        ``Literal[...]`` of texts or whole numbers, and any of these ``| None``.

    Returns
    -------
    dict
        :class:`Parameter` by name, in the order of the cell.

    Raises
    ------
    ParameterError
        Naming every line that is not an annotated assignment of a fitting literal. Lists must
        have a default; nothing is run to find out what a line means.

    Examples
    --------
    >>> declared_parameters('n_topics: int = 12  # how many topics')["n_topics"]
    Parameter(name='n_topics', kind='int', default=12, help='how many topics', choices=(), optional=False)
    """
    body = parse_cell(source)
    comments = _comments(source)
    declared: dict[str, Parameter] = {}
    problems: list[str] = []
    for statement in body:
        found = _declaration(statement, comments)
        if isinstance(found, str):
            problems.append(f"line {statement.lineno}: {found}")
        elif found.name in declared:
            problems.append(f"line {statement.lineno}: {found.name} is declared twice")
        else:
            declared[found.name] = found
            if wrong := type_problem(found, found.default):
                problems.append(f"line {statement.lineno}: the default of {wrong}")
    if problems:
        summary = 'a parameters cell holds lines such as  corpus: str = "lee"  and nothing else:'
        raise ParameterError(together(summary, problems))
    return declared


def executed_parameters(path: Path) -> dict[str, object]:
    """The values a notebook was executed with, from the cell that was put in; none if it cannot be read.

    Only plain values are looked at; nothing is executed.
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        given = [cell for cell in cells if "injected-parameters" in cell["metadata"].get("tags", ())]
        statements = [node for cell in given for node in ast.parse("".join(cell["source"])).body]
        return {node.targets[0].id: ast.literal_eval(node.value) for node in statements if isinstance(node, ast.Assign)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError, MemoryError, RecursionError):
        return {}


def parse_cell(source: str) -> Sequence[ast.stmt]:
    """Return the statements of a cell of parameters, without running it.

    Raises
    ------
    ParameterError
        If the source is not Python (a magic, for example, is not).
    """
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f", line {line}" if line else ""
        reason = getattr(error, "msg", None) or error
        raise ParameterError(f"the parameters cell is not plain Python{where}: {reason}") from None


def literal(node: ast.expr) -> object:
    """Return the value of a literal; ValueError for anything that would have to be run."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError):
        raise ValueError(ast.unparse(node)) from None


def _declaration(statement: ast.stmt, comments: dict[int, str]) -> Parameter | str:
    """Return the parameter a statement declares, or the reason why it declares none."""
    written = ast.unparse(statement).splitlines()[0]
    if isinstance(statement, ast.Assign):
        return f"'{written}' has no annotation; write  name: str = …"
    if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
        return f"'{written}' is not an assignment; move it to the next cell"
    if statement.value is None:
        return f"'{written}' has no default"
    read = _annotation(statement.annotation)
    if read is None:
        allowed = ", ".join([*KINDS, "Literal[…]", "… | None"])
        return f"'{ast.unparse(statement.annotation)}' is not an annotation a parameter may carry: {allowed}"
    try:
        default = literal(statement.value)
    except ValueError as error:
        return f"the default of {statement.target.id} is not a literal: {error}"
    kind, choices, optional = read
    note = comments.get(statement.end_lineno or 0, "")
    return Parameter(statement.target.id, kind, default, note, choices, optional)


def _annotation(node: ast.expr) -> tuple[str, tuple[object, ...], bool] | None:
    """Return kind, choices and whether None is allowed; None for an annotation not known here."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):  # an annotation in quotes
        try:
            node = ast.parse(node.value, mode="eval").body
        except (SyntaxError, ValueError):
            return None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _optional(node.left, node.right)
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).split(".")[-1] == "Literal":
        members = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        choices = tuple(member.value for member in members if isinstance(member, ast.Constant))
        fit = len(choices) == len(members) and all(type(choice) in (str, int) for choice in choices)
        return ("choice", choices, False) if fit else None
    kind = ast.unparse(node)
    return (kind, (), False) if kind in KINDS else None


def _optional(left: ast.expr, right: ast.expr) -> tuple[str, tuple[object, ...], bool] | None:
    for nothing, other in ((left, right), (right, left)):
        if isinstance(nothing, ast.Constant) and nothing.value is None and (read := _annotation(other)):
            return read[0], read[1], True
    return None


def _comments(source: str) -> dict[int, str]:
    """Return the comment that ends each line, by line number."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("#").strip() for token in tokens if token.type == tokenize.COMMENT}
