"""Tables as LaTeX: booktabs rules, and every character of the data as text."""

import pandas as pd

from discourse.reports.written import cells, heading, is_number

_ESCAPES = {character: f"\\{character}" for character in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "[": "{[}",
    "]": "{]}",
    "–": "--",
    "−": r"\ensuremath{-}",
    "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}",
}


def escape_latex(text: str) -> str:
    r"""Write text so that LaTeX prints it as it is; line breaks and control characters become spaces.

    Examples
    --------
    >>> print(escape_latex("5 % of \\input{x} $y$"))
    5 \% of \textbackslash{}input\{x\} \$y\$
    """
    shown = "".join(" " if ord(character) < 32 or 127 <= ord(character) < 160 else character for character in text)
    return "".join(_ESCAPES.get(character, character) for character in " ".join(shown.split()))


def table_latex(table: pd.DataFrame, *, caption: str, note: str, label: str) -> str:
    """A ``table`` environment: caption above, note below, numbers to the right. Needs ``\\usepackage{booktabs}``."""
    columns = [table[name] for name in table.columns]
    kinds = "".join("r" if is_number(column) else "l" for column in columns)
    written = [[escape_latex(cell) for cell in cells(column)] for column in columns]
    reference = "".join(character for character in label if character.isalnum() or character in ":-_.")
    lines = [
        r"\begin{table}",
        rf"\caption{{{escape_latex(caption)}}}\label{{{reference}}}",
        rf"\begin{{tabular}}{{{kinds}}}",
        r"\toprule",
        _row([escape_latex(heading(column)) for column in columns]),
        r"\midrule",
        *(_row(row) for row in zip(*written, strict=True)),
        r"\bottomrule",
        r"\end{tabular}",
        *([rf"\par\smallskip\footnotesize {escape_latex(note)}"] if note else []),
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _row(row: "list[str] | tuple[str, ...]") -> str:
    return " & ".join(row) + r" \\"
