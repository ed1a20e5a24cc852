"""Shows untrusted bytes as text that is safe to encode, print and compare."""

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Control characters but newline and tab, and the marks that reorder or hide text on screen."""


def display_path(raw: bytes) -> str:
    """Return a path as text; bytes that are no UTF-8 and characters that do not print become `\\xNN`.

    Different paths stay different: where anything is escaped, or could be taken for an escape, backslashes are too.
    """
    try:
        text = raw.decode()
        if text.isprintable() and "\\x" not in text:
            return text
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "surrogateescape")
    return "".join(c if c.isprintable() and c != "\\" else _escape(c) for c in text)


def _escape(character: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))


def clean_text(raw: bytes) -> str:
    """Return text without control characters (escape sequences among them); newlines and tabs stay."""
    return _CONTROL.sub("", raw.decode("utf-8", "replace"))


def one_line(text: str, limit: int = 300) -> str:
    """Return text as one line of bounded length."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
