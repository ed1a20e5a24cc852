"""Judges tags by the company they keep: what one name leaves open, the project's other tags tell."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from gradatim.model.history import Tag, TagKind

_LETTERED = re.compile(r"^(?P<base>(?:[^@]*@)?\d+(?:\.\d+)*)[a-z]$")


def in_company(tags: Sequence[Tag]) -> list[Tag]:
    """Return tags with the kind that the others of their product show, in the same order."""
    released = {tag.version: tag.time for tag in tags if tag.kind is TagKind.RELEASE}
    builds = frozenset(_builds(released))
    renamed = _renamed(tags)
    judged = (_judged(tag, released, builds) for tag in tags)
    return [_under(tag, renamed) for tag in judged]


def _under(tag: Tag, renamed: str) -> Tag:
    """Return a tag as one of the product itself where it bears the product's new name."""
    owner, _, number = tag.version.rpartition("@")
    return msgspec.structs.replace(tag, version=number) if renamed and owner == renamed else tag


def _renamed(tags: Iterable[Tag]) -> str:
    """Return the name under which the product's versions went on where those before ended; empty where none did.

    `LANG_3_8`, then `lang-3.9`. With several names after the last plain version they are packages, not the product.
    """
    releases: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
    for tag in tags:
        if tag.kind is TagKind.RELEASE:
            owner, _, number = tag.version.rpartition("@")
            releases.setdefault(owner, []).append((tag.time, tuple(map(int, re.findall(r"\d{1,9}", number)))))
    last = max(releases.pop("", ()), default=None)
    later = [owner for owner, found in releases.items() if last and max(found) > last]
    if last is None or len(later) != 1:
        return ""
    first = min(releases[later[0]])
    goes_on = first[0] > last[0] and last[1] < first[1] < (last[1][0] + 2,)
    return later[0] if goes_on else ""


def aliases(tags: Iterable[Tag]) -> dict[str, str]:
    """Return, for names that move along (`v4` on the commit of `v4.2.1`), the release that they stand for."""
    found: dict[str, str] = {}
    by_commit: dict[str, list[Tag]] = {}
    for tag in tags:
        if tag.kind is TagKind.RELEASE:
            by_commit.setdefault(tag.commit, []).append(tag)
    for group in by_commit.values():
        longest = max(group, key=lambda t: (t.version.count("."), t.annotated, t.name))
        found |= {t.name: longest.name for t in group if longest.version.startswith(f"{t.version}.")}
    return found


def _judged(tag: Tag, released: dict[str, int], builds: frozenset[str]) -> Tag:
    if tag.kind is TagKind.RELEASE and tag.version in builds:
        return msgspec.structs.replace(tag, kind=TagKind.OTHER, version="")
    lettered = _LETTERED.match(tag.version) if tag.kind is TagKind.PRERELEASE else None
    # `1.0a` before 1.0 is an alpha; `3.3a` after 3.3 mends it.
    if lettered and released.get(lettered["base"], tag.time + 1) <= tag.time:
        return msgspec.structs.replace(tag, kind=TagKind.RELEASE)
    return tag


def _builds(released: Iterable[str]) -> Iterable[str]:
    """Yield single numbers that count builds or days, not versions: most versions have dots, and it is none's next."""
    dotted: dict[str, list[int]] = {}
    single: dict[str, list[str]] = {}
    for version in released:
        owner, _, number = version.rpartition("@")
        if number.isdigit():
            single.setdefault(owner, []).append(version)
        elif match := re.match(r"\d{1,9}", number):
            dotted.setdefault(owner, []).append(int(match[0]))
    for owner, versions in single.items():
        majors = dotted.get(owner, [])
        if len(majors) > len(versions):
            yield from (v for v in versions if int(v.rpartition("@")[2][:18]) > max(majors) + 1)
