import gzip
import io
import lzma
import zipfile

import pytest

from discourse.corpus import files
from discourse.corpus.files import check_archive, check_encoding, decode, files_of, kind_and_stem, sources
from discourse.errors import ArgumentError, ReadError


def archive(*members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            target.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", ("csv", "a")),
        ("A.CSV", ("csv", "A")),
        ("2016/a.b.txt", ("txt", "2016/a.b")),
        ("a.jsonl.xz", ("jsonl", "a")),
        ("a.zip", ("", "a")),
        ("a.pdf", ("", "a.pdf")),
        ("a.gz.csv", ("csv", "a.gz")),
    ],
)
def test_the_suffix_tells_the_kind(name, expected):
    assert kind_and_stem(name) == expected


def test_files_come_sorted_and_hidden_ones_not_at_all(tmp_path):
    for name in ("b.txt", "a/z.txt", "a.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("…", encoding="utf-8")
    assert [file.relative_to(tmp_path).as_posix() for file in files_of(tmp_path)] == ["a.txt", "a/z.txt", "b.txt"]


def test_links_are_followed_only_to_files_inside(tmp_path):
    folder = tmp_path / "corpus"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("inside")
    (tmp_path / "secret.txt").write_text("outside")
    (folder / "b.txt").symlink_to("a.txt")
    assert [file.name for file in files_of(folder)] == ["a.txt", "b.txt"]
    (folder / "c.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "d").symlink_to(folder)
    with pytest.raises(ReadError) as caught:
        files_of(folder)
    assert "c.txt" in str(caught.value)
    assert "d -> " in str(caught.value)


def test_nothing_there_and_nothing_inside_are_errors(tmp_path):
    with pytest.raises(ReadError, match="there is no file or folder"):
        files_of(tmp_path / "missing")
    with pytest.raises(ReadError, match="holds no files"):
        files_of(tmp_path)


def test_mixed_and_unknown_kinds_are_listed(tmp_path):
    for name in ("a.txt", "b.txt", "c.csv", "d.docx"):
        (tmp_path / name).write_text("x")
    with pytest.raises(ReadError) as caught:
        sources(tmp_path)
    message = str(caught.value)
    assert all(name in message for name in ("txt: ", "b.txt", "c.csv", "no known suffix", "d.docx"))


@pytest.mark.parametrize(("suffix", "opener"), [(".gz", gzip.open), (".xz", lzma.open)])
def test_packed_files_are_unpacked(tmp_path, suffix, opener):
    with opener(tmp_path / f"a.txt{suffix}", "wb") as target:
        target.write("Grüße".encode())
    (source,) = sources(tmp_path / f"a.txt{suffix}")
    assert (source.kind, source.stem, source.read().decode()) == ("txt", "a", "Grüße")


def test_an_archive_is_a_folder_of_its_members(tmp_path):
    members = [("b.txt", "B"), ("x/a.txt", "A"), ("x/", ""), ("__MACOSX/b.txt", "no"), ("x/.DS_Store", "no")]
    (tmp_path / "all.zip").write_bytes(archive(*members))
    found = sources(tmp_path / "all.zip")
    assert [(source.stem, source.read()) for source in found] == [("b", b"B"), ("x/a", b"A")]
    assert found[0].file.endswith("all.zip/b.txt")


@pytest.mark.parametrize(
    "name", ["../evil.txt", "x/../../evil.txt", "/abs.txt", "C:evil.txt", "C:/evil.txt", "..\\e.txt", ".."]
)
def test_members_that_lead_out_are_refused(tmp_path, name):
    (tmp_path / "bad.zip").write_bytes(archive(("good.txt", "x"), (name, "x")))
    with pytest.raises(ReadError, match="not safe") as caught:
        sources(tmp_path / "bad.zip")
    assert "bad.zip" in str(caught.value)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["bad.zip"]


def test_two_dots_inside_a_name_are_harmless(tmp_path):
    (tmp_path / "a.zip").write_bytes(archive(("wait...what.txt", "x"), ("a..b/c.txt", "y")))
    assert [source.stem for source in sources(tmp_path / "a.zip")] == ["a..b/c", "wait...what"]


def test_links_in_an_archive_are_refused():
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with pytest.raises(ReadError, match="is a link"):
        check_archive(archive((link, "/etc/passwd")))


def test_archives_that_unpack_to_far_more_are_refused():
    with pytest.raises(ReadError, match="1000 times its size"):
        check_archive(archive(("bomb.txt", b"0" * 20_000_000)))


def test_archives_beyond_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    with pytest.raises(ReadError, match="GiB"):
        check_archive(archive(("a.txt", b"123456"), ("b.txt", b"123456")))


@pytest.mark.parametrize(("suffix", "opener"), [(".gz", gzip.open), (".xz", lzma.open)])
def test_a_packed_file_that_unpacks_to_far_more_is_refused(tmp_path, suffix, opener):
    with opener(tmp_path / f"bomb.txt{suffix}", "wb") as target:
        target.write(b"0" * 30_000_000)
    (source,) = sources(tmp_path / f"bomb.txt{suffix}")
    with pytest.raises(ReadError, match="more than text does"):
        source.read()


def test_damaged_files_are_named(tmp_path):
    whole = gzip.compress(b"words " * 500)
    (tmp_path / "cut.txt.gz").write_bytes(whole[:-12])
    (source,) = sources(tmp_path / "cut.txt.gz")
    with pytest.raises(ReadError, match="cannot be read"):
        source.read()
    (tmp_path / "no.zip").write_bytes(b"PK nonsense")
    with pytest.raises(ReadError, match=r"no\.zip' is not a readable archive"):
        sources(tmp_path / "no.zip")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_told_by_its_mark(codec):
    assert decode("Grüße, تهران".encode(codec), encoding=None) == "Grüße, تهران"


def test_a_mark_wins_over_the_stated_encoding():
    assert decode("Grüße".encode("utf-8-sig"), encoding="cp1252") == "Grüße"


def test_other_encodings_must_be_stated():
    data = "one\ntwo – é".encode("cp1252")
    assert decode(data, encoding="cp1252") == "one\ntwo – é"
    with pytest.raises(ReadError, match=r'not UTF-8: byte 8 \(line 2\) is 0x96; state .* encoding="cp1252"'):
        decode(data, encoding=None)


@pytest.mark.parametrize("encoding", ["latin-1252", "rot13", "zip"])
def test_unknown_encodings_are_refused(encoding):
    with pytest.raises(ArgumentError, match="encoding="):
        check_encoding(encoding)


def test_archives_in_a_folder_are_read_with_it(tmp_path):
    (tmp_path / "b.txt").write_text("B")
    (tmp_path / "a.zip").write_bytes(archive(("x.txt", "X")))
    assert [source.stem for source in sources(tmp_path)] == ["a.zip/x", "b"]
