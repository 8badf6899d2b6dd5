"""Text from articles in the cells of a spreadsheet: never a formula, and back again unchanged."""

#: A cell that begins so may be taken for a formula.
FORMULA = tuple("=+-@|%\t\r＝＋－＠")
#: These too, though a line break is passed over and an apostrophe is our own guard, so that it comes back unchanged.
_DANGEROUS = (*FORMULA, "\n", "'")
#: What spreadsheets may pass over before it.
_BLANK = " \u00a0"


def as_cell(text: str) -> str:
    """Guard text that a spreadsheet would take for a formula with an apostrophe.

    Examples
    --------
    >>> as_cell("=HYPERLINK(1)"), as_cell("plain")
    ("'=HYPERLINK(1)", 'plain')
    """
    return f"'{text}" if _is_risky(text) else text


def from_cell(text: str) -> str:
    """Take the guard of :func:`as_cell` off again.

    Examples
    --------
    >>> [from_cell(as_cell(text)) for text in ("=1", "'tis", "plain")]
    ['=1', "'tis", 'plain']
    """
    return text[1:] if text.startswith("'") and _is_risky(text[1:]) else text


def _is_risky(text: str) -> bool:
    return text.lstrip(_BLANK).startswith(_DANGEROUS)
