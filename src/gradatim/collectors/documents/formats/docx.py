"""DOCX: the one part that holds the text, opened with bounds, parsed without entities or declarations."""

import io
import re
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from gradatim.collectors.documents.formats.builder import Builder
from gradatim.collectors.documents.parsed import MAX_LINE, MAX_TEXT, FormatError, Parsed, clean

_MAX_PART = 8_000_000
"""Bytes of XML that are unpacked; the reader stops there, whatever the archive says its size is."""
_MAX_RATIO = 200
_MAX_PARTS = 5_000
_MAX_DEPTH = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLE = re.compile(r"(?:heading|überschrift|berschrift|titre|título|ttulo)\s?([1-9])$", re.IGNORECASE)


def read_docx(content: bytes) -> Parsed:
    """Return the document's structure; line n is paragraph n.

    Raises:
        FormatError: it is damaged, encrypted, or larger unpacked than is read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > _MAX_PARTS:
                raise FormatError(f"more than {_MAX_PARTS} parts in the archive")
            body = _part(archive, "word/document.xml", required=True)
            relations = _part(archive, "word/_rels/document.xml.rels", required=False)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise FormatError("encrypted or in the old binary format; save it as DOCX without a password") from None
        raise FormatError(f"damaged archive ({clean(str(error), 80)})") from None
    return _Reader(_targets(relations)).read(_parse(body))


def _part(archive: zipfile.ZipFile, name: str, *, required: bool) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError:
        if required:
            raise FormatError("no text part in the archive; not a Word document") from None
        return b""
    if info.file_size > _MAX_PART or (
        info.file_size > 1_000_000 and info.file_size > _MAX_RATIO * max(1, info.compress_size)
    ):
        raise FormatError(f"unpacks to {info.file_size} bytes; not read")
    with archive.open(info) as part:
        data = part.read(_MAX_PART + 1)
    if len(data) > _MAX_PART:
        raise FormatError(f"unpacks to more than {_MAX_PART} bytes; not read")
    return data


def _parse(data: bytes) -> Element:
    depth = 0
    root: Element | None = None
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > _MAX_DEPTH:
                raise FormatError(f"nested deeper than {_MAX_DEPTH}")
    except DefusedXmlException:
        raise FormatError("XML with entities or declarations; not read") from None
    except (ParseError, ValueError, LookupError) as error:
        raise FormatError(f"damaged XML ({clean(str(error), 80)})") from None
    if root is None:
        raise FormatError("empty XML")
    return root


def _targets(relations: bytes) -> dict[str, str]:
    """Return targets of links by relation id."""
    if not relations:
        return {}
    return {r.get("Id", ""): r.get("Target", "") for r in _parse(relations) if r.get("Type", "").endswith("/hyperlink")}


class _Reader:
    def __init__(self, targets: dict[str, str]) -> None:
        self.targets = targets
        self.lines: list[str] = []
        self.size = 0
        self.build = Builder(self.lines)

    def read(self, root: Element) -> Parsed:
        body = root.find(f"{_W}body")
        for element in body if body is not None else ():
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._table(element)
            elif element.tag == f"{_W}sdt":
                for paragraph in element.iter(f"{_W}p"):
                    self._paragraph(paragraph)
        return self.build.done()

    def _add(self, text: str) -> int:
        text = clean(text, MAX_LINE)
        if self.size < MAX_TEXT:
            self.lines.append(text)
            self.build.prose(text)
            self.size += len(text) + 1
        return len(self.lines)

    def _paragraph(self, element: Element) -> None:
        line = self._add(_text(element))
        style = element.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val", "") if style is not None else ""
        if name.lower() == "title":
            self.build.heading(1, self.lines[line - 1], line)
        elif found := _STYLE.search(name):
            self.build.heading(int(found[1]), self.lines[line - 1], line)
        for link in element.iter(f"{_W}hyperlink"):
            self.build.link(self.targets.get(link.get(f"{_R}id", ""), ""), "link", line)

    def _table(self, element: Element) -> None:
        start = len(self.lines) + 1
        rows = [[_text(cell) for cell in row.findall(f"{_W}tc")] for row in element.findall(f"{_W}tr")]
        for row in rows:
            self._add(" | ".join(row))
        if rows:
            self.build.table(rows[0], sum(1 for row in rows[1:] if sum(bool(c.strip()) for c in row) > 1), start)


def _text(element: Element) -> str:
    parts = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}br") or (node.tag == f"{_W}p" and parts):
            parts.append(" ")
    return "".join(parts)
