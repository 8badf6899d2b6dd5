"""Two sides of a corpus: the documents with one value of a variable against those with another, or all others."""

from dataclasses import dataclass

import pandas as pd

from discourse.errors import ArgumentError, unknown_name
from discourse.tables import check, document_variables

#: The document variable that says on which side a document is.
SIDE = "side"
_REST = "all others"


@dataclass(frozen=True)
class Sides:
    """Two sides A and B of a document variable; ``b`` is ``""`` if the corpus has one side only."""

    by: str
    a: str
    b: str

    @property
    def names(self) -> list[str]:
        """The sides that are there, A first."""
        return [name for name in (self.a, self.b) if name]

    def __str__(self) -> str:
        return f"{self.a} against {self.b or 'nothing'}, by {self.by}"


def choose_sides(articles: pd.DataFrame, *, by: str, a: str = "", b: str = "") -> Sides:
    """Settle which two sides are compared.

    Parameters
    ----------
    articles
        An articles table.
    by
        The document variable.
    a, b
        Its values to compare. An empty one takes the value with most documents that is not the other (of equals the
        first by name). ``b="*"`` compares ``a`` with the documents of all other values.

    Returns
    -------
    Sides
        With ``b`` empty if only one value has documents.

    Raises
    ------
    UnknownNameError
        If there is no such variable or value.
    ArgumentError
        If both sides are the same.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["1", "2", "3"], "text": "x", "outlet": ["Echo", "Post", "Post"]})
    >>> print(choose_sides(table, by="outlet"))
    Post against Echo, by outlet
    """
    check(articles, "articles")
    if by not in (variables := document_variables(articles, "articles")):
        raise unknown_name("document variable", by, variables, where="the articles")
    counts = articles[by].dropna().astype("str").value_counts().rename_axis("value").reset_index()
    counts = counts[counts["value"] != ""].sort_values(["count", "value"], ascending=[False, True])
    values = counts["value"].tolist()
    for side in (a, b):
        if (side and side not in (*values, "*")) or side == a == "*":
            raise unknown_name(f"value of {by}", side, values, where="the articles")
    if a and a == b:
        raise ArgumentError(f"both sides are {a!r}; values of {by}: {', '.join(values)}")
    first = a or next((value for value in values if value != b), "")
    others = [value for value in values if value != first]
    if b == "*":
        return Sides(by, first, _REST if others else "")
    return Sides(by, first, b or next(iter(others), ""))


def select_sides(articles: pd.DataFrame, sides: Sides) -> pd.DataFrame:
    """Keep the documents of both sides, and say in the variable ``side`` on which each is.

    Raises
    ------
    ArgumentError
        If the articles have a variable called ``side`` already.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["1", "2", "3"], "text": "x", "outlet": ["Echo", "Post", "Wire"]})
    >>> select_sides(table, choose_sides(table, by="outlet", a="Post", b="*"))["side"].tolist()
    ['all others', 'Post', 'all others']
    """
    if SIDE in articles.columns:
        raise ArgumentError(f"the articles have a column '{SIDE}' already; rename it before sides are compared")
    values = articles[sides.by].astype("str").where(articles[sides.by].notna(), "")
    side = values.where((values == sides.a) | (sides.b != _REST) | (values == ""), _REST)
    return articles.assign(**{SIDE: side})[side.isin(sides.names)].reset_index(drop=True)
