"""The page stands alone, runs nothing, and shows hostile text as text."""

import base64
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from importlib import resources

import pytest
from nbformat import from_dict

from discourse.errors import ReportError
from discourse.reports.page import page_title, render_page
from discourse.reports.safety import page_problems

SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def code(source: str, *outputs: Mapping) -> dict:
    return {"cell_type": "code", "source": source, "metadata": {}, "execution_count": 1, "outputs": list(outputs)}


def shown(data: Mapping, metadata: Mapping | None = None) -> dict:
    return {"output_type": "display_data", "data": dict(data), "metadata": dict(metadata or {})}


def text(source: str) -> dict:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def page(*cells: dict, title: str = "A title") -> str:
    cells = [{**cell, "id": f"c{place}"} for place, cell in enumerate(cells)]
    return render_page(
        from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}), title=title, language="fa"
    )


def test_a_page_is_whole_and_says_what_a_browser_may_do() -> None:
    html = page(text("# Heading"), title="<Title> & more")
    assert html.startswith("<!DOCTYPE html>")
    assert '<html lang="fa">' in html
    assert "<title>&lt;Title&gt; &amp; more</title>" in html
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:" in html
    assert 'name="viewport"' in html
    assert "<main>" in html
    assert html.count("<h1") == 1
    assert "¶" not in html
    assert page_problems(html) == []
    assert not re.search(r"https?://", html)


def test_code_is_folded_and_results_are_not() -> None:
    table = "<table><tr><td>1</td></tr></table>"
    html = page(code("x = 1", shown({"text/html": table, "text/plain": "plain words"})))
    opened, closed, shows = (html.index(tag) for tag in ('<details class="code">', "</details>", "<table>"))
    assert shows < opened < html.index("<summary>Code</summary>") < closed
    assert "plain words" not in html
    assert "<details" not in page(code("  "))


def test_the_code_of_a_stretch_is_folded_once_behind_its_results() -> None:
    printed = {"output_type": "stream", "name": "stdout", "text": "shown"}
    html = page(code("a = 1"), code("b = 2"), code("c", printed), code("d = 4"), text("prose"), code("e = 5"))
    outline = re.findall(r"<(details|/details|section|/main|pre class)", html)
    assert outline == ["pre class", "details", "/details", "section", "details", "/details", "/main"]
    assert html.count('class="highlight') == 5


def test_plain_output_warnings_and_errors_are_escaped() -> None:
    hostile = "<script>alert('PWNED')</script><img src=x onerror=go()>"
    html = page(
        code("1", {"output_type": "stream", "name": "stdout", "text": hostile}),
        code("2", {"output_type": "stream", "name": "stderr", "text": hostile}),
        code("3", shown({"text/plain": hostile})),
        code(hostile),
        code("4", {"output_type": "error", "ename": "E", "evalue": "v", "traceback": [f"\x1b[31m{hostile}\x1b[0m"]}),
        text(f"`{hostile}`"),
        title=hostile,
    )
    assert html.count("&lt;script&gt;") == 6
    assert "\x1b" not in html
    assert page_problems(html) == []


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<iframe src='https://example.org'></iframe>",
        "<img src='https://example.org/a.png'>",
        "<style>@import url(https://example.org/a.css)</style>",
        "<svg onload=alert(1)>",
        '<img src="data:image/png;base64,AA" alt="`><img src=x onerror=alert(1)>" onload=1>',
    ],
)
def test_what_would_run_or_load_is_refused_wherever_it_comes_from(hostile: str) -> None:
    for cell in (
        code("1", shown({"text/html": f"<div>{hostile}</div>"})),
        code("1", shown({"text/markdown": f"so\n\n{hostile}\n"})),
        text(f"so\n\n{hostile}\n"),
    ):
        with pytest.raises(ReportError, match=r"holds a script|not safe to open"):
            page(cell)


def test_the_cell_that_holds_a_script_is_named() -> None:
    with pytest.raises(ReportError, match="an output of cell 2 holds a script"):
        page(text("x"), code("1", shown({"text/html": "<SCRIPT>1</SCRIPT>"})))


def test_output_that_is_javascript_only_is_left_out() -> None:
    html = page(code("1", shown({"application/javascript": "alert(1)", "text/plain": "<IPython Javascript object>"})))
    assert "alert" not in html
    assert "Javascript object" not in html


def test_figures_are_images_inside_the_page_with_words_for_them() -> None:
    html = page(
        code("1", shown({"image/svg+xml": SVG, "text/plain": "f"}, {"image/svg+xml": {"alt": 'A "square"'}})),
        code("2", shown({"image/png": base64.b64encode(b"png").decode() + "\n"})),
    )
    images = [dict(attributes) for tag, attributes in _tags(html) if tag == "img"]
    assert [image["alt"] for image in images] == ['A "square"', "Figure without a description"]
    assert base64.b64decode(images[0]["src"].removeprefix("data:image/svg+xml;base64,")).decode() == SVG
    assert images[1]["src"] == "data:image/png;base64,cG5n"
    with pytest.raises(ReportError, match="is not an image"):
        page(code("1", shown({"image/png": '"><script>'})))


def test_a_page_is_called_by_title_or_first_heading_or_name() -> None:
    def titled(metadata: dict, *sources: str) -> str:
        return page_title(from_dict({"metadata": metadata, "cells": [text(source) for source in sources]}), default="n")

    assert titled({"title": "T"}, "# H") == "T"
    assert titled({}, "prose", "## no\n# H <b>\n# later") == "H <b>"
    assert titled({}) == "n"


def test_links_to_articles_tell_nothing_of_the_reader() -> None:
    html = page(text("[source](https://example.org/a)"))
    assert 'href="https://example.org/a"' in html
    assert 'rel="noreferrer"' in html


def test_dollars_are_no_mathematics() -> None:
    assert "$5bn or $6bn" in page(text("between $5bn or $6bn"))


def test_the_template_comes_with_the_package_and_its_colours_are_readable() -> None:
    folder = resources.files("discourse.reports") / "template"
    assert {"conf.json", "index.html.j2", "style.css"} <= {path.name for path in folder.iterdir()}
    style = (folder / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(ink|quiet|accent): (#[0-9a-f]{3,6})", style))
    assert len(colours) == 3
    assert all(_contrast_on_white(colour) >= 4.5 for colour in colours.values())
    assert "@media print" in style


def _tags(html: str) -> list:
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, attributes))  # type: ignore[method-assign]
    parser.feed(html)
    return found


def _contrast_on_white(colour: str) -> float:
    """WCAG 2 contrast of a colour on white."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_a_page_of_several_sections_links_to_them():
    from nbformat import from_dict

    cells = [("# Title & more", 0), ("## One", 1), ("## Two <b>bold</b>", 2), ("## Three", 3)]
    made = [{"cell_type": "markdown", "id": f"c{n}", "source": text, "metadata": {}} for text, n in cells]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}
    page = render_page(from_dict(notebook), title="t")
    assert page.count("<nav") == 1
    assert '<a rel="noreferrer" href="#section-2">Two bold</a>' in page
    assert '<h2 id="section-2">Two <b>bold</b></h2>' in page
    assert "<nav" not in render_page(from_dict(notebook | {"cells": made[:3]}), title="t")
