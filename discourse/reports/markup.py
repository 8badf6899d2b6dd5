"""What tables on the page of a report and on the overview of all reports have in common; needs no heavy library."""

#: A cell of so few characters is not broken over two lines.
_SHORT = 24


def short(word: str) -> str:
    """The class of a cell that is not broken over two lines, as an attribute."""
    return ' class="short"' if len(word) <= _SHORT else ""
