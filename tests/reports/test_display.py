import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.reports import display
from discourse.reports.display import show_figure, show_list, show_passages, show_table, show_text
from discourse.reports.kernel import REPORT_FOLDER
from discourse.reports.safety import page_problems

HOSTILE = '<script>alert(1)</script><img src=x onerror=go()> "\'> $x$ =HYPERLINK("http://x") \u202egnirts'


@pytest.fixture
def shown(monkeypatch):
    """The HTML of everything displayed."""
    pages: list[str] = []
    monkeypatch.setattr(display, "_display", lambda html, _plain: pages.append(html))
    return pages


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """The folder of a report run."""
    monkeypatch.setenv(REPORT_FOLDER, str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_text_from_articles_is_escaped_everywhere(shown):
    import matplotlib.pyplot as plt

    hits = pd.DataFrame({name: [HOSTILE] for name in ("doc_id", "left", "node", "right", "theme", "outlet", "title")})
    table = hits.assign(**{HOSTILE: 1.5, "list": [[HOSTILE]]})
    show_text(HOSTILE)
    show_list([HOSTILE])
    show_table(table, "hostile", caption=HOSTILE, note=HOSTILE)
    show_passages(hits.assign(start=0, end=1, of=1))
    _, ax = plt.subplots()
    ax.set_title("x")
    show_figure(ax, "hostile", caption=HOSTILE, alt=HOSTILE)
    assert len(shown) == 5
    for html in shown:
        assert page_problems(html) == []
        assert "&lt;script&gt;" in html


@pytest.mark.usefixtures("shown")
def test_files_are_written_in_a_report_run_only(tmp_path, monkeypatch):
    monkeypatch.delenv(REPORT_FOLDER, raising=False)
    show_table(pd.DataFrame({"a": [1]}), "t", caption="c")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv(REPORT_FOLDER, str(tmp_path))
    table = pd.DataFrame({"outlet": ["Ä, b"], "n": [1], "x": [1 / 3], "none": [np.nan]})
    show_table(table, "t", caption="c")
    written = (tmp_path / "tables" / "t.csv").read_bytes()
    assert written == 'outlet,n,x,none\n"Ä, b",1,0.3333333333,\n'.encode()


def test_a_long_table_is_cut_on_the_page_and_whole_in_its_file(shown, folder):
    show_table(pd.DataFrame({"a": range(50)}), "t", caption="c", n=3)
    assert "The first 3 of 50 rows." in shown[0]
    assert shown[0].count("<tr>") == 4
    assert len((folder / "tables" / "t.csv").read_text().splitlines()) == 51


def test_themes_have_titles_on_the_page_and_names_in_the_file(shown, folder):
    show_table(pd.DataFrame({"theme": ["a_b"], "n": [1]}), "t", caption="c", titles={"a_b": "A and B"})
    assert ">A and B<" in shown[0]
    assert "a_b" not in shown[0]
    assert (folder / "tables" / "t.csv").read_text() == "theme,n\na_b,1\n"


def test_a_figure_is_the_same_bytes_each_time_and_has_its_description(shown, folder):
    import matplotlib.pyplot as plt

    for name in ("one", "two"):
        _, ax = plt.subplots()
        ax.plot([1, 2], label="a")
        ax.legend()
        show_figure(ax, name, caption="c", alt="two points")
    one, two = ((folder / "figures" / f"{name}.svg").read_bytes() for name in ("one", "two"))
    assert one == two
    assert 'alt="two points"' in shown[0]
    assert not plt.get_fignums()


def test_a_passage_can_be_cited(shown):
    hit = {"doc_id": "d1", "start": 4, "end": 9, "left": "the ", "node": "claim", "right": " is"}
    show_passages(
        pd.DataFrame([{**hit, "theme": "self_rule", "of": 7, "outlet": "A", "date": pd.Timestamp("2020-01-02")}])
    )
    assert "<summary>self rule: 1 of 7 hits</summary>" in shown[0]
    assert "the <mark>claim</mark> is" in shown[0]
    assert "<cite>A, 2020-01-02</cite> <code>d1:4-9</code>" in shown[0]
    show_passages(pd.DataFrame([{**hit, "left": "", "node": "", "right": "", "theme": "t", "of": 1}]))
    assert "<li>(text not shown) <code>d1:4-9</code></li>" in shown[1]
    show_passages(pd.DataFrame(columns=["theme"]))
    assert shown[2] == "<p>No passages.</p>"


@pytest.mark.usefixtures("shown", "folder")
@pytest.mark.parametrize("name", ["", "../x", "a/b", "a b"])
def test_names_cannot_lead_elsewhere(name):
    with pytest.raises(ArgumentError, match="is named with letters"):
        show_table(pd.DataFrame({"a": [1]}), name, caption="c")


def test_a_title_is_cut_and_left_out_where_no_text_is_shown(shown):
    hit = {"doc_id": "d", "start": 0, "end": 1, "left": "", "node": "x", "right": "", "theme": "t", "of": 2}
    title = " ".join(f"w{number}" for number in range(40))
    show_passages(pd.DataFrame([{**hit, "title": title}, {**hit, "node": "", "title": title}]))
    assert shown[0].count("w14 …") == 1
    assert "w15" not in shown[0]


@pytest.mark.usefixtures("shown")
def test_settings_of_the_user_do_not_change_a_figure(folder):
    import matplotlib.pyplot as plt

    from discourse.plots import theme_rates

    rates = pd.DataFrame(
        {
            **{"theme": ["t"], "hits": [1], "tokens": [9], "per_1000": [1.0], "documents": [9], "documents_with": [1]},
            **{"low": [0.5], "high": [2.0], "base": ["articles"], "note": [""]},
            **{"unit": ["token"], "units": [9], "units_with": [1], "value": [1.0]},
            **{"design_effect": [1.0], "effective_n": [9.0]},
        }
    )
    show_figure(theme_rates(rates), "plain", caption="c", alt="a")
    with plt.rc_context({"font.family": "serif", "xtick.labelsize": 20}):
        show_figure(theme_rates(rates), "mine", caption="c", alt="a")
    plain, mine = ((folder / "figures" / f"{name}.svg").read_bytes() for name in ("plain", "mine"))
    assert plain == mine


def test_control_characters_spoil_neither_drawing_nor_page(monkeypatch, tmp_path):
    from xml.etree import ElementTree

    import matplotlib.pyplot as plt

    monkeypatch.setenv("DISCOURSE_REPORT", str(tmp_path))
    ax = plt.figure().add_subplot()
    ax.set_title("The\x00 Bell\x07 --> <script>", parse_math=False)
    show_figure(ax, "f", caption="A\x01", alt="B\x02")
    drawing = (tmp_path / "figures" / "f.svg").read_text(encoding="utf-8")
    assert ElementTree.fromstring(drawing).tag.endswith("svg")
    assert "\N{REPLACEMENT CHARACTER}" in drawing
    assert "<script" not in drawing
