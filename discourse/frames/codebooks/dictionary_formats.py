"""What stands in the dictionary files of other programs: keys, entries, weights, and what could not be read."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from discourse.errors import ReadError
from discourse.frames.codebooks.dictionary_xml import Element, read_xml


class Pairs(list):
    """The keys and values of a mapping, in order, a key as often as it stands there."""


@dataclass
class Entries:
    """Entries by the path of their key, in the order of the file; ``left`` lists what is no entry, with the reason."""

    found: list[tuple[tuple[str, ...], str, float]] = field(default_factory=list)
    left: list[tuple[tuple[str, ...], str, str]] = field(default_factory=list)

    def add(self, path: tuple[str, ...], entry: str, weight: float = 1.0) -> None:
        """Note an entry under its key."""
        self.found.append((path, entry, weight))

    def leave(self, path: tuple[str, ...], entry: object, reason: str) -> None:
        """Note what was not taken over."""
        self.left.append((path, str(entry), reason))


def read_yaml(raw: bytes, *, where: str) -> Entries:
    """Nested keys with lists of entries, as quanteda writes them; every scalar is a text (``NO`` is Norway)."""
    try:
        import yaml
    except ImportError:
        raise ReadError(f"{where}: a YAML dictionary needs PyYAML; install it with: pip install pyyaml") from None
    text = _decoded(raw, where)
    try:
        # an alias stands for what was written elsewhere: a few lines of them make a dictionary of any size
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader)):
            raise ReadError(f"{where} uses YAML aliases (*name), which are not read; write the entries out")
        tree = _plain_node(yaml.compose(text, Loader=yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError(f"{where} is not a YAML file: {error}") from None
    return _nested(tree, where)


def read_json(raw: bytes, *, where: str) -> Entries:
    """The same nesting in JSON."""
    try:
        tree = json.loads(_decoded(raw, where), object_pairs_hook=Pairs)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{where} is not a JSON file: {error}") from None
    return _nested(tree, where)


def read_liwc(raw: bytes, *, where: str) -> Entries:
    """LIWC ``.dic``: numbered categories between two ``%`` (indented under their parents), then words with numbers."""
    lines = _decoded(raw, where).splitlines()
    marks = [number for number, line in enumerate(lines) if line.strip().startswith("%")]
    if len(marks) < 2:
        raise ReadError(f"{where} is not a LIWC dictionary: its categories must stand between two lines with %")
    entries, keys, branch = Entries(), {}, []
    for line in lines[marks[0] + 1 : marks[1]]:
        number, _, name = line.strip().partition("\t" if "\t" in line.strip() else " ")
        if not name.strip():
            entries.leave((), line.strip(), "not a category: a number and a name") if line.strip() else None
            continue
        depth = len(line) - len(line.lstrip("\t"))
        branch = [*branch[:depth], name.strip()]
        keys[number.strip()] = tuple(branch)
    for line in lines[marks[1] + 1 :]:
        if line.strip():
            _liwc_word(line, keys, entries)
    return entries


def _liwc_word(line: str, keys: dict[str, tuple[str, ...]], entries: Entries) -> None:
    written = re.match(r"\s*([^\t]+?)\s*\t(.*)$", line) or re.match(r"\s*(.+?)((?:\s+\d+)+)\s*$", line)
    if written is None or "(" in line or "/" in written[2] or "<" in written[2]:
        entries.leave((), line.strip(), "not a word with the numbers of its categories (or a condition on them)")
        return
    numbers = written[2].split()
    for number in numbers:
        if number in keys:
            entries.add(keys[number], written[1])
        else:
            entries.leave((), f"{written[1]} {number}", f"'{number}' is no category of the file")
    if not numbers:
        entries.leave((), written[1], "no category")


def read_lexicoder(raw: bytes, *, where: str) -> Entries:
    """Lexicoder ``.lc3``: a line ``+KEY``, then an entry a line."""
    entries, key = Entries(), ""
    for line in _decoded(raw, where).splitlines():
        text = line.strip()
        if text.startswith("+") and len(text) > 1:
            key = text.strip("+").strip()
        elif text and key:
            entries.add((key,), text)
        elif text:
            entries.leave((), text, "stands before the first +KEY")
    return entries


def read_wordstat(raw: bytes, *, where: str) -> Entries:
    """WordStat ``.cat``: categories and, indented by tabs under them, entries with their weight: ``WORD (1)``."""
    entries, branch = Entries(), []
    for line in _decoded(raw, where).splitlines():
        if not line.strip():
            continue
        depth, text = len(line) - len(line.lstrip("\t")), line.strip()
        weighted = re.fullmatch(r"(.+?)\s*\((-?\d+(?:\.\d+)?)\)", text)
        path = tuple(branch[:depth])
        if text.startswith("@"):
            entries.leave(path, text, "a rule of nearness; write it as a pattern with a gap, 'a ~5 b'")
        elif not weighted:
            branch = [*branch[:depth], text]
        elif float(weighted[2]) == 0:
            entries.leave(path, text, "has weight 0")
        elif path:
            entries.add(path, weighted[1], float(weighted[2]))
        else:
            entries.leave(path, text, "stands under no category")
    return entries


def read_yoshikoder(raw: bytes, *, where: str) -> Entries:
    """Yoshikoder ``.ykd``: XML in which ``cnode`` is a category and ``pnode`` an entry of it."""
    top = read_xml(raw, where=where)
    if top.tag != "dictionary":
        raise ReadError(f"{where} is not a Yoshikoder dictionary: its outermost element is <{top.tag}>")
    inside = [child for child in top.inside if child.tag == "cnode"]
    if len(inside) == 1 and not any(child.tag == "pnode" for child in inside[0].inside):
        top = inside[0]  # the root category only gives the dictionary its name
    entries = Entries()
    _yoshikoder_nodes(top, (), entries)
    return entries


def _yoshikoder_nodes(element: Element, path: tuple[str, ...], entries: Entries) -> None:
    for child in element.inside:
        name = child.attributes.get("name", "").strip()
        if child.tag == "cnode" and name:
            _yoshikoder_nodes(child, (*path, name), entries)
        elif child.tag == "pnode" and name and path:
            entries.add(path, name)
            if child.attributes.get("caseSensitive", "").lower() == "true":
                entries.leave(path, name, "its case was to matter; the entry was taken, matching either case")
        else:
            entries.leave(path, f"<{child.tag} {name}>", "no category or entry with a name")


def _plain_node(node: object) -> object:
    """A YAML node as texts, lists and pairs; nothing else is ever made of it."""
    kind = getattr(node, "id", "")
    if kind == "mapping":
        return Pairs((str(_plain_node(key)), _plain_node(value)) for key, value in node.value)
    return [_plain_node(item) for item in node.value] if kind == "sequence" else getattr(node, "value", None)


def _nested(tree: object, where: str, path: tuple[str, ...] = (), entries: Entries | None = None) -> Entries:
    entries = Entries() if entries is None else entries
    if not path and not isinstance(tree, Pairs):
        raise ReadError(f"{where} is not a dictionary: it must hold keys with lists of entries")
    if isinstance(tree, Pairs):
        for key, value in tree:
            _nested(value, where, (*path, str(key)) if str(key).strip() else path or ("",), entries)
    elif isinstance(tree, list):
        for value in tree:
            if isinstance(value, list):
                _nested(value, where, path, entries)
            elif isinstance(value, bool) or value is None:
                entries.leave(path, value, "not a word")
            else:
                entries.add(path, str(value))
    elif isinstance(tree, str) and tree.strip():
        entries.add(path, tree)
    else:
        entries.leave(path, tree, "no entry under this key")
    return entries


def _decoded(raw: bytes, where: str) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"{where} is not in UTF-8: {error}; save it in UTF-8") from None


#: The reader of each kind of file, by the end of its name.
READERS = {
    ".yml": read_yaml,
    ".yaml": read_yaml,
    ".json": read_json,
    ".dic": read_liwc,
    ".lc3": read_lexicoder,
    ".cat": read_wordstat,
    ".ykd": read_yoshikoder,
}


def read_entries(path: Path) -> Entries:
    """Read a dictionary file by the end of its name."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = "quanteda .yml and .json, LIWC .dic, Lexicoder .lc3, WordStat .cat, Yoshikoder .ykd"
        raise ReadError(f"{path.name}: no dictionary format is known by '{path.suffix}'; known: {kinds}")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot read the dictionary {path}: {error.strerror}; name a file that is there") from None
    if len(raw) > 50_000_000:
        raise ReadError(f"{path} has {len(raw):,} bytes; that is no dictionary of words")
    return reader(raw, where=path.name)
