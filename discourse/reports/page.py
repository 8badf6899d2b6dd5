"""The page of a report: one file that needs nothing else, runs nothing, and folds the code away."""

import base64
import binascii
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from discourse.errors import ReportError
from discourse.reports.safety import page_problems

_TEMPLATE = "template"
#: A page of fewer sections is read without a list of them.
_WORTH_LINKS = 3


def render_page(notebook: Any, *, title: str, language: str = "en") -> str:
    """How does an executed notebook read as a report?

    Parameters
    ----------
    notebook
        The executed notebook, normalised.
    title
        Shown in the browser's tab.
    language
        Language of the prose, as a code such as ``en``.

    Returns
    -------
    str
        A whole HTML page: prose and results at a readable width, every code cell folded,
        figures inside the page, no script, and a policy that forbids the browser to run one or
        to load anything. Raw cells are left out.

    Raises
    ------
    ReportError
        If an output or a text cell brings a script, an event handler, a frame, or anything to
        be loaded from outside the page. Output that is JavaScript only is left out.

    Notes
    -----
    Whatever a cell displays as HTML is shown as HTML: the functions that display text from
    articles must escape it. The page refuses what could run, not what merely looks wrong.
    """
    from nbconvert.exporters import HTMLExporter

    _refuse_scripts(notebook)
    with resources.as_file(resources.files("discourse.reports")) as folder:
        exporter = HTMLExporter(
            template_name=_TEMPLATE,
            extra_template_basedirs=[str(folder)],
            exclude_anchor_links=True,
            filters={"data_uri": data_uri, "alternative": alternative},
        )
        style = (folder / _TEMPLATE / "style.css").read_text(encoding="utf-8")
        page = {"title": title, "language": language, "style": style}
        html, _ = exporter.from_notebook_node(notebook, resources={"page": page})
    return _checked(_with_navigation(html), title=title)


def page_title(notebook: Any, *, default: str) -> str:
    """Return what a report is called: its notebook's title, else its first heading, else ``default``."""
    if "title" in notebook.metadata:
        return notebook.metadata["title"]
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    headings = [line[2:].strip() for source in prose for line in source.splitlines() if line.startswith("# ")]
    return headings[0] if headings else default


def data_uri(content: str, kind: str) -> str:
    """Return an image as an address that holds it: SVG is text, every other kind is base64 already."""
    if kind == "image/svg+xml":
        encoded = base64.b64encode(content.encode("utf-8")).decode("ascii")
    else:
        encoded = "".join(content.split())
        try:
            base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise ReportError(f"an output of kind {kind} is not an image") from None
    return f"data:{kind};base64,{encoded}"


def alternative(output: Mapping, kind: str) -> str:
    """Return the words that stand for an image: its ``alt`` metadata, else that it has none."""
    metadata = output.get("metadata", {})
    alt = metadata.get(kind, {}).get("alt") if isinstance(metadata.get(kind), Mapping) else None
    return str(alt or metadata.get("alt") or "Figure without a description")


def _with_navigation(html: str) -> str:
    """Put links to the sections behind the page's first heading, if there are three or more."""
    words = [re.sub("<[^>]*>", "", heading) for heading in re.findall(r"<h2>(.*?)</h2>", html, flags=re.DOTALL)]
    if len(words) < _WORTH_LINKS:
        return html
    number = iter(range(1, len(words) + 1))
    html = re.sub("<h2>", lambda _: f'<h2 id="section-{next(number)}">', html)
    links = "".join(f'<li><a href="#section-{place}">{word}</a></li>' for place, word in enumerate(words, start=1))
    nav = f'\n<nav aria-label="Sections"><ol>{links}</ol></nav>'
    return re.sub("</h1>", lambda found: found[0] + nav, html, count=1)


def _refuse_scripts(notebook: Any) -> None:
    """Name the cell that brings a script; the check of the whole page could not say which one."""
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", ()):
            if "<script" in output.get("data", {}).get("text/html", "").casefold():
                raise ReportError(
                    f"an output of cell {number} holds a script; a report shows text and figures only: "
                    "escape what comes from articles, and display nothing interactive"
                )


def _checked(html: str, *, title: str) -> str:
    """Check the page as the exporter's parser wrote it: every ``<`` that stands there begins a tag."""
    html = re.sub(r"<a (?![^>]*\brel=)", '<a rel="noreferrer" ', html)
    if problems := page_problems(html):
        raise ReportError(f"the page of {title} is not safe to open: {'; '.join(problems)}")
    return html
