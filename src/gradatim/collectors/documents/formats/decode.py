"""Bytes to text: what the bytes say first, then the two encodings that documents are written in."""

import codecs

from gradatim.collectors.documents.parsed import MAX_TEXT, FormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOK = 8_192


def decode(content: bytes) -> str:
    """Return the text: by byte order mark, else UTF-8, else Windows-1252 with what it lacks replaced.

    Raises:
        FormatError: the bytes are no text.
    """
    head = content[: 4 * MAX_TEXT]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    if b"\0" in head[:_LOOK]:
        raise FormatError("binary content, no text")
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) < len(content) and error.start >= len(head) - 4:  # the cut went through a character
            return head[: error.start].decode("utf-8")
        return head.decode("cp1252", "replace")
