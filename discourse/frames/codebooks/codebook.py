"""The codebook: what each theme means, and by which patterns it is found."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from discourse.errors import ArgumentError, unknown_name
from discourse.text.patterns import Pattern

#: How many words on each side of a weak match, in its sentence, a strong hit of its theme may stand.
WEAK_WINDOW = 10


@dataclass(frozen=True)
class Theme:
    """One theme: vocabulary with a definition.

    ``patterns`` find it; a hit that overlaps a match of ``unless`` is not counted. ``sub_tags, weak, weights, notes``
    say of each pattern the sub-tag it stands for (or ``""``), whether it counts only near a strong hit of the theme,
    what a hit of it weighs (1 unless stated) and what a colleague should know about it. ``companions`` are topic words
    reported beside the theme, never counted as it. ``examples`` are sentences the theme must be found in,
    ``counter_examples`` sentences it must not be found in. A name may be a path, ``economy/trade``; ``title`` is how
    the theme is called in prose.
    """

    name: str
    definition: str
    include: str
    exclude: str
    patterns: tuple[Pattern, ...]
    sub_tags: tuple[str, ...]
    unless: tuple[Pattern, ...]
    companions: tuple[Pattern, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    title: str = ""
    weak: tuple[bool, ...] = ()
    weights: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        number = len(self.patterns)
        if not self.title:
            object.__setattr__(self, "title", title_of(self.name))
        for field, value in (("sub_tags", ""), ("weak", False), ("weights", 1.0), ("notes", "")):
            if not getattr(self, field):
                object.__setattr__(self, field, (value,) * number)
            if len(getattr(self, field)) != number:
                raise ArgumentError(
                    f"theme '{self.name}': {field} has {len(getattr(self, field))} entries for {number} patterns; "
                    "it needs one for each"
                )


@dataclass(frozen=True)
class Codebook:
    """A versioned set of themes in one language.

    ``weak_window`` is how many words from a strong hit of its theme, in the same sentence, a weak match still counts.
    """

    name: str
    version: str
    language: str
    themes: tuple[Theme, ...]
    source: str
    description: str = ""
    weak_window: int = WEAK_WINDOW

    @property
    def theme_names(self) -> list[str]:
        """The names of the themes, in the order of the codebook."""
        return [theme.name for theme in self.themes]

    @property
    def titles(self) -> dict[str, str]:
        """How each theme is called in prose."""
        return {theme.name: theme.title for theme in self.themes}

    @property
    def sha256(self) -> str:
        """The hash of the content: language, weak window, and all that is said of each theme.

        Comments, spacing, the order of keys and of themes, the kind of file, the codebook's name and version, titles
        and notes make no difference; the order of patterns does, since of equally long hits on the same words the
        pattern written first is named.
        """
        themes = {theme.name: _hashed(theme) for theme in self.themes}
        content = {"language": self.language, "weak_window": self.weak_window, "themes": themes}
        written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode("utf-8")).hexdigest()

    def __getitem__(self, name: str) -> Theme:
        for theme in self.themes:
            if theme.name == name:
                return theme
        raise unknown_name("theme", name, self.theme_names, where=self.source)

    def __repr__(self) -> str:
        lines = [f"Codebook {self.name} {self.version} ({self.language}), sha256 {self.sha256[:12]}…"]
        for theme in self.themes:
            mark = "└─" if theme is self.themes[-1] else "├─"
            weak = f" ({sum(theme.weak)} weak)" if any(theme.weak) else ""
            lines.append(f"{mark} {theme.name}: {len(theme.patterns)} patterns{weak}, {len(theme.unless)} exclusions")
        return "\n".join(lines)


def title_of(name: str) -> str:
    """The title of a theme that states none.

    Examples
    --------
    >>> title_of("economy/trade_war")
    'economy: trade war'
    """
    return name.replace("/", ": ").replace("_", " ")


def select_themes(codebook: Codebook, themes: Sequence[str]) -> Codebook:
    """Return the codebook with these themes only, in this order; an unknown name is an error.

    The name of a branch, ``economy``, stands for itself and all themes below it, ``economy/trade``.

    Examples
    --------
    >>> import discourse as dc
    >>> dc.select_themes(dc.read_codebook("seeds/codebook.toml"), ["sovereignty"]).theme_names
    ['sovereignty']
    """
    chosen: dict[str, None] = {}
    for name in themes:
        below = [other for other in codebook.theme_names if other == name or other.startswith(f"{name}/")]
        chosen.update(dict.fromkeys(below or [codebook[name].name]))
    return replace(codebook, themes=tuple(codebook[name] for name in chosen))


def collapse_themes(codebook: Codebook, *, level: int = 1) -> Codebook:
    """Join the themes of each branch into one. *What is the rate of the economy as a whole?*

    Parameters
    ----------
    codebook
        A codebook with names that are paths, ``economy/trade``.
    level
        How many parts of each path to keep, from 1 on.

    Returns
    -------
    Codebook
        One theme for each kept path; a pattern's sub-tag says the rest of its path. Of a pattern that stands in two
        joined themes the first is kept.

    Notes
    -----
    The joined theme is one theme: overlapping hits count once, and the exclusions of each part now hold for all.
    Rates of a branch are therefore at most the sum of its themes' rates.

    Examples
    --------
    >>> from dataclasses import replace
    >>> import discourse as dc
    >>> book = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty", "treaty_compliance"])
    >>> book = replace(book, themes=tuple(replace(theme, name=f"law/{theme.name}") for theme in book.themes))
    >>> dc.collapse_themes(book).theme_names
    ['law']
    """
    if level < 1:
        raise ArgumentError(f"level must be 1 or more parts of a name, not {level}")
    branches: dict[str, list[Theme]] = {}
    for theme in codebook.themes:
        branches.setdefault("/".join(theme.name.split("/")[:level]), []).append(theme)
    return replace(codebook, themes=tuple(_joined(name, parts) for name, parts in branches.items()))


def _joined(name: str, parts: list[Theme]) -> Theme:
    if [theme.name for theme in parts] == [name]:
        return parts[0]
    rows: dict[str, tuple] = {}
    for theme in parts:
        rest = theme.name[len(name) :].strip("/")
        for row in zip(theme.patterns, theme.sub_tags, theme.weak, theme.weights, theme.notes, strict=True):
            sub = "/".join(part for part in (rest, row[1]) if part)
            rows.setdefault(row[0].text, (row[0], sub, *row[2:]))
    patterns, sub_tags, weak, weights, notes = zip(*rows.values(), strict=True) if rows else ((),) * 5
    own = next((theme for theme in parts if theme.name == name), None)
    return Theme(
        name=name,
        definition=own.definition if own else "; ".join(f"{theme.title}: {theme.definition}" for theme in parts),
        include=" ".join(theme.include for theme in parts if theme.include),
        exclude=" ".join(theme.exclude for theme in parts if theme.exclude),
        patterns=patterns,
        sub_tags=sub_tags,
        unless=_distinct([pattern for theme in parts for pattern in theme.unless]),
        companions=_distinct([pattern for theme in parts for pattern in theme.companions]),
        examples=tuple(dict.fromkeys(text for theme in parts for text in theme.examples)),
        counter_examples=own.counter_examples if own else (),
        title=own.title if own else "",
        weak=weak,
        weights=weights,
        notes=notes,
    )


def _distinct(patterns: list[Pattern]) -> tuple[Pattern, ...]:
    return tuple({pattern.text: pattern for pattern in patterns}.values())


def _hashed(theme: Theme) -> dict[str, object]:
    """What of a theme goes into the hash."""
    rows = zip(theme.patterns, theme.sub_tags, theme.weak, theme.weights, strict=True)
    return {
        **{field: getattr(theme, field) for field in ("definition", "include", "exclude")},
        "patterns": [[pattern.text, sub, weak, float(weight)] for pattern, sub, weak, weight in rows],
        **{field: [pattern.text for pattern in getattr(theme, field)] for field in ("unless", "companions")},
        **{field: list(getattr(theme, field)) for field in ("examples", "counter_examples")},
    }
