"""What a report's page must not hold: anything that runs, or that is fetched from elsewhere."""

import re
from html.parser import HTMLParser

_FORBIDDEN_TAGS = frozenset(
    "animate applet base embed form frame frameset iframe link noscript object portal script set template".split()
)
_LOADING = frozenset(
    "action background codebase data formaction manifest ping poster src srcdoc srcset xlink:href href".split()
)
_LINK_SCHEMES = frozenset({"http", "https", "mailto"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LOADED_BY_STYLE = re.compile(r"@import|url\(\s*[\"']?\s*(?!data:|#)|expression\s*\(", re.IGNORECASE)
_POLICY = "content-security-policy"


def page_problems(html: str) -> list[str]:
    """What on this page could run, or be loaded from outside?

    Parameters
    ----------
    html
        A whole page, as a parser wrote it.

    Returns
    -------
    list
        One phrase per kind of problem, with the line it first stands on; empty for a page that
        neither runs nor loads anything. Links a reader may follow are allowed.

    Examples
    --------
    >>> page_problems('<p>1 &lt; 2, <a href="https://example.org">source</a></p>')
    []
    >>> page_problems('<img src="https://example.org/x.png" onerror="go()">')
    ['src loads from outside the page (line 1)', 'attribute onerror runs code (line 1)']
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if "<script" in html.casefold():
        reader.note("a script")
    return [f"{problem} (line {line})" for problem, line in reader.found.items()]


class _Reader(HTMLParser):
    """Walks over a page and notes what it must not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, int] = {}
        self._in_style = False

    def note(self, problem: str) -> None:
        self.found.setdefault(problem, self.getpos()[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        if tag in _FORBIDDEN_TAGS:
            self.note("a script" if tag == "script" else f"a <{tag}> element")
        for name, value in attrs:
            self._attribute(tag, name, (value or "").strip())

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._in_style = False

    def handle_comment(self, data: str) -> None:
        if data.startswith((">", "->")) or "<" in data or "--!" in data:  # browsers end such a comment earlier
            self.note("a comment that hides markup")

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self.note("a declaration that hides markup")

    def handle_data(self, data: str) -> None:
        if self._in_style and _LOADED_BY_STYLE.search(data):
            self.note("a style loads from outside the page")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on"):
            self.note(f"attribute {name} runs code")
        elif name == "style" and _LOADED_BY_STYLE.search(value):
            self.note("a style loads from outside the page")
        elif name == "http-equiv" and value.casefold() != _POLICY:
            self.note(f"a <meta> that sets {value}")
        elif name == "href" and tag in ("a", "area"):
            scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", value))
            if scheme and scheme[1].casefold() not in _LINK_SCHEMES:
                self.note(f"a link to {scheme[1]}:")
        elif name in _LOADING and not value.casefold().startswith(("data:image/", "#")):
            self.note(f"{name} loads from outside the page")
