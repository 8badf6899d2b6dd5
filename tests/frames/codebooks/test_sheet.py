import io

import pytest
from openpyxl import Workbook, load_workbook

from discourse.errors import PatternError, ReadError
from discourse.frames.codebooks.file import read_codebook, write_codebook
from discourse.frames.codebooks.sheet import plain_cell, safe_cell
from discourse.frames.hits import theme_hits


@pytest.fixture
def sheet(tmp_path):
    """A function writing a CSV file."""

    def write(text: str, encoding: str = "utf-8"):
        path = tmp_path / "sheet.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_the_smallest_sheet_a_colleague_may_send(sheet, tokens_of):
    book = read_codebook(
        sheet(
            "Theme;Pattern;Exclude;Note\nthreat;threat*;empty threat*;common\n;military build up;;\n\nunity;unit*;;\n"
        )
    )
    assert book.theme_names == ["threat", "unity"]
    assert [pattern.text for pattern in book["threat"].patterns] == ["threat*", "military build up"]
    assert book["threat"].notes == ("common", "")
    assert (book.name, book.language) == ("sheet", "en")
    assert book["unity"].definition == "Not yet defined."
    assert theme_hits(tokens_of("An empty threat, a threat"), book)["start"].tolist() == [19]


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "'=x", "''x", "'tis", "'", "\tx", "x", "", "'-", "''"])
def test_no_cell_is_a_formula_and_every_text_comes_back(text):
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert plain_cell(cell) == text.strip()


def test_no_formula_reaches_a_file(write_codebook_file, tmp_path):
    text = 'name="=cmd|1"\nversion="1"\nlanguage="en"\n[themes.a]\ndefinition="@SUM(1)"\n'
    text += 'patterns=["a"]\nexamples=["=1+1 a"]\n'
    book = read_codebook(write_codebook_file(text))
    written = write_codebook(book, tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert ",'=1+1 a," in written
    assert ",'@SUM(1)," in written
    sheet = load_workbook(write_codebook(book, tmp_path / "x.xlsx")).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


@pytest.fixture
def write_codebook_file(tmp_path):
    def write(text):
        path = tmp_path / "in.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_all_problems_of_a_sheet_are_named_with_their_rows(sheet):
    text = "theme,pattern,weak,weight,sub\n,x,,,\na,,,2,\na,y,perhaps,,\na,z,,much,\n"
    with pytest.raises(PatternError) as error:
        read_codebook(sheet(text))
    for problem in (
        "row 2: no theme",
        "row 3: weight without a pattern",
        "row 4: weak is 'yes' or empty, not 'perhaps'",
        "row 5: weight must be a number, not 'much'",
    ):
        assert problem in str(error.value)
    with pytest.raises(PatternError, match="column 'patern' is not known; did you mean 'pattern'") as error:
        read_codebook(sheet("theme,patern,theme\n"))
    assert "column 'pattern' is missing" in str(error.value)
    assert "column 'theme' stands twice" in str(error.value)
    with pytest.raises(PatternError, match="theme 'a': pattern '\\(x'"):
        read_codebook(sheet("theme,pattern\na,(x\n"))


def test_what_a_workbook_cannot_hold_is_said(write_codebook_file, tmp_path):
    text = 'name="x"\nversion="1"\nlanguage="en"\n[themes.a]\ndefinition="d\\u0007"\npatterns=["a"]\n'
    book = read_codebook(write_codebook_file(text))
    with pytest.raises(ReadError, match="a text of theme 'a' holds control characters no workbook can hold"):
        write_codebook(book, tmp_path / "x.xlsx")
    assert read_codebook(write_codebook(book, tmp_path / "x.csv")).sha256 == book.sha256


def test_numbers_and_empty_cells_of_a_workbook(tmp_path):
    workbook = Workbook()
    for row in (
        ["theme", "pattern", "weight", "version", None],
        ["a", 1989, 2.5, 3, None],
        [None, "x", None, None, None],
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "x.xlsx")
    book = read_codebook(tmp_path / "x.xlsx")
    assert [pattern.text for pattern in book["a"].patterns] == ["1989", "x"]
    assert book["a"].weights == (2.5, 1.0)
    assert book.version == "3"


def test_what_is_no_sheet_is_refused(sheet, tmp_path):
    with pytest.raises(ReadError, match="is not a CSV file in UTF-8"):
        read_codebook(sheet("theme,pattern\nä,ö\n", "latin-1"))
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    with pytest.raises(ReadError, match="is not an Excel workbook"):
        read_codebook(tmp_path / "x.xlsx")


def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path):
    from zipfile import ZIP_DEFLATED, ZipFile

    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 210_000_000)
    (tmp_path / "x.xlsx").write_bytes(buffer.getvalue())
    with pytest.raises(ReadError, match="unpacks to far more than a codebook holds"):
        read_codebook(tmp_path / "x.xlsx")
