import csv
import json
import os
import subprocess
import sys
from io import BytesIO, StringIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import ArgumentError, ReadError, TableError, UnknownNameError
from discourse.tables import check, empty
from discourse.text.sheet_cells import LONGEST, same, shown

CODES = {"war": "Fighting between armies.", "peace": "An end of fighting."}
HOSTILE = [
    "=HYPERLINK(\"http://evil\",\"click\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "%0A=1",
    "\t=1+1",
    " \n =1",
    "＝1+1",
    "a \"quoted\" cell, with; separators\tand 'apostrophes'",
    "lines\none\r\ntwo\rthree\u2028four",
    "right \u202eto\u202c left, \u200fmarks and \u2067isolates\u2069",
    "متن فارسی با «گیومه» و نیم‌فاصله",
    "bells \x07 and \x00 nothing \x1b[31m",
    "_x0041_ and _x005F_x0041_",
    "<script>alert(1)</script> & {{ x }} $5bn",
    "emoji 👩‍👩‍👧 and e\u0301",
    "none",
    "",
    "x" * 1_000_000,
    "\x1b" * 31_000,
    "👩" * 31_000,
    "= " + "word " * 200_000,
]  # fmt: skip


def sample_of(texts: list[str]) -> pd.DataFrame:
    number = len(texts)
    return pd.DataFrame(
        {
            "unit_id": [f"outlet-doc#{place}" for place in range(number)],
            "doc_id": "outlet-doc",
            "start": range(number),
            "end": range(1, number + 1),
            "before": ["", *texts[:-1]],
            "text": texts,
            "after": [*texts[1:], ""],
            "machine": ["war" if place % 2 else "" for place in range(number)],
            "stratum": ["war" if place % 2 else "(no hit)" for place in range(number)],
            "stratum_units": 100,
            "stratum_drawn": [number // 2 if place % 2 else number - number // 2 for place in range(number)],
            "weight": [100 / (number // 2 if place % 2 else number - number // 2) for place in range(number)],
            "outlet": "The Ledger",
        }
    )


@pytest.fixture
def sample():
    return sample_of(["The war began.", "No peace came.", "It rained."])


@pytest.fixture(params=["csv", "xlsx"])
def format(request):
    return request.param


def rows_of(path):
    if path.suffix == ".csv":
        return list(csv.reader(StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    import openpyxl

    return [[cell or "" for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].values]


def write_rows(path, rows):
    if path.suffix == ".csv":
        written = StringIO(newline="")
        csv.writer(written).writerows(rows)
        path.write_bytes(written.getvalue().encode("utf-8-sig"))
        return
    import openpyxl

    book = openpyxl.Workbook()
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells, start=1):
            book.active.cell(row=row, column=column, value=cell).data_type = "s"
    book.save(path)


def fill(path, answer=lambda _: "none"):
    """Write a coder's answers into a sheet, as a spreadsheet program would save it."""
    header, *rows = rows_of(path)
    place = header.index("codes")
    write_rows(path, [header, *[[*row[:place], answer(row), *row[place + 1 :]] for row in rows]])


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_hostile_texts_lose_no_row(tmp_path, format):
    sample = sample_of(HOSTILE)
    sheets = dc.write_sheets(sample, CODES, tmp_path / "task", coders=["A", "B"], format=format, random_state=1)
    for sheet in sheets:
        assert len(rows_of(sheet)) == len(HOSTILE) + 1
        for row in rows_of(sheet)[1:]:
            assert not any(cell.lstrip().startswith(tuple("=+-@|%＝")) for cell in row)
            assert all(len(cell) < 32_767 for cell in row)
            assert not any(sign in cell for cell in row for sign in "\u202e\u2067\x00\x07")
        fill(sheet, lambda _: "war")
    codes = check(dc.read_codes(tmp_path / "task"), "codes")
    assert len(codes) == len(HOSTILE) * 2 * 2
    assert codes.groupby("code")["value"].unique().map(list).to_dict() == {"peace": [0.0], "war": [1.0]}
    long = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "task" / "texts").iterdir())]
    assert any("x" * 1_000_000 in text for text in long)
    back = dc.read_sample(tmp_path / "task")
    assert back["text"].tolist() == HOSTILE
    pd.testing.assert_frame_equal(back, sample.astype({"doc_id": "str"}), check_dtype=False)


def test_a_workbook_holds_no_formula(tmp_path):
    import openpyxl

    [sheet] = dc.write_sheets(sample_of(HOSTILE), CODES, tmp_path / "t", coders=["A"], format="xlsx", random_state=1)
    cells = [cell for row in openpyxl.load_workbook(sheet).worksheets[0] for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}


def test_sheets_are_blind_and_in_an_order_of_their_own(tmp_path, format):
    sample = sample_of([f"Sentence {number}." for number in range(40)])
    sheets = dc.write_sheets(sample, CODES, tmp_path / "t", coders=["A", "B"], format=format, random_state=1)
    one, other = ([row[0] for row in rows_of(sheet)[1:]] for sheet in sheets)
    assert sorted(one) == sorted(other)
    assert one != other
    assert rows_of(sheets[0])[0] == ["unit", "before", "text", "after", "codes", "note"]
    everything = " ".join(cell for row in rows_of(sheets[0]) for cell in row)
    for told in ("Ledger", "outlet-doc", "war", "no hit"):
        assert told not in everything
    themes = (tmp_path / "t" / "themes.csv").read_text(encoding="utf-8-sig")
    assert "Fighting between armies." in themes


def test_the_same_task_has_the_same_bytes(tmp_path, format, sample):
    made = []
    for name in ("one", "two"):
        dc.write_sheets(sample, CODES, tmp_path / name, coders=["A", "B"], format=format, random_state=1)
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        made.append([path.read_bytes() for path in files])
    assert made[0] == made[1]
    dc.write_sheets(sample, CODES, tmp_path / "three", coders=["A", "B"], format=format, random_state=2)
    assert (tmp_path / "three" / "sheets" / f"A.{format}").read_bytes() not in made[0]


def test_what_coders_may_write(tmp_path, format, sample):
    answers = {"The war began.": "WAR", "No peace came.": " peace ; war? ", "It rained.": "?"}
    [sheet] = dc.write_sheets(sample, CODES, tmp_path / "t", coders=["A"], format=format, random_state=1)
    fill(sheet, lambda row: answers[row[2]])
    codes = dc.read_codes(tmp_path / "t").set_index(["unit_id", "code"])["value"]
    assert codes["outlet-doc#0"].to_dict() == {"peace": 0, "war": 1}
    assert codes["outlet-doc#1"].fillna(-1).to_dict() == {"peace": 1, "war": -1}
    assert codes["outlet-doc#2"].isna().all()


def test_all_problems_are_told_at_once(tmp_path, format):
    sample = sample_of([f"Sentence {number}." for number in range(6)])
    sheets = dc.write_sheets(sample, CODES, tmp_path / "t", coders=["A", "B", "C"], format=format, random_state=1)
    header, *rows = rows_of(sheets[0])
    rows[0][4], rows[1][4], rows[2][4] = "wars", "none; war", "war;war"
    rows[3][2] = "Another sentence."
    rows[4][4] = "none"
    rows[5] = [*rows[4]]
    write_rows(sheets[0], [header, *rows, ["u999", "", "", "", "none", ""]])
    write_rows(sheets[1], [header[:4], *[row[:4] for row in rows]])
    sheets[2].unlink()
    with pytest.raises(ReadError) as error:
        dc.read_codes(tmp_path / "t")
    message = str(error.value)
    for problem in (
        "no code called 'wars'; did you mean 'war'?; codes there: war, peace",
        "'none' must stand alone",
        "'war' stands twice",
        "units whose text was changed: u",
        "units that stand twice: u",
        "units that are missing: u",
        "units that are not in the sample: u999",
        "units without codes",
        f"sheets/B.{format} lacks the columns codes, note",
        f"sheets/C.{format} cannot be read",
    ):
        assert problem in message, problem


def test_gaps_are_allowed_on_request_only(tmp_path, format, sample):
    [sheet] = dc.write_sheets(sample, CODES, tmp_path / "t", coders=["A"], format=format, random_state=1)
    fill(sheet, lambda row: "war" if "war" in row[2] else "")
    with pytest.raises(ReadError, match=r"units without codes \(write none"):
        dc.read_codes(tmp_path / "t")
    assert dc.read_codes(tmp_path / "t", gaps=True)["unit_id"].unique().tolist() == ["outlet-doc#0"]


def test_sheets_saved_by_spreadsheet_programs_of_other_countries(tmp_path, sample):
    [sheet] = dc.write_sheets(sample, CODES, tmp_path / "t", coders=["A"], random_state=1)
    header, *rows = rows_of(sheet)
    written = StringIO(newline="")
    lines = [["Unit", *header[1:]], *[[*row[:4], "none", ""] for row in sorted(rows)], [""] * 6]
    csv.writer(written, delimiter=";", lineterminator="\n").writerows(lines)
    sheet.write_text(written.getvalue(), encoding="utf-8")
    assert len(dc.read_codes(tmp_path / "t")) == 6
    sheet.write_text(written.getvalue().replace("rained", "räined"), encoding="cp1252")
    with pytest.raises(ReadError, match="is not in UTF-8"):
        dc.read_codes(tmp_path / "t")


def test_the_lock_holds(tmp_path, sample):
    folder = tmp_path / "t"
    dc.write_sheets(sample, CODES, folder, coders=["A"], random_state=1)
    with pytest.raises(ArgumentError, match="already holds a locked coding task"):
        dc.write_sheets(sample, CODES, folder, coders=["A"], random_state=1)
    machine = folder / "machine" / "sample.jsonl"
    written = machine.read_bytes()
    machine.write_bytes(written.replace(b"war", b"peace"))
    for read in (dc.read_codes, dc.read_sample):
        with pytest.raises(ReadError, match="was changed after the sheets were written"):
            read(folder)
    machine.write_bytes(written)
    lock = json.loads((folder / "lock.json").read_text())
    (folder / "lock.json").write_text(json.dumps(lock | {"coders": ["../../etc/passwd"]}))
    with pytest.raises(ArgumentError, match="coders must be"):
        dc.read_codes(folder)
    for damaged in ("{", "[]", json.dumps(lock | {"version": 2})):
        (folder / "lock.json").write_text(damaged)
        with pytest.raises(ReadError, match=r"lock\.json in t is"):
            dc.read_codes(folder)
    with pytest.raises(ReadError, match="is not a folder of coding sheets"):
        dc.read_codes(tmp_path / "nowhere")


def test_the_lock_names_the_codebook(tmp_path):
    codebook = dc.read_codebook(themes=["sovereignty"])
    dc.write_sheets(sample_of(["a"]).assign(machine=""), codebook, tmp_path / "t", coders=["A"], random_state=1)
    lock = json.loads((tmp_path / "t" / "lock.json").read_text())
    assert lock["codebook"] == f"{codebook.name} {codebook.version} {codebook.sha256}"
    assert lock["codes"] == ["sovereignty"]


def test_damaged_sheets_are_told(tmp_path, sample):
    for format, content in (("xlsx", b"no workbook"), ("csv", b'"unit'), ("csv", b"")):
        folder = tmp_path / f"{format}{len(content)}"
        [sheet] = dc.write_sheets(sample, CODES, folder, coders=["A"], format=format, random_state=1)
        sheet.write_bytes(content)
        with pytest.raises(ReadError, match=f"sheets/A.{format} is"):
            dc.read_codes(folder)


def test_bad_arguments(tmp_path, sample):
    def write(table=sample, codebook=CODES, **arguments):
        dc.write_sheets(table, codebook, tmp_path / "t", **({"coders": ["A"], "random_state": 1} | arguments))

    for coders in ([], ["A/B"], ["A", "a"], [".."], ["CON:"], [""]):
        with pytest.raises(ArgumentError, match="coders must be"):
            write(coders=coders)
    with pytest.raises(ArgumentError, match="csv, xlsx"):
        write(format="ods")
    with pytest.raises(ArgumentError, match="nothing to code"):
        write(empty("sample"))
    with pytest.raises(TableError, match="codes that are not in the codebook: war"):
        write(codebook={"peace": ""})
    for name in ("war;peace", "=war", "war?", " war", "none", ""):
        with pytest.raises(ArgumentError, match="names of codes"):
            write(codebook={"war": "", name: ""})
    with pytest.raises(ArgumentError, match="random_state="):
        write(random_state=None)
    assert not (tmp_path / "t").exists()
    write()
    with pytest.raises(UnknownNameError, match="no coder called 'B'"):
        dc.read_codes(tmp_path / "t", coders=["B"])


@given(st.text(max_size=60))
@settings(max_examples=50)
def test_a_cell_is_never_a_formula_and_stays_recognisable(text):
    cell = shown(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert same(cell, shown(text))
    book = BytesIO(cell.encode("utf-8", "surrogatepass"))
    assert same(book.read().decode("utf-8", "surrogatepass").replace("\n", "\r\n"), cell)


def test_long_texts_are_cut_where_cells_end():
    cell = shown("a" * (LONGEST + 1), whole_in="texts/u1.txt")
    assert cell.endswith("… [cut here; the whole text of 32,001 characters is in texts/u1.txt]")
    assert shown("a" * LONGEST) == "a" * LONGEST
    assert len(shown("\x07" * 20_000)) < 32_767  # written out it is eight times as long
    assert len(shown("👩" * 30_000).encode("utf-16-le")) // 2 < 32_767  # two places in a cell each


@pytest.mark.proof
def test_the_hash_seed_does_not_matter(tmp_path):
    code = (
        "import sys, hashlib, pathlib, discourse as dc\n"
        "t = dc.tokenize(dc.read_articles('demo')); c = dc.read_codebook(themes=['sovereignty', 'unity_inclusion'])\n"
        "s = dc.sample_to_code(t, c, by='outlet', n=10, n_no_hit=20, random_state=1)\n"
        "dc.write_sheets(s, c, sys.argv[1], coders=['A'], random_state=1)\n"
        "files = sorted(p for p in pathlib.Path(sys.argv[1]).rglob('*') if p.is_file())\n"
        "print([hashlib.sha256(p.read_bytes()).hexdigest() for p in files])\n"
    )
    shown_hashes = [
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert shown_hashes[0] == shown_hashes[1] != ""


def test_numbers_survive_the_way_through_the_lock(tmp_path):
    sample = sample_of(["a", "b", "c"]).assign(weight=[1 / 3, 2 / 7, np.pi])
    dc.write_sheets(sample, CODES, tmp_path / "t", coders=["A"], random_state=1)
    assert dc.read_sample(tmp_path / "t")["weight"].tolist() == [1 / 3, 2 / 7, np.pi]
