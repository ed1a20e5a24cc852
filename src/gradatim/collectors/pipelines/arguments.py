"""What a script is called with: put in where it hands it on, and kept to in a `case` over it. Nothing is run."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

_PLAIN = re.compile(r"[\w./=:,+-]+")
_HANDED_ON = re.compile(r"\"\$[@*]\"|\$\{?[@*]\}?")
_CASE = re.compile(
    r"\bcase[ \t]+[\"']?\$\{?1(?::?-[^}\n]{0,80})?\}?[\"']?[ \t]+in\b(?P<branches>(?:(?!\b(?:case|esac)\b).)*)\besac\b",
    re.DOTALL,
)
_END = re.compile(r"(;;&?|;&)")


def put_in(text: str, arguments: Sequence[str]) -> str:
    """Return a script with what it is called with: `goreleaser "$@"`, and of `case "$1" in` what is asked for."""
    plain = [a for a in arguments if _PLAIN.fullmatch(a)]
    if not plain:
        return text
    return _CASE.sub(lambda m: _asked_for(m[0], m["branches"], plain), _HANDED_ON.sub(lambda _: " ".join(plain), text))


def _asked_for(whole: str, branches: str, asked: Sequence[str]) -> str:
    """Leave out the branches for other arguments; where none is for these, the one for all others is left."""
    pieces = _END.split(branches)
    chosen = [p for p in pieces if _is_for(p, asked)] or [p for p in pieces if "*" in _patterns(p)]
    if not chosen:
        return whole
    kept = [p if p in chosen or _END.fullmatch(p) else "\n" * p.count("\n") for p in pieces]
    return whole.replace(branches, "".join(kept))


def _is_for(branch: str, asked: Sequence[str]) -> bool:
    return any(fnmatchcase(a, p) for a in asked for p in _patterns(branch) if p != "*")


def _patterns(branch: str) -> list[str]:
    """Return the patterns before the first `)`."""
    head, mark, _ = branch.partition(")")
    if not mark:
        return []
    return [p.strip().strip("\"'") for p in head.strip().rpartition("\n")[2].strip().lstrip("(").split("|")]
