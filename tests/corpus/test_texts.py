import pytest

from discourse.corpus.files import sources
from discourse.corpus.texts import compile_file_pattern, read_lines, read_texts
from discourse.errors import ArgumentError


def read(tmp_path, files, *, file_pattern=None, encoding=None):
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_texts(sources(tmp_path), encoding=encoding, file_pattern=file_pattern)


def test_a_text_is_the_whole_file_unmodified(tmp_path):
    rows = read(tmp_path, {"a.txt": "  One\r\n\r\nTwo \n", "x/b.txt": ""})
    assert rows.frame["text"].tolist() == ["  One\r\n\r\nTwo \n", ""]
    assert [place[2] for place in rows.frame.index] == ["a", "x/b"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_header_block_stands_between_two_rules(tmp_path, end):
    lines = ["---", "title: On: sovereignty ", "", "outlet:ABC", "---", "", "Text", "---", "more"]
    rows = read(tmp_path, {"a.txt": end.join(lines)})
    assert rows.frame.to_dict("records") == [
        {"title": "On: sovereignty", "outlet": "ABC", "text": end.join(["", "Text", "---", "more"])}
    ]


@pytest.mark.parametrize(
    "text", ["title: x\n\nText", "----\na: b\n---\n", " ---\na: b\n---\n", "--- \na: b\n---\n", "---"]
)
def test_nothing_else_is_a_header(tmp_path, text):
    assert read(tmp_path, {"a.txt": text}).frame.to_dict("records") == [{"text": text}]


def test_a_header_may_be_all_there_is(tmp_path):
    assert read(tmp_path, {"a.txt": "---\na: b\n---"}).frame.to_dict("records") == [{"a": "b", "text": ""}]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("---\na: b\ntext", "never closed"),
        ("---\na: b\nno colon\n---\n", "line 3 of the header block"),
        ("---\na: b\na: c\n---\n", "'a' is told twice"),
        ("---\ntext: b\n---\n", "'text' is told twice"),
        (b"caf\xe9", "is not UTF-8"),
    ],
)
def test_a_header_or_text_that_cannot_be_read_is_a_problem_of_its_file(tmp_path, text, problem):
    rows = read(tmp_path, {"a.txt": text, "b.txt": "fine"})
    assert [place[2] for place in rows.frame.index] == ["b"]
    assert [(one.file.endswith("a.txt"), problem in one.problem, one.fatal) for one in rows.problems] == [
        (True, True, False)
    ]


def test_names_of_files_tell_what_the_pattern_says(tmp_path):
    rows = read(
        tmp_path, {"x/ABC_2016-07-14_7.txt": "T", "notes.txt": "N"}, file_pattern="{outlet}_{date}_{doc_id}.txt"
    )
    assert rows.frame.to_dict("records") == [{"text": "T", "outlet": "ABC", "date": "2016-07-14", "doc_id": "7"}]
    assert ["does not match" in problem.problem for problem in rows.problems] == [True]


def test_a_pattern_with_a_folder_matches_the_path(tmp_path):
    rows = read(tmp_path, {"ABC/7.txt": "T"}, file_pattern="{outlet}/{doc_id}.txt")
    assert rows.frame["outlet"].tolist() == ["ABC"]


def test_a_pattern_is_literal_outside_its_braces():
    assert compile_file_pattern("a.b+{x}.txt").fullmatch("a.b+7.txt")["x"] == "7"
    assert not compile_file_pattern("a.b{x}.txt").fullmatch("aXb7.txt")
    assert not compile_file_pattern("{x}.txt").fullmatch("folder/7.txt")


@pytest.mark.parametrize(
    "pattern", ["plain.txt", "{a}{b}.txt", "{a}_{a}.txt", "{1}.txt", "{}.txt", "{text}.txt", "{a}_{b.txt"]
)
def test_patterns_that_say_too_little_are_refused(pattern):
    with pytest.raises(ArgumentError, match="file_pattern="):
        compile_file_pattern(pattern)


@pytest.mark.parametrize(("content", "texts"), [("a\r\n\nb", ["a", "", "b"]), ("a\x85b\n", ["a\x85b"]), ("", [])])
def test_lines_are_documents(tmp_path, content, texts):
    (tmp_path / "a.cor").write_bytes(content.encode())
    rows = read_lines(sources(tmp_path / "a.cor", kind="lines")[0], encoding=None, name="mine")
    assert rows.frame["text"].tolist() == texts


def test_ids_of_lines_are_as_wide_as_their_number(tmp_path):
    (tmp_path / "a.cor").write_text("x\n" * 10)
    rows = read_lines(sources(tmp_path / "a.cor", kind="lines")[0], encoding=None, name="mine")
    assert [place[2] for place in rows.frame.index][::9] == ["mine-01", "mine-10"]
