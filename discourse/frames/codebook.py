"""The codebook: what each theme means, and by which patterns it is found."""

from collections.abc import Sequence
from dataclasses import dataclass

from discourse.errors import unknown_name
from discourse.text.patterns import Pattern


@dataclass(frozen=True)
class Theme:
    """One theme: vocabulary with a definition.

    ``patterns`` find it; a hit that overlaps a match of ``unless`` is not counted. ``sub_tags`` names, for each
    pattern, the sub-tag it stands for (or ``""``). ``companions`` are topic words kept beside the theme, never
    counted as it. ``examples`` are sentences the theme must be found in, ``counter_examples`` sentences it must not be
    found in.
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


@dataclass(frozen=True)
class Codebook:
    """A versioned set of themes in one language, with the hash of the file it was read from."""

    name: str
    version: str
    language: str
    themes: tuple[Theme, ...]
    source: str
    sha256: str

    @property
    def theme_names(self) -> list[str]:
        """The names of the themes, in the order of the codebook."""
        return [theme.name for theme in self.themes]

    def __getitem__(self, name: str) -> Theme:
        for theme in self.themes:
            if theme.name == name:
                return theme
        raise unknown_name("theme", name, self.theme_names, where=self.source)

    def __repr__(self) -> str:
        lines = [f"Codebook {self.name} {self.version} ({self.language}), sha256 {self.sha256[:12]}…"]
        for theme in self.themes:
            mark = "└─" if theme is self.themes[-1] else "├─"
            lines.append(f"{mark} {theme.name}: {len(theme.patterns)} patterns, {len(theme.unless)} exclusions")
        return "\n".join(lines)


def select_themes(codebook: Codebook, themes: Sequence[str]) -> Codebook:
    """Return the codebook with these themes only, in this order; an unknown name is an error.

    Examples
    --------
    >>> import discourse as dc
    >>> dc.select_themes(dc.read_codebook("seeds/codebook.toml"), ["sovereignty"]).theme_names
    ['sovereignty']
    """
    from dataclasses import replace

    return replace(codebook, themes=tuple(codebook[name] for name in dict.fromkeys(themes)))
