"""Names of files and folders as the vocabulary writes them."""

import re

import msgspec

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOIN = re.compile(r"[\s_\-–]+")
# `04_audits`, `01-policies`: numbers that keep folders in order.
_NUMBER = re.compile(r"^\d{1,3}[ _.-]+(?=[^\W\d])")
# `2_development`, `05-glossary`; records have longer numbers.
_ORDER = re.compile(r"^\d\d?-(?=[^\W\d]{4})")
# `page.html.md`: what a site generator makes of it stands before the ending.
_RENDERED = re.compile(r"\.html?$", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"[._-](zh(?:-?(?:cn|tw|hk|hans|hant))?|cn|tw|ja|jp|ko|kr|de|fr|es|pt(?:-?br)?|ru|it|tr|vi|pl|uk|ua|fa|ar|id|nl|cs|hu|sv|he|hi|th)$",
    re.IGNORECASE,
)
_LANGUAGE_FOLDERS = re.compile(
    r"^(zh(-(cn|tw|hans|hant))?|ja|ko|de|fr|es|pt(-br)?|ru|it|tr|vi|pl|uk|fa|ar|id|nl|cs|hu|sv)(-[a-z]{2})?$"
)


class PathName(msgspec.Struct, frozen=True, kw_only=True):
    """A path taken apart."""

    path: str
    folders: tuple[str, ...]
    """Lower case, words joined by `-`, outermost first."""
    stems: tuple[str, ...]
    """The file's name without ending, as it stands, with CamelCase split, and without a number that keeps pages in
    order; lower case, words joined by `-`."""
    extension: str
    """Lower case, without the dot."""
    language: str = ""
    """Of a translated copy: from the name (`README.de.md`) or a folder (`docs/fr/`)."""
    upper: bool = False
    """The name begins with a capital, as files for people do."""


def take_apart(path: str) -> PathName:
    """Return the parts of a path that patterns are held against."""
    *folders, base = path.split("/")
    stem, extension = _split(base)
    if extension in ("md", "markdown"):
        stem = _RENDERED.sub("", stem)
    language = ""
    if found := _LANGUAGE.search(stem):
        language, stem = found[1].lower().replace("_", "-"), stem[: found.start()]
    low = tuple(_JOIN.sub("-", _NUMBER.sub("", folder).lower()).strip("-") for folder in folders)
    language = language or next((f for f in low[:-1] + low[-1:] if _LANGUAGE_FOLDERS.match(f)), "")
    plain = _JOIN.sub("-", stem.strip(" ._-").lower())
    split = _JOIN.sub("-", _CAMEL.sub("-", stem).strip(" ._-").lower())
    ways = dict.fromkeys((plain, split, _ORDER.sub("", split)))
    return PathName(
        path=path,
        folders=low,
        stems=tuple(ways),
        extension=extension,
        language=language,
        upper=stem[:1].isupper(),
    )


def _split(base: str) -> tuple[str, str]:
    stem, dot, extension = base.rpartition(".")
    if not dot or not stem or len(extension) > 8 or not extension.isalnum() or extension.isdigit():
        return base, ""
    return stem, extension.lower()
