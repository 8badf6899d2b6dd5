"""The files of a corpus: found in a folder, taken out of .gz, .xz or .zip, decoded."""

import gzip
import lzma
import os
import re
import stat
import zipfile
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from discourse.errors import ArgumentError, ReadError, listing, together

#: What can be read, by suffix.
KINDS = {".txt": "txt", ".csv": "csv", ".tsv": "tsv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".parquet": "parquet"}
PACKINGS = (".gz", ".xz", ".zip")

#: More unpacked text than this does not fit beside its table in the memory of a laptop.
MAX_BYTES = 2 * 1024**3
#: Articles pack to about a fifth, long runs of one character to a thousandth: more is an attack or a fault.
MAX_RATIO = 1000

_CHUNK = 1 << 22
_MARKS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, RuntimeError)
_UNSAFE_NAME = re.compile(r"/|[A-Za-z]:|.*[\\\0]|(?:.*/)?\.\.(?:/|$)", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """One text or table of a corpus: how messages call it, its name within the corpus, its kind, its bytes."""

    file: str
    name: str
    kind: str
    read: Callable[[], bytes]

    @property
    def stem(self) -> str:
        """The name within the corpus without the suffixes: ``2016/news`` for ``2016/news.csv.gz``."""
        return kind_and_stem(self.name)[1]


def kind_and_stem(name: str) -> tuple[str, str]:
    """Return the kind a file name's suffix tells (or ``""``) and the name without its suffixes.

    Examples
    --------
    >>> kind_and_stem("2016/news.csv.gz")
    ('csv', '2016/news')
    >>> kind_and_stem("notes.docx")
    ('', 'notes.docx')
    """
    bare = name[: -len(PurePosixPath(name).suffix)] if PurePosixPath(name).suffix.lower() in PACKINGS else name
    suffix = PurePosixPath(bare).suffix
    if suffix.lower() in KINDS:
        return KINDS[suffix.lower()], bare[: -len(suffix)]
    return "", bare


def files_of(path: Path) -> list[Path]:
    """Return the files a path stands for: itself, or every file below the folder, sorted by name.

    Hidden files and folders are left out. A link is followed if it leads to a file inside the folder.

    Raises
    ------
    ReadError
        If there is nothing there, or a link leads to a folder or out of the corpus.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise ReadError(f"there is no file or folder '{path}'")
    root, found, astray = path.resolve(), [], []
    for folder, folders, names in os.walk(path):
        with os.scandir(folder) as entries:
            links = {entry.name for entry in entries if entry.is_symlink()}
        names += [name for name in folders if name in links]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in links]
        within = Path(folder)
        for name in names:
            if name.startswith("."):
                continue
            file = within / name
            if name in links and not (file.is_file() and file.resolve().is_relative_to(root)):
                astray.append(f"{file} -> {file.readlink()}")
            else:
                found.append(file)
    if astray:
        raise ReadError(together(f"links in '{path}' must lead to files inside it; put copies in their place:", astray))
    if not found:
        raise ReadError(f"the folder '{path}' holds no files")
    return sorted(found, key=lambda file: os.fspath(file).replace(os.sep, "/"))  # below one folder: by place in it


def sources(path: Path, *, kind: str = "") -> list[Source]:
    """Return the texts or tables in a file, a folder or an archive, all of one kind.

    Parameters
    ----------
    path
        A file (also packed), a folder of them, or a ``.zip`` of them.
    kind
        What every file is, whatever its suffix; by default the suffix tells.

    Raises
    ------
    ReadError
        If kinds are mixed or unknown, naming the files; if an archive is damaged, unsafe or too large.
    """
    found = [source for file in files_of(path) for source in _unpacked(file, path)]
    if kind:
        return [Source(source.file, source.name, kind, source.read) for source in found]
    kinds: dict[str, list[str]] = {}
    for source in found:
        kinds.setdefault(source.kind or f"no known suffix ({', '.join(KINDS)})", []).append(source.file)
    if len(kinds) > 1 or "" in {source.kind for source in found}:
        lines = [f"{name}: {listing(files, n=5)}" for name, files in kinds.items()]
        raise ReadError(together(f"'{path}' must hold readable files of one kind, and only those:", lines))
    if not found:
        raise ReadError(f"'{path}' holds no files to read")
    return found


def check_archive(data: bytes) -> list[zipfile.ZipInfo]:
    """Return the members of an archive, or say everything that makes it unsafe to read."""
    try:
        members = zipfile.ZipFile(BytesIO(data)).infolist()
    except _DAMAGE as error:
        raise ReadError(f"is not a readable archive: {error}") from None
    problems = []
    for member in members:
        if _UNSAFE_NAME.match(member.orig_filename):
            problems.append(f"the name {member.orig_filename!r} leads out of the archive")
        if stat.S_ISLNK(member.external_attr >> 16):
            problems.append(f"{member.filename!r} is a link")
        if member.flag_bits & 1:
            problems.append(f"{member.filename!r} is locked by a password")
        if member.file_size > MAX_RATIO * max(member.compress_size, 1):
            problems.append(f"{member.filename!r} unpacks to more than {MAX_RATIO} times its size")
    if sum(member.file_size for member in members) > MAX_BYTES:
        problems.append(f"it unpacks to more than {MAX_BYTES // 1024**3} GiB")
    if problems:
        raise ReadError(together("is not safe to read; repack it:", problems))
    return members


def decode(data: bytes, *, encoding: str | None) -> str:
    """Return bytes as text: by their byte order mark, else in the stated encoding, else as UTF-8.

    Raises
    ------
    ReadError
        Naming the first byte that does not fit, and its line.
    """
    encoding = next((codec for mark, codec in _MARKS if data.startswith(mark)), encoding)
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        advice = "state the right one" if encoding else 'state the encoding, e.g. encoding="cp1252"'
        raise ReadError(
            f"is not {encoding or 'UTF-8'}: byte {error.start} (line {line}) is 0x{data[error.start]:02x}; {advice}"
        ) from None


def check_encoding(encoding: str | None) -> None:
    """Raise ArgumentError unless ``encoding`` names a text encoding (or is ``None``)."""
    try:
        b"a".decode(encoding or "utf-8")
    except UnicodeDecodeError:  # one byte is too short for some encodings
        return
    except LookupError:
        raise ArgumentError(f"encoding='{encoding}' is not known; write e.g. 'cp1252' or 'utf-16'") from None


def _unpacked(file: Path, root: Path) -> Iterator[Source]:
    """Yield what a file holds: itself, or the members of the archive."""
    name = file.relative_to(root).as_posix() if file != root else file.name
    if file.suffix.lower() != ".zip":
        yield Source(str(file), name, kind_and_stem(name)[0], lambda: _read(file))
        return
    try:
        data = _read(file)
        members, archive = check_archive(data), zipfile.ZipFile(BytesIO(data))
    except ReadError as error:
        raise ReadError(f"'{file}' {error}") from None
    inside = "" if file == root else f"{name}/"
    for member in sorted(members, key=lambda member: member.filename):
        hidden = any(part.startswith(".") or part == "__MACOSX" for part in member.filename.split("/"))
        if not member.is_dir() and not hidden:
            suffix = PurePosixPath(member.filename).suffix.lower()
            kind = "" if suffix in PACKINGS else KINDS.get(suffix, "")
            yield Source(f"{file}/{member.filename}", inside + member.filename, kind, _member(archive, member))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return archive.read(member)
        except _DAMAGE as error:
            raise ReadError(f"cannot be unpacked: {error}") from None

    return read


def _read(file: Path) -> bytes:
    """Return the bytes of a file, unpacked if its suffix is .gz or .xz."""
    opener = {".gz": gzip.open, ".xz": lzma.open}.get(file.suffix.lower())
    try:
        if opener is None:
            return file.read_bytes()
        limit = min(MAX_BYTES, MAX_RATIO * file.stat().st_size)
        chunks, size = [], 0
        with opener(file) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise ReadError(f"unpacks to more than {limit:,} bytes, more than text does")
                chunks.append(chunk)
        return b"".join(chunks)
    except _DAMAGE as error:
        raise ReadError(f"cannot be read: {error}") from None
