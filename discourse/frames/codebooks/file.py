"""Codebooks in files: TOML, and the dispatch to spreadsheets."""

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from discourse.errors import ReadError
from discourse.frames.codebooks.codebook import Codebook, select_themes
from discourse.frames.codebooks.content import codebook_of, content_of
from discourse.project import find

_SHEETS = (".csv", ".xlsx")
_WIDTH = 118


def read_codebook(path: str | Path = "seeds/codebook.toml", *, themes: Sequence[str] | None = None) -> Codebook:
    """Read a codebook. *By which words is each theme found?*

    Parameters
    ----------
    path
        A file, from here or from the project's root. TOML: ``name``, ``version``, ``language``, ``weak_window``
        (words; 10 unless stated), and under ``[themes.NAME]`` ``title``, ``definition``, ``include``, ``exclude``
        (texts for coders), ``patterns``, ``weak`` (patterns that count only within ``weak_window`` words of a strong
        hit of the theme, in its sentence), ``unless``, ``companions``, ``examples``, ``counter_examples`` (lists),
        ``sub`` (sub-tag → list of patterns), ``weights`` and ``notes`` (pattern → value). A name may be a path,
        ``[themes."economy/trade"]``, or ``[themes.economy.themes.trade]``, which is the same. CSV and XLSX: a row for
        each pattern, as :func:`write_codebook` writes them; only ``theme`` and ``pattern`` must be there.
    themes
        Keep only these themes, in this order; ``None`` or an empty list keeps all.

    Returns
    -------
    Codebook
        Frozen; ``sha256`` is the hash of its content.

    Raises
    ------
    ReadError, PatternError
        Naming every problem of the file at once, with the theme it is in.
    UnknownNameError
        If one of ``themes`` is not in it.

    Examples
    --------
    >>> import discourse as dc
    >>> dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"]).language
    'en'
    """
    path = find(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot read the codebook {path}: {error.strerror}; name a TOML file that is there") from None
    if path.suffix.lower() in _SHEETS:
        from discourse.frames.codebooks.sheet import sheet_content

        content = sheet_content(raw, path)
    else:
        try:
            content = tomllib.loads(raw.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ReadError(f"{path} is not a TOML file: {error}") from None
    codebook = codebook_of(content, source=shown(path), path=path)
    return select_themes(codebook, themes) if themes else codebook


def write_codebook(codebook: Codebook, path: str | Path) -> Path:
    """Write a codebook to a file that :func:`read_codebook` reads as the same. *How do I hand it to a colleague?*

    Parameters
    ----------
    codebook
        What :func:`read_codebook` or another verb returned.
    path
        ``.toml``; or ``.csv`` or ``.xlsx`` (needs ``discourse[excel]``): one row for each pattern of a theme, its
        exclusions, companions and examples beside. A cell a spreadsheet would compute begins with an apostrophe, which
        is taken away again when it is read.

    Returns
    -------
    Path
        Of the file. Comments of the file it was read from are not in it.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import discourse as dc
    >>> book = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty", "unity_inclusion"])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     dc.read_codebook(dc.write_codebook(book, Path(folder) / "book.csv")).sha256 == book.sha256
    True
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in _SHEETS:
        from discourse.frames.codebooks.sheet import sheet_bytes

        raw = sheet_bytes(codebook, suffix)
    elif suffix == ".toml":
        raw = _toml(content_of(codebook)).encode("utf-8")
    else:
        raise ReadError(f"{path.name}: a codebook is written as .toml, .csv or .xlsx, not '{path.suffix}'")
    try:
        path.write_bytes(raw)
    except OSError as error:
        raise ReadError(f"cannot write {path}: {error.strerror}; name a file in a folder that is there") from None
    return path


def shown(path: Path) -> str:
    """The path as it is best named in messages: relative where it can be, never a machine's own folders."""
    return path.as_posix() if not path.is_absolute() else "/".join(path.parts[-2:])


def _toml(content: dict) -> str:
    head = [f"{key} = {_value(value)}" for key, value in content.items() if key != "themes"]
    blocks = ["\n".join(head)]
    for name, theme in content["themes"].items():
        lines = [f"[themes.{_key(name)}]"]
        lines += [_entry(key, value) for key, value in theme.items() if not isinstance(value, dict)]
        for table in ("sub", "weights", "notes"):
            if table in theme:
                lines += ["", f"[themes.{_key(name)}.{table}]"]
                lines += [_entry(_key(key), value) for key, value in theme[table].items()]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _entry(key: str, value: object) -> str:
    """``key = value``, a long list broken into lines."""
    if not isinstance(value, list):
        return f"{key} = {_value(value)}"
    items = [_value(item) for item in value]
    line = f"{key} = [{', '.join(items)}]"
    if len(line) <= _WIDTH:
        return line
    lines = [f"{key} = [", *(f"    {item}," for item in items), "]"]
    return "\n".join(lines)


def _value(value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _value(name)
