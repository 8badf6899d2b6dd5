import re

import pytest

from discourse.errors import ArgumentError, TableError, UnknownNameError
from discourse.lexis.concordance import concordance
from discourse.reports import display
from discourse.reports.lines import show_concordance
from discourse.reports.safety import page_problems


@pytest.fixture
def shown(monkeypatch):
    pages: list[tuple[str, str]] = []
    monkeypatch.setattr(display, "_display", lambda html, plain: pages.append((html, plain)))
    return pages


def cells(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1])
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row)] for row in rows]


def test_a_line_has_its_context_its_variables_and_its_place(tokens_of, shown):
    lines = concordance(tokens_of("The dam held", "A dam", outlet=["A", "B"]), "dam")
    show_concordance(lines, columns=["outlet"], n=1, note="Read on.")
    html, plain = shown[0]
    assert cells(html) == [["The ", "dam", " held", "A", "d0:4-7"]]
    assert "The first 1 are shown." in html
    assert "Read on." in html
    assert plain.splitlines()[1] == "The [dam] held  (d0:4-7)"


def test_hostile_text_is_escaped_everywhere(tokens_of, shown):
    bad = "<script>alert(1)</script>"
    tokens = tokens_of(f"{bad} dam <img src=x onerror=go()>", outlet=[bad])
    lines = concordance(tokens, "dam")
    lines["doc_id"] = [bad]
    show_concordance(lines, columns=["outlet"], note=bad)
    html = shown[0][0]
    assert "<script" not in html
    assert "<img" not in html
    assert page_problems(f"<html>{html}</html>") == []


def test_arabic_and_persian_lines_read_from_the_right(tokens_of, shown):
    lines = concordance(tokens_of("سیاست خارجی ایران و صلح", "نريد السلام الآن"), ["ایران", "السلام"])
    show_concordance(lines)
    html = shown[0][0]
    assert '<table class="concordance" dir="rtl">' in html
    # in a right-to-left table the first cell stands on the right: what comes before the node
    assert cells(html)[0][:3] == ["سیاست خارجی ", "ایران", " و صلح"]
    assert html.count('<td dir="rtl"') == 6
    assert '<code><bdi dir="auto">d0:12-17</bdi></code>' in html


def test_a_line_against_the_direction_of_the_table_is_turned(tokens_of, shown):
    lines = concordance(tokens_of("The dam held", "the dam", "نريد السلام الآن"), ["dam", "السلام"])
    show_concordance(lines)
    html = shown[0][0]
    assert '<table class="concordance" dir="ltr">' in html
    assert cells(html)[2][:3] == [" الآن", "السلام", "نريد "]  # what comes before stands on the right


def test_what_cannot_be_shown(tokens_of, shown):
    lines = concordance(tokens_of("dam", outlet=["A"]), "dam")
    with pytest.raises(UnknownNameError, match="did you mean 'outlet'"):
        show_concordance(lines, columns=["outlets"])
    with pytest.raises(ArgumentError, match="n must be 1 or more"):
        show_concordance(lines, n=0)
    with pytest.raises(TableError, match="'left' is missing"):
        show_concordance(lines.drop(columns="left"))
    show_concordance(lines.head(0))
    assert cells(shown[-1][0]) == []


@pytest.mark.usefixtures("shown")
def test_all_lines_go_into_the_folder_of_a_report(tokens_of, tmp_path, monkeypatch):
    monkeypatch.setenv(display.REPORT_FOLDER, str(tmp_path))
    show_concordance(concordance(tokens_of("dam dam"), "dam"), "lines", n=1)
    assert len((tmp_path / "tables" / "lines.csv").read_text().splitlines()) == 3
