"""What several systems share: scripts given as a text or a list, environment values, names of files."""

import re
from collections.abc import Iterable
from typing import Any

from gradatim.collectors.pipelines.draft import Command
from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.yamlfile import as_list, as_map, as_text, line_of


def matching(project: Project, pattern: str) -> list[str]:
    """Return the product's own files that match a pattern from their first character."""
    compiled = re.compile(pattern)
    return [p for p in project.sizes if compiled.match(p) and not place_of(p).foreign]


def lines_of(value: Any, default: int) -> list[tuple[str, int]]:
    """Return the pieces of a script with their lines: a text, a list of texts, nested lists flattened."""
    found: list[tuple[str, int]] = []
    line = line_of(value, default)
    for item in as_list(value):
        if isinstance(item, list):
            found += lines_of(item, line)
        elif text := as_text(item):
            found.append((text, line_of(item, line)))
    return found[:400]


def scripts(value: Any, default: int, **fields: Any) -> list[Command]:
    """Return the pieces of a script as commands.

    Pieces run in one shell: `set +e`, `cd` and `export` of one hold for the next, so they are joined where they follow
    each other line by line, which keeps line numbers right.
    """
    pieces = lines_of(value, default)
    joined: list[Command] = []
    for text, line in pieces:
        last = joined[-1] if joined else None
        gap = line - (last.line + last.script.count("\n")) if last else 0
        if last is not None and 1 <= gap <= 50:
            last.script += "\n" * gap + text.rstrip("\n")
        else:
            joined.append(Command(line=line, script=text.rstrip("\n"), **fields))
    return joined


def environment(*values: Any) -> dict[str, str]:
    """Return environment values as options that steer tools; those that look like secrets are never needed."""
    found: dict[str, str] = {}
    for value in values:
        for key, item in as_map(value).items():
            text = as_text(item) or as_text(as_map(item).get("value"))
            if text and len(text) < 200:
                found[f"env:{key}"] = text
    return found


def names(value: Any) -> tuple[str, ...]:
    """Return a list of texts."""
    return tuple(as_text(v) for v in as_list(value) if as_text(v))


def labels(value: Any) -> str:
    """Return what names a machine (a text, a list of labels, a mapping that holds them) as one text."""
    given = value.values() if isinstance(value, dict) else as_list(value)
    return " ".join(w for item in given for w in names(item))


def quoted(words: Iterable[str]) -> str:
    """Join words to a command line."""
    return " ".join(w if re.fullmatch(r"[\w./=:@%+,${}-]+", w) else "'" + w.replace("'", "") + "'" for w in words)
