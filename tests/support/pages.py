"""An HTML page taken apart for tests."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import html5lib

_HTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"


class Page:
    """A page, parsed as a browser would."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root: ET.Element = html5lib.parse(source, treebuilder="etree")

    def every(self, tag: str, kind: str = "", within: ET.Element | None = None) -> Iterator[ET.Element]:
        """Yield the elements of a tag, with a class where one is named."""
        for element in (self.root if within is None else within).iter():
            if element.tag in (_HTML + tag, _SVG + tag) and (not kind or kind in element.get("class", "").split()):
                yield element

    def id(self, name: str) -> ET.Element:
        """Return the element of an id."""
        return next(e for e in self.root.iter() if e.get("id") == name)

    def text(self, within: ET.Element | None = None) -> str:
        """Return all text, spaces joined."""
        return " ".join("".join((self.root if within is None else within).itertext()).split())


def name(element: ET.Element) -> str:
    """Return the tag without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
