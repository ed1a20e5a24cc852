"""Reads ownership files of forges (CODEOWNERS): which files of the tree have an owner, which lines match nothing.

The grammar is that of GitHub, GitLab and their like: one pattern and its owners a line, the last match wins, a line
without owners takes them away; GitLab adds sections with owners of their own. Kubernetes' OWNERS files name teams that
stand with their members in OWNERS_ALIASES: the only teams of which a clone can know that they are empty.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from gradatim.files import yaml_values
from gradatim.files.interface import FileError
from gradatim.files.yaml_events import Bounds

_LINE = re.compile(r"((?:\\.|[^\s#\\])+)([^#]*)")
_SECTION = re.compile(r"\^?\[([^\]]*)\](?:\[\d+\])?(.*)")
_OWNER = re.compile(r"@\S|\S+@\S")
_LIMIT = 5_000
"""Lines of one file that are read."""
_CHECKS = 20_000_000
"""Patterns times files that are held against each other."""
_ALIASES = Bounds(size=1_000_000, depth=6)


class Owned(msgspec.Struct, frozen=True, kw_only=True):
    """What an ownership file covers."""

    covered: int
    """Files of the tree that have an owner."""
    of: int
    dead: tuple[str, ...] = ()
    """Patterns that match no file, as written."""


class _Rule(msgspec.Struct, frozen=True):
    pattern: str
    owners: bool


def is_ownership_file(path: str) -> bool:
    """Tell whether a path is where a forge looks for owners."""
    folder, _, base = path.lower().rpartition("/")
    return base == "codeowners" and folder in ("", ".github", ".gitlab", ".gitea", ".forgejo", "docs", ".bitbucket")


def read_owners(text: str, paths: Iterable[str]) -> Owned | None:
    """Return what the file covers of a tree; None where nothing can be read from it or the work would be too large."""
    rules = tuple(_rules(text))
    files = tuple(paths)
    if not rules or len(rules) * len(files) > _CHECKS:
        return None
    owned = dict.fromkeys(files, False)
    dead = []
    for rule in rules:
        matches = [f for f in files if _regex(rule.pattern).match(f)]
        owned.update(dict.fromkeys(matches, rule.owners))
        if not matches:
            dead.append(rule.pattern)
    return Owned(covered=sum(owned.values()), of=len(files), dead=tuple(dict.fromkeys(dead)))


def empty_teams(aliases: str) -> frozenset[str]:
    """Return the teams without a member, lower case, of an OWNERS_ALIASES file; none where it cannot be read."""
    try:
        value = yaml_values.parse(aliases.encode(), _ALIASES).value
    except FileError:
        return frozenset()
    teams = value.get("aliases") if isinstance(value, dict) else None
    if not isinstance(teams, dict):
        return frozenset()
    return frozenset(str(name).lower() for name, members in teams.items() if not members)


def _rules(text: str) -> Iterable[_Rule]:
    by_section = False
    for line in text.splitlines()[:_LIMIT]:
        stripped = line.strip()
        if section := _SECTION.fullmatch(stripped):
            by_section = bool(_OWNER.search(section[2]))
        elif (found := _LINE.match(stripped)) and not found[1].startswith("!"):
            yield _Rule(found[1].replace("\\ ", " ").replace("\\#", "#"), by_section or bool(_OWNER.search(found[2])))


@lru_cache(maxsize=10_000)
def _regex(pattern: str) -> re.Pattern[str]:
    """Return the pattern as a regular expression on paths from the root."""
    anchored = "/" in pattern.rstrip("/")
    body = pattern.strip("/")
    parts = [_part(part) for part in body.split("/") if part]
    inner = "/".join(parts).replace("**/", "(?:[^/]+/)*").replace("/**", "/.*").replace("**", ".*")
    # `docs/*` owns the files of that folder alone, `docs` and `docs/` all below.
    tail = "$" if body.endswith("/*") else "/" if pattern.endswith("/") else "(?:/|$)"
    return re.compile(f"{'' if anchored else '(?:.*/)?'}{inner}{tail}")


def _part(part: str) -> str:
    if part == "**":
        return part
    return re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
