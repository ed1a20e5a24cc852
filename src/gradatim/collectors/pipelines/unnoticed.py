"""Tells why the failure of a command in a script would go unnoticed.

What several commands ask is worked out once, so that a script of many commands costs no more than its length.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from gradatim.collectors.pipelines.cutting import Part, unquote
from gradatim.collectors.pipelines.words import words as _words

_SET = re.compile(r"^(?:\+\+|--)(?P<a>[A-Za-z_]\w*)$|^(?P<b>[A-Za-z_]\w*)(?:\+\+|--|\+?=(?!=))")
_READ = re.compile(r"[$][{]?[#!]?(\w+)")
_NAMED = re.compile(r"\w+")
_DEAD_ENDS = (["true"], "||"), ([":"], "||"), (["false"], "&&")
_JOINED = ("||", "&&", "|")


class Failures:
    """What becomes of failures in one script, command by command."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._last_felt: dict[frozenset[str], int] = {}
        self._ends: dict[tuple[int, int], bool] = {}
        self._notes: dict[tuple[int, int], frozenset[str]] = {}

    def ends_later(self, index: int) -> bool:
        """Tell whether a command, or one after it, ends the script with a failure."""
        return index <= self._last_stop

    def never(self, index: int) -> bool:
        """Tell whether a command cannot run: it waits for `true` to fail, or for `false` to succeed."""
        while index and self._parts[index - 1].after in ("|", "|&"):
            index -= 1
        before = self._parts[index - 1] if index else None
        return before is not None and (before.words, before.after) in _DEAD_ENDS

    def swallowed(self, index: int, pipefail: bool) -> str:
        """Return why the failure of a command would go unnoticed."""
        part = self._parts[index]
        if part.condition and not self.ends_later(index + 1):
            return "used as a condition only"
        if part.after in ("|", "|&") and not pipefail:
            return "its status is lost in a pipe"
        if part.after == "&" and index >= self._last_wait:
            return "runs in the background"
        return self._fallback(index) if part.after in _JOINED else ""

    def noted(self, index: int) -> str | None:
        """Tell whether a failure that is only noted (`|| failed=1`) is felt later; None where none is noted.

        Empty where something reads the variable and may end the script by it; else why nothing does.
        """
        start, end = self._handlers[index] if self._parts[index].after in _JOINED else (0, 0)
        if start == end or self._ends_in(start, end):
            return None
        names = self._noted_in(start, end)
        if not names:
            return None
        return "" if self._felt_last(names) >= end else f"`|| {min(names)}=...`: nothing ends the script by it"

    @cached_property
    def _last_stop(self) -> int:
        return max((i for i, p in enumerate(self._parts) if _stops(p.words)), default=-1)

    @cached_property
    def _last_wait(self) -> int:
        return max((i for i, p in enumerate(self._parts) if p.words[:1] == ["wait"]), default=-1)

    @cached_property
    def _handlers(self) -> list[tuple[int, int]]:
        """Where what stands behind `||` begins and ends, after the list that each command is part of."""
        found = [(0, 0)] * (len(self._parts) + 1)
        for index in range(len(self._parts) - 1, -1, -1):
            goes_on = self._parts[index].after in ("&&", "|")
            found[index] = found[index + 1] if goes_on else self._handler(index)
        return found

    def _handler(self, index: int) -> tuple[int, int]:
        start, parts = index + 1, self._parts
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

    def _ends_in(self, start: int, end: int) -> bool:
        """Tell whether a handler ends the script."""
        if (start, end) not in self._ends:
            self._ends[start, end] = any(_stops(_bare(p)) for p in self._parts[start:end])
        return self._ends[start, end]

    def _noted_in(self, start: int, end: int) -> frozenset[str]:
        """Return the variables that a handler sets."""
        if (start, end) not in self._notes:
            self._notes[start, end] = frozenset(n for p in self._parts[start:end] for n in _noting(p))
        return self._notes[start, end]

    def _fallback(self, index: int) -> str:
        """Look for `|| true` behind the list that the command is part of."""
        start, end = self._handlers[index]
        if start == end or self._ends_in(start, end):
            return ""
        words = _bare(self._parts[start])
        if not words or unquote(words[0]) not in _words().harmless | {"exit", "return"}:
            return ""
        if self._noted_in(start, end):
            return ""
        return f"`|| {' '.join(words[:2])[:30]}`: its failure is swallowed"

    def _felt_last(self, names: frozenset[str]) -> int:
        """Return the last command that may end the script by one of the variables; -1 for none."""
        if names not in self._last_felt:
            order = range(len(self._parts) - 1, -1, -1)
            self._last_felt[names] = next((i for i in order if self._felt(i, names)), -1)
        return self._last_felt[names]

    @cached_property
    def _reads(self) -> list[tuple[frozenset[str], list[tuple[str, frozenset[str]]]]]:
        """The variables that each command reads, and those that each of its assignments reads."""
        found = []
        for index, part in enumerate(self._parts):
            mark = _NAMED if self._arithmetic(index) else _READ
            read = frozenset(n for w in part.words for n in mark.findall(w))
            found.append((read, [(a.partition("=")[0].rstrip("+"), frozenset(mark.findall(a))) for a in part.assigned]))
        return found

    def _arithmetic(self, index: int) -> bool:
        """Tell whether a command stands in `((...))`, where variables have no mark."""
        return index > 1 and self._parts[index - 1].after == self._parts[index - 2].after == "("

    def _felt(self, index: int, names: frozenset[str]) -> bool:
        part, (read, assigned) = self._parts[index], self._reads[index]
        if not names & read:
            return any(own not in names and names & other for own, other in assigned)
        if part.words[0] in _words().printing:
            return part.kept
        arithmetic = self._arithmetic(index)
        if arithmetic or part.words[0] in ("[", "[[", "test"):
            condition = part.condition or (arithmetic and self._parts[index - 2].condition)
            return not condition or self.ends_later(index)
        return True


def _stops(words: Sequence[str]) -> bool:
    """Tell whether a command ends the script with a failure."""
    if not words or words[0] not in _words().stopping:
        return False
    return not (words[0] in ("exit", "return") and len(words) > 1 and unquote(words[1]) == "0")


def _bare(part: Part) -> list[str]:
    return part.words[1:] if part.words[:1] == ["{"] else part.words


def _noting(part: Part) -> set[str]:
    """Return the variables that a command sets: `failed=1`, `let failed+=1`, `((failed++))`."""
    words = _bare(part)
    counted = [unquote(w) for w in words[1:]] if words[:1] in (["let"], ["export"]) else words[:1]
    return {m["a"] or m["b"] for text in (*part.assigned, *counted) if (m := _SET.match(text))}
