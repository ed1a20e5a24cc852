"""Follows `cd` through a script, and knows when it has left the unit's own files."""

import re

from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.rules import tool_name

OUTSIDE = "\x00outside"
"""A folder that is not the unit's: nothing of the unit is called from it."""


def fetches(words: tuple[str, ...]) -> bool:
    """Tell whether a command brings somebody else's source here."""
    tool = tool_name(words[0])
    return (tool == "git" and "clone" in words[1:3]) or tool in ("tar", "unzip", "bsdtar", "svn", "hg")


def follow(project: Project, folder: str, target: str, fetched: bool) -> str:
    """Follow `cd`. What is not in the unit stays outside of it: a build folder, or somebody else's source."""
    if target == "-" or (target.startswith("~") and not fetched):
        return ""
    if target.startswith("/"):
        return OUTSIDE
    if "$" in target or "`" in target or "%" in target:
        return OUTSIDE if fetched else _computed(project, folder, target)
    inside = "" if folder == OUTSIDE else folder
    path = join(inside, target)
    if target.startswith("..") and (folder == OUTSIDE or not path):
        return ""
    if project.has_folder(path):
        return path
    return OUTSIDE if fetched else path


def _computed(project: Project, folder: str, target: str) -> str:
    """Return a folder that is named with a variable before it, or the one we are in where that is not known."""
    rest = re.sub(r"^(?:\$\{\{[^}]*\}\}|\$\{?\w+\}?|\$\([^)]*\)|%\w+%)[/\\]?", "", target)
    return rest if rest and project.has_folder(rest) else folder
