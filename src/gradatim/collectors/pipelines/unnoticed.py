"""Tells why the failure of a command in a script would go unnoticed."""

import re
from collections.abc import Sequence

from gradatim.collectors.pipelines.cutting import Part, unquote
from gradatim.collectors.pipelines.words import words as _words

_SET = re.compile(r"^(?:\+\+|--)(?P<a>[A-Za-z_]\w*)$|^(?P<b>[A-Za-z_]\w*)(?:\+\+|--|\+?=(?!=))")
_DEAD_ENDS = (["true"], "||"), ([":"], "||"), (["false"], "&&")


def stops(words: Sequence[str]) -> bool:
    """Tell whether a command ends the script with a failure."""
    if not words or words[0] not in _words().stopping:
        return False
    return not (words[0] in ("exit", "return") and len(words) > 1 and unquote(words[1]) == "0")


def never(parts: list[Part], index: int) -> bool:
    """Tell whether a command cannot run: it waits for `true` to fail, or for `false` to succeed."""
    while index and parts[index - 1].after in ("|", "|&"):
        index -= 1
    before = parts[index - 1] if index else None
    return before is not None and (before.words, before.after) in _DEAD_ENDS


def swallowed(parts: list[Part], index: int, stops_later: bool, pipefail: bool) -> str:
    """Return why the failure of a command would go unnoticed."""
    part = parts[index]
    if part.condition and not stops_later:
        return "used as a condition only"
    if part.after in ("|", "|&") and not pipefail:
        return "its status is lost in a pipe"
    if part.after == "&" and not any(p.words[:1] == ["wait"] for p in parts[index + 1 :]):
        return "runs in the background"
    return _fallback(parts, index) if part.after in ("||", "&&", "|") else ""


def _handler(parts: list[Part], index: int) -> tuple[int, int]:
    """Return where what stands behind `||` begins and ends, after the list that the command is part of."""
    while index < len(parts) and parts[index].after in ("&&", "|"):
        index += 1
    start = index + 1
    if start >= len(parts) or parts[index].after != "||":
        return 0, 0
    end = start
    if parts[start].words[:1] == ["{"]:
        while end < len(parts) - 1 and not parts[end].closes:
            end += 1
    elif not parts[start].words and parts[start].after == "(":
        while end < len(parts) - 1 and parts[end].after != ")":
            end += 1
    return start, end + 1


def _bare(part: Part) -> list[str]:
    return part.words[1:] if part.words[:1] == ["{"] else part.words


def _fallback(parts: list[Part], index: int) -> str:
    """Look for `|| true` behind the list that the command is part of."""
    start, end = _handler(parts, index)
    if start == end or any(stops(_bare(p)) for p in parts[start:end]):
        return ""
    words = _bare(parts[start])
    if any(_noting(p) for p in parts[start:end]):
        return ""
    if words and unquote(words[0]) in _words().harmless | {"exit", "return"}:
        return f"`|| {' '.join(words[:2])[:30]}`: its failure is swallowed"
    return ""


def _noting(part: Part) -> set[str]:
    """Return the variables that a command sets: `failed=1`, `let failed+=1`, `((failed++))`."""
    words = _bare(part)
    counted = [unquote(w) for w in words[1:]] if words[:1] in (["let"], ["export"]) else words[:1]
    return {m["a"] or m["b"] for text in (*part.assigned, *counted) if (m := _SET.match(text))}


def noted(parts: list[Part], index: int) -> str | None:
    """Tell whether a failure that is only noted (`|| failed=1`) is felt later; None where none is noted.

    Empty where something reads the variable and may end the script by it; else why nothing does.
    """
    start, end = _handler(parts, index) if parts[index].after in ("||", "&&", "|") else (0, 0)
    if any(stops(_bare(p)) for p in parts[start:end]):
        return None
    names = {name for p in parts[start:end] for name in _noting(p)}
    if not names:
        return None
    if any(_felt(parts, later, names) for later in range(end, len(parts))):
        return ""
    return f"`|| {min(names)}=...`: nothing ends the script by it"


def _felt(parts: list[Part], index: int, names: set[str]) -> bool:
    """Tell whether a command may end the script by one of the variables."""
    part = parts[index]
    arithmetic = index > 1 and parts[index - 1].after == parts[index - 2].after == "("
    read = re.compile(rf"{'' if arithmetic else '[$][{]?[#!]?'}(?<!\w)(?:{'|'.join(map(re.escape, names))})\b")
    if not any(read.search(w) for w in part.words):
        others = [a for a in part.assigned if a.partition("=")[0].rstrip("+") not in names]
        return any(read.search(a) for a in others)
    if part.words[0] in _words().printing:
        return part.kept
    if arithmetic or part.words[0] in ("[", "[[", "test"):
        condition = part.condition or (arithmetic and parts[index - 2].condition)
        return not condition or any(stops(p.words) for p in parts[index:])
    return True
