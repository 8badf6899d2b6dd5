"""Documents in text files: one a file, with a header block or a telling file name, or one a line."""

import re
from collections.abc import Sequence

from discourse.corpus.files import Source, decode
from discourse.corpus.rows import Problem, Rows, column_names, place_index
from discourse.errors import ArgumentError, ReadError

_FIELD = re.compile(r"\{([^{}]*)\}")
_HEADER = re.compile(r"---\r?\n(?P<lines>(?:(?!---\r?(?:\n|\Z))[^\n]*\n)*+)---(?:\r?\n|\r?\Z)")


def read_texts(sources: Sequence[Source], *, encoding: str | None, file_pattern: str | None) -> Rows:
    """Read text files, one document each.

    Parameters
    ----------
    sources
        The files.
    encoding
        Their encoding if it is not UTF-8.
    file_pattern
        What the file names tell, e.g. ``"{outlet}_{date}_{doc_id}.txt"``.

    Notes
    -----
    If the first line is ``---``, the lines up to the next ``---`` are a header block of
    ``key: value`` lines, and the text is what follows. Nothing else is taken for a header.
    """
    import pandas as pd

    pattern = None if file_pattern is None else compile_file_pattern(file_pattern)
    whole_path = file_pattern is not None and "/" in file_pattern
    records, kept, problems = [], [], []
    for source in sources:
        try:
            record = _split_header(decode(source.read(), encoding=encoding))
            if pattern is not None:
                name = source.name if whole_path else source.name.rpartition("/")[2]
                record = _joined(record, _match(pattern, name, file_pattern))
            records.append(record)
            kept.append(source)
        except ReadError as error:
            problems.append(Problem(source.file, "", str(error)))
    keys = dict.fromkeys(key for record in records for key in record)
    frame = pd.DataFrame(records, columns=column_names(list(keys)), dtype=object)
    frame.index = place_index([source.file for source in kept], [""] * len(kept), [source.stem for source in kept])
    return Rows(frame, problems)


def read_lines(source: Source, *, encoding: str | None, name: str) -> Rows:
    """Read one document a line; ids are the corpus name and the line, ``lee-001``."""
    import pandas as pd

    text = decode(source.read(), encoding=encoding)
    lines = text.removesuffix("\n").split("\n") if text else []
    texts = [line.removesuffix("\r") for line in lines]
    rows = [str(number) for number in range(1, len(texts) + 1)]
    made_ids = [f"{name}-{row.zfill(len(str(len(texts))))}" for row in rows]
    index = place_index([source.file] * len(rows), rows, made_ids)
    return Rows(pd.DataFrame({"text": texts}, dtype=object, index=index))


def compile_file_pattern(file_pattern: str) -> re.Pattern[str]:
    """Return the expression of a file-name pattern: names in braces stand for one or more characters but ``/``.

    Raises
    ------
    ArgumentError
        If a name is unfit or stands twice, or two names touch.

    Examples
    --------
    >>> compile_file_pattern("{outlet}_{date}.txt").fullmatch("ABC_2016-07-14.txt").groupdict()
    {'outlet': 'ABC', 'date': '2016-07-14'}
    """
    names = _FIELD.findall(file_pattern)
    literals = _FIELD.split(file_pattern)[::2]
    problems = [f"'{name}' is no name" for name in names if not name.isidentifier()]
    problems += [f"'{name}' stands twice" for name in sorted(set(names)) if names.count(name) > 1]
    problems += ["'text' is what the file holds, not part of its name"] if "text" in names else []
    problems += ["two names touch; nothing says where one ends"] if "" in literals[1:-1] else []
    problems += ["a brace is left open"] if any("{" in part or "}" in part for part in literals) else []
    problems += ["no name in braces"] if not names else []
    if problems:
        raise ArgumentError(f"file_pattern='{file_pattern}': {'; '.join(problems)}")
    fields = [f"(?P<{name}>[^/]+?)" for name in names]
    return re.compile("".join(re.escape(a) + b for a, b in zip(literals, [*fields, ""], strict=True)))


def _match(pattern: re.Pattern[str], name: str, file_pattern: str | None) -> dict[str, str]:
    match = pattern.fullmatch(name)
    if match is None:
        raise ReadError(f"the file name does not match file_pattern='{file_pattern}'")
    return match.groupdict()


def _split_header(text: str) -> dict[str, str]:
    """Return the keys of the header block, if there is one, and the text below it."""
    if not text.startswith(("---\n", "---\r\n")):
        return {"text": text}
    block = _HEADER.match(text)
    if block is None:
        raise ReadError("the header block opened by --- in line 1 is never closed by another ---")
    record: dict[str, str] = {}
    for number, line in enumerate(block["lines"].split("\n"), start=2):
        key, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or not key.strip():
            raise ReadError(f"line {number} of the header block is not 'key: value': {line.strip()[:60]!r}")
        record = _joined(record, {key.strip(): value.strip()})
    return _joined(record, {"text": text[block.end() :]})


def _joined(record: dict[str, str], more: dict[str, str]) -> dict[str, str]:
    twice = sorted(record.keys() & more.keys())
    if twice:
        raise ReadError(f"'{twice[0]}' is told twice, in the header block or the file name")
    return record | more
