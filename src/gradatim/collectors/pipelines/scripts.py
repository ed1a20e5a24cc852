"""Finds the script of the unit that a command names, and tells by its first lines how it runs."""

import re

from gradatim.collectors.pipelines.folders import OUTSIDE
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.rules import tool_name

_VARIABLE = re.compile(r"^(?:\$\{[^{}]*\}|\$\w+|\$\{\{[^}]*\}\}|\$\([^)]*\)|%\w+%)[/\\]")
_SHELL_FILE = re.compile(rb"^#![^\n]*\b(?:ba|da|z|k)?sh\b")
_STOPS = re.compile(
    rb"^#![^\n]*sh\s+-\w*e|^[ \t]*set\s+-\w*e|^[ \t]*set\s+-o\s+errexit|^[ \t]*(?:\.|source)\s+\S", re.MULTILINE
)
_SCRIPT_END = (".sh", ".bash", ".zsh", ".ksh")
_NO_SCRIPT = (".json", ".toml", ".cfg", ".txt", ".md", ".yml", ".yaml")
_INTERPRETER = re.compile(
    r"^(?:python|pypy)[\d.]*$|^(?:ba|z|da|k)?sh$|^(?:perl|ruby|node|php|pwsh|powershell|py|source|tsx|ts-node)$"
)


def locate(project: Project, word: str, folder: str) -> str:
    """Return the unit's file that a word names; empty where it names none."""
    cleaned = _VARIABLE.sub("", word).replace("\\", "/").removeprefix("./")
    if folder == OUTSIDE and cleaned == word.removeprefix("./"):
        return ""
    for where in ("" if folder == OUTSIDE else folder, ""):
        path = join(where, cleaned)
        if path in project.sizes and not path.endswith(_NO_SCRIPT):
            return path
    return ""


def is_shell(path: str, data: bytes) -> bool:
    """Tell whether a file is a shell script, by its name or its first line."""
    return path.endswith(_SCRIPT_END) or bool(_SHELL_FILE.match(data))


def stops(data: bytes) -> bool:
    """Tell whether a script stops at the first failure, or sources another one that may say so."""
    return bool(_STOPS.search(data))


def is_interpreter(word: str) -> bool:
    """Tell whether a tool runs the script that is named behind it."""
    return bool(_INTERPRETER.match(tool_name(word)))


def looks_like_one(word: str) -> bool:
    """Tell whether a command is called by the path of a script."""
    return "/" in word or word.endswith((*_SCRIPT_END, ".py", ".pl", ".ps1", ".bat"))
