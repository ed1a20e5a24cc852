"""Blocks of a Jenkinsfile: stretches of text between braces, and what holds for everything in them."""

import re
from bisect import bisect_right
from collections.abc import Mapping

from gradatim.collectors.pipelines.draft import Limit
from gradatim.collectors.pipelines.systems import jenkins_when

# What never ends runs to the end of the file: begun anew at every later sign, it would take quadratic time.
STRING = (
    r"'''(?:\\.|(?!''')[^\\])*(?:'''|\Z)|\"\"\"(?:\\.|(?!\"\"\")[^\\])*(?:\"\"\"|\Z)"
    r"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\""
)
_TOKEN = re.compile(rf"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))|(?P<string>{STRING})|(?P<brace>[{{}}])", re.DOTALL)
_SOFT_BLOCK = re.compile(r"\bcatchError\s*(?:\((?P<options>[^)]*)\))?\s*$|\bwarnError\s*(?:\([^)]*\))?\s*$|\btry\s*$")
_IF = re.compile(r"\bif\s*\((?P<condition>[^{};\n]*)\)\s*$")
_POST = re.compile(r"\bpost\s*\{?\s*$")
MAX_BLOCKS = 3000


class Block:
    """A stretch of text between braces, with what stands before it."""

    def __init__(self, start: int, head: str, parent: "Block | None") -> None:
        """Open a block."""
        self.start = start
        self.end = -1
        self.head = head
        self.parent = parent
        self.swallows: str | None = None
        """Why it or a block around it swallows a failure; empty: none does, whatever stands further in."""
        self.limit = Limit()
        """Events that every `if (...)` around lets through; of an `else` nothing is known."""


class Blocks:
    """All blocks of a text, in the order in which they open, and the innermost one of each place."""

    def __init__(self, text: str, main_branch: str, known: Mapping[str, str]) -> None:
        """Follow the braces, and sum up at each block what those around it say: a step asks the innermost alone."""
        self.all = _blocks(text)
        for block in self.all:  # the outer ones open first
            if block.parent:
                block.limit, block.swallows = block.parent.limit, block.parent.swallows
            if block.swallows is None:
                block.swallows = _swallowed(block.head)
            if guard := _guard(block.head, main_branch, known):
                block.limit = block.limit.within(guard)
        turns = [(b.start, 0, b) for b in self.all] + [(b.end, 1, b.parent) for b in self.all]
        turns.sort(key=lambda turn: turn[:2])
        self._places = [place for place, _, _ in turns]
        self._inside = [block for _, _, block in turns]

    def around(self, position: int) -> Block | None:
        """Return the innermost block."""
        at = bisect_right(self._places, position) - 1
        return self._inside[at] if at >= 0 else None

    def swallowed(self, position: int) -> str:
        """Return why a block around a step swallows its failure."""
        block = self.around(position)
        return (block.swallows if block else None) or ""

    def limit(self, position: int) -> Limit:
        """Return the events that every `if (...) {` around a step lets through."""
        block = self.around(position)
        return block.limit if block else Limit()


def without_comments(text: str) -> str:
    """Blank out comments, keeping every line where it is."""
    parts, position = [], 0
    for token in _TOKEN.finditer(text):
        parts.append(text[position : token.start()])
        position = token.end()
        kept = token[0] if not token["comment"] else re.sub(r"[^\n]", " ", token[0])
        parts.append(kept)
    return "".join([*parts, text[position:]])


def _blocks(text: str) -> list[Block]:
    found: list[Block] = []
    open_blocks: list[Block] = []
    for token in _TOKEN.finditer(text):
        if token["brace"] == "{":
            head = text[max(0, token.start() - 300) : token.start()]
            block = Block(token.end(), head, open_blocks[-1] if open_blocks else None)
            found.append(block)
            open_blocks.append(block)
        elif token["brace"] == "}" and open_blocks:
            open_blocks.pop().end = token.start()
    for block in open_blocks:
        block.end = len(text)
    return found[:MAX_BLOCKS]


def _guard(head: str, main_branch: str, known: Mapping[str, str]) -> Limit | None:
    match = _IF.search(head)
    if not match or head[: match.start()].rstrip().endswith("else"):
        return None
    return jenkins_when.if_limit(match["condition"], main_branch, known)


def _swallowed(head: str) -> str | None:
    """Return why a block swallows failures; empty: nothing further in counts; None: it says nothing."""
    match = _SOFT_BLOCK.search(head)
    if match and match[0].startswith("try"):
        return ""  # what `catch` does is not followed
    if match and _keeps_good(match["options"] or ""):
        return "`catchError`: its failure is swallowed"
    if match and "warnError" in match[0]:
        return "`warnError`: warnings only"
    return "`post`: runs after the result is known" if _POST.search(head) else None


def _keeps_good(options: str) -> bool:
    """Tell whether `catchError` leaves the build's result good: `stageResult` only colours the stage."""
    result = re.search(r"\bbuildResult\s*:\s*(?:['\"](\w+)|null)", options)
    return result is not None and result[1] != "FAILURE"
