"""Tables for a manuscript: what went in comes out, nothing in them is run, the same bytes each time."""

import re

import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.reports.latex import escape_latex
from discourse.reports.table_files import write_table

HOSTILE = '\\input{/etc/passwd} $x$ 5 % & #1 _a ^b ~c "q" [d] {e <script> \x07 \u202e صلح }'
TABLE = pd.DataFrame({"outlet_name": ["A & B", HOSTILE], "per_1000": [1.25, None], "hits": [1234, 0]})


def test_latex_holds_the_table_its_caption_and_note_and_nothing_that_runs(tmp_path):
    path = write_table(TABLE, tmp_path / "r.tex", caption=f"Rates {HOSTILE}", note="n = 2 documents; 95 % interval.")
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[2] == r"\begin{tabular}{lrr}"
    assert lines[3:6] == [r"\toprule", r"outlet name & per 1000 & hits \\", r"\midrule"]
    assert lines[6] == r"A \& B & 1.25 & 1,234 \\"
    assert lines[7].endswith(r"& -- & 0 \\")
    assert r"\label{tab:r}" in lines[1]
    assert r"\footnotesize n = 2 documents; 95 \% interval." in text
    ours = {"begin", "end", "caption", "label", "toprule", "midrule", "bottomrule", "par", "smallskip", "footnotesize"}
    ours |= {"textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater", "textquotedbl"}
    assert set(re.findall(r"\\([A-Za-z]+)", text)) <= ours
    bare = re.sub(r"\\.", "", text)
    assert bare.count("{") == bare.count("}")
    assert not set("$#%~^_\x07") & set(bare.replace("tab:r", ""))
    assert all(len(re.findall(r"(?<!\\)&", line)) == 2 for line in lines[6:8])


def test_escaped_latex_is_one_line():
    assert escape_latex("a\n\\end{table}\t%") == r"a \textbackslash{}end\{table\} \%"


def test_word_gives_the_table_back(tmp_path):
    docx = pytest.importorskip("docx")
    path = write_table(TABLE, tmp_path / "r.docx", caption="Rates & more", note="n = 2.")
    document = docx.Document(str(path))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["outlet name", "per 1000", "hits"]
    assert rows[1] == ["A & B", "1.25", "1,234"]
    assert rows[2] == [HOSTILE.replace("\x07", "�"), "–", "0"]
    assert [paragraph.text for paragraph in document.paragraphs] == ["Rates & more", "n = 2."]
    assert document.paragraphs[0].style.name == "Caption"


@pytest.mark.parametrize("suffix", [".csv", ".tex", ".docx"])
def test_the_same_table_gives_the_same_bytes(tmp_path, suffix, monkeypatch):
    one = write_table(TABLE, tmp_path / f"r{suffix}", caption="c", note="n").read_bytes()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write_table(TABLE, tmp_path / f"r{suffix}", caption="c", note="n").read_bytes() == one


def test_what_cannot_be_written_is_said(tmp_path, monkeypatch):
    with pytest.raises(ArgumentError, match=r"written as \.csv, \.docx, \.tex, not '\.doc'"):
        write_table(TABLE, tmp_path / "r.doc", caption="c")
    with pytest.raises(ArgumentError, match="no column"):
        write_table(pd.DataFrame(), tmp_path / "r.tex", caption="c")
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(ArgumentError, match=r'pip install "discourse\[docx\]"'):
        write_table(TABLE, tmp_path / "r.docx", caption="c")
