"""XML from strangers, read without what makes XML dangerous: no document type, no entities, no deep nesting."""

from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from discourse.errors import ReadError

_DEEPEST = 60


@dataclass
class Element:
    """An element: its name, attributes and the elements inside it. Text between tags is not kept."""

    tag: str
    attributes: dict[str, str]
    inside: list["Element"] = field(default_factory=list)


def read_xml(raw: bytes, *, where: str) -> Element:
    """Return the outermost element of an XML file.

    Raises
    ------
    ReadError
        If the file is no XML, declares a document type or an entity (with which a file of a few lines can fill the
        memory or read other files), or nests deeper than any dictionary.
    """
    parser = ParserCreate()
    top = Element("", {})
    open_elements = [top]

    def refuse(*_: object) -> None:
        raise ReadError(f"{where} declares a document type or entities, which no dictionary needs; it is not read")

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > _DEEPEST:
            raise ReadError(f"{where} nests more than {_DEEPEST} levels deep; it is not read")
        element = Element(tag, attributes)
        open_elements[-1].inside.append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        open_elements.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(raw, True)
    except (ExpatError, UnicodeError) as error:
        raise ReadError(f"{where} is not an XML file: {error}") from None
    return top.inside[0]
