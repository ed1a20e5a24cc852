"""Untrusted text made fit for a page: one line, nothing invisible, links only where they are plainly web addresses.

Escaping itself is the template engine's, which escapes every value that is not markup of ours.
"""

import re

from markupsafe import Markup, escape

_JOINERS = "\u200c\u200d"
"""Zero-width joiners stay: Persian, Hindi and emoji need them, and they reorder nothing."""
_MISSING = "\ufffd"
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::\d{1,5})?(?:[/?#][!#-;=?-\[\]_a-z~]*)?"
)
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""Controls but the newline, marks and overrides of direction, line separators, characters that are none."""
LONGEST_ADDRESS = 2000
LONGEST_TEXT = 600
LONGEST_UNBROKEN = 24
"""Characters of a word of a command that stays on one line in the narrowest column."""


def clean(text: str) -> str:
    """Return text as one line; control characters, direction overrides and the like become a visible mark."""
    if text.isprintable():
        return text
    line = " ".join(text.split())
    return "".join(c if c.isprintable() or c in _JOINERS else _MISSING for c in line)


def clip(text: str, most: int = LONGEST_TEXT) -> str:
    """Return text cut at `most` characters, with an ellipsis where something was cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def foreign(text: str, most: int = LONGEST_TEXT) -> Markup:
    """Return text that others wrote, set apart so that its direction of writing moves nothing around it."""
    return Markup("<bdi>{}</bdi>").format(clean(clip(text, most)))


def ticked(text: str) -> Markup:
    """Return text of ours with what stands between backticks set as code."""
    parts = clean(text).split("`")
    if len(parts) % 2 == 0:
        return escape(clean(text))
    return Markup("").join(_code(part) if n % 2 else escape(part) for n, part in enumerate(parts))


def _code(text: str) -> Markup:
    """Return a command or id as code whose words are not broken at their hyphens (`--framework`)."""
    words = (
        Markup('<span class="nw">{}</span>').format(w) if "-" in w and len(w) <= LONGEST_UNBROKEN else escape(w)
        for w in text.split(" ")
    )
    return Markup("<code>{}</code>").format(Markup(" ").join(words))


def address(url: str) -> str:
    """Return an address that may become a link: plain http or https, no user name in it; else nothing."""
    return url if len(url) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(url) else ""


def slug(text: str) -> str:
    """Return text as part of an element's id."""
    return _NOT_IN_ID.sub("-", text)[:120]


def finalize(value: object) -> object:
    """Clean every value that a template shows, unless it is markup of ours; nothing shows as nothing."""
    if value is None:
        return ""
    return clean(value) if type(value) is str else value


def scrub(page: str) -> str:
    """Return the whole page without anything invisible that a part may have let through: the last line of defence."""
    return _INVISIBLE.sub(_MISSING, page)


def css_string(text: str) -> Markup:
    """Return text as a quoted CSS string that cannot end its style element."""
    safe = "".join(c if c.isalnum() or c in " .,-_/+()" else _hex(c) for c in clean(clip(text, 140)))
    return Markup(f'"{safe}"')  # noqa: S704 - everything but letters, digits and harmless signs is hex-escaped above


def _hex(character: str) -> str:
    return f"\\{ord(character):06x}"


__all__ = [
    "Markup",
    "address",
    "clean",
    "clip",
    "css_string",
    "escape",
    "finalize",
    "foreign",
    "scrub",
    "slug",
    "ticked",
]
