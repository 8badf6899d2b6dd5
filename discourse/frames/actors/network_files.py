"""Discourse networks as files other programs read: an event list for DNA, a graph in GraphML."""

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd

from discourse.errors import TableError, listing
from discourse.text.cells import as_cell

#: Columns of DNA's event list, and the document variables they are filled from.
_EVENTS = {"document title": "title", "author": "author", "source": "outlet", "section": "section", "type": "type"}
_VARIABLES = ("person", "organization", "concept", "agreement")
#: Characters XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XMLNS = "http://graphml.graphdrawing.org/xmlns"


def write_events(claims: pd.DataFrame, path: str | Path) -> Path:
    """Write claims as an event list of the Discourse Network Analyzer, one statement a row.

    Parameters
    ----------
    claims
        What :func:`actor_claims` returned.
    path
        The CSV file to write: separated by semicolons, UTF-8, columns ``statement ID; time; document ID; document
        title; author; source; section; type; text; person; organization; concept; agreement`` as DNA names them, then
        ``reviewed`` and ``passage`` (the statement's id here). ``agreement`` is 1 or 0.

    Returns
    -------
    Path
        The file.

    Notes
    -----
    Claims that are ``open`` take no side and are left out; decide on them first (:func:`write_claims`). Quotation
    marks are doubled as in any CSV, text a spreadsheet would take for a formula gets an apostrophe in front.

    Examples
    --------
    >>> import tempfile
    >>> from discourse.tables import empty
    >>> path = write_events(empty("actor_claims"), Path(tempfile.mkdtemp()) / "events.csv")
    >>> path.read_text(encoding="utf-8").split(";")[:3]
    ['statement ID', 'time', 'document ID']
    """
    rows = claims[claims["agreement"].isin(["agrees", "disagrees"])].reset_index(drop=True)
    dates = pd.to_datetime(rows["date"]) if "date" in rows.columns else pd.Series(pd.NaT, index=rows.index)
    documents = {name: number for number, name in enumerate(sorted(set(rows["doc_id"])), start=1)}
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        writer.writerow(["statement ID", "time", "document ID", *_EVENTS, "text", *_VARIABLES, "reviewed", "passage"])
        for number, row in enumerate(rows.to_dict("records")):
            when = dates[number]
            writer.writerow(
                [
                    number + 1,
                    "" if pd.isna(when) else when.strftime("%Y-%m-%d %H:%M:%S"),
                    documents[row["doc_id"]],
                    *(as_cell(_text(row.get(name))) for name in _EVENTS.values()),
                    as_cell(row["text"]),
                    as_cell(row["speaker"]),
                    as_cell(row["actor"]),
                    as_cell(row["concept"]),
                    int(row["agreement"] == "agrees"),
                    row["reviewed"],
                    as_cell(row["statement_id"]),
                ]
            )
    return Path(path)


def write_graphml(edges: pd.DataFrame, path: str | Path) -> Path:
    """Write a network as GraphML, for visone, Gephi, igraph or networkx.

    Parameters
    ----------
    edges
        What :func:`actor_concepts` (actors and concepts) or :func:`actor_network` (actors) returned.
    path
        The file to write.

    Returns
    -------
    Path
        The file: nodes have ``name`` and ``variable`` (actor or concept), edges every column of the table, lists
        joined by a space; ``weight`` is the number of statements, or congruence − conflict.

    Examples
    --------
    >>> import tempfile
    >>> from discourse.tables import empty
    >>> path = write_graphml(empty("actor_concepts"), Path(tempfile.mkdtemp()) / "network.graphml")
    >>> "<graph " in path.read_text(encoding="utf-8")
    True
    """
    two_mode = "concept" in edges.columns
    if not two_mode and "other" not in edges.columns:
        raise TableError(
            f"edges must come from actor_concepts() or actor_network(); columns there: {listing(edges.columns)}"
        )
    target = "concept" if two_mode else "other"
    root = ElementTree.Element("graphml", {"xmlns": _XMLNS})
    attributes = [name for name in edges.columns if name not in ("actor", target)]
    for name in ("name", "variable"):
        ElementTree.SubElement(root, "key", {"id": name, "for": "node", "attr.name": name, "attr.type": "string"})
    for name in (*attributes, "weight"):
        kind = "double" if name == "weight" or pd.api.types.is_numeric_dtype(edges.get(name)) else "string"
        ElementTree.SubElement(root, "key", {"id": name, "for": "edge", "attr.name": name, "attr.type": kind})
    graph = ElementTree.SubElement(root, "graph", {"id": "DNA", "edgedefault": "undirected"})
    nodes = _nodes(edges, target)
    for (variable, name), number in nodes.items():
        node = ElementTree.SubElement(graph, "node", {"id": f"n{number}"})
        _data(node, {"name": name, "variable": variable})
    for row in edges.to_dict("records"):
        ends = {
            "source": nodes["actor", row["actor"]],
            "target": nodes["concept" if two_mode else "actor", row[target]],
        }
        edge = ElementTree.SubElement(graph, "edge", {end: f"n{number}" for end, number in ends.items()})
        weight = row["statements"] if two_mode else row["congruence"] - row["conflict"]
        _data(edge, {**{name: row[name] for name in attributes}, "weight": float(weight)})
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return Path(path)


def _nodes(edges: pd.DataFrame, target: str) -> dict[tuple[str, str], int]:
    other = "concept" if target == "concept" else "actor"
    named = {("actor", name) for name in edges["actor"]} | {(other, name) for name in edges[target]}
    return {node: number for number, node in enumerate(sorted(named))}


def _data(parent: ElementTree.Element, values: dict[str, object]) -> None:
    for key, value in values.items():
        ElementTree.SubElement(parent, "data", {"key": key}).text = _NOT_XML.sub("\ufffd", _text(value))


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None or (isinstance(value, float) and value != value) else str(value)
