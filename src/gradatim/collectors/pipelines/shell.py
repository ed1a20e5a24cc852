"""Cuts shell scripts into simple commands, and tells which of them could fail without anybody noticing.

A tolerant reader of what is common in pipelines, not a shell: nothing is expanded but what the caller gives, nothing
is executed. Comments, here-documents and printed text never count as commands.
"""

import re
from collections.abc import Sequence

import msgspec

from gradatim.collectors.pipelines.cutting import Cutter, unquote
from gradatim.collectors.pipelines.unnoticed import Failures

MAX_SCRIPT = 64_000
_SKIPPED = frozenset(("for", "case", "function", "select", "[[", "[", "test"))


class Simple(msgspec.Struct, frozen=True):
    """One simple command."""

    words: tuple[str, ...]
    line: int
    """Lines below the script's first."""
    soft: str = ""
    """Why its failure would go unnoticed; empty where it would not."""
    assigned: tuple[str, ...] = ()
    """`NAME=value` put before it."""

    @property
    def text(self) -> str:
        """The command with single spaces."""
        return " ".join(self.words)


def commands(script: str, *, pipefail: bool = True, stop: bool = True) -> list[Simple]:
    """Cut a script into simple commands, at most 600.

    Args:
        script: shell text; what is beyond 64,000 characters is not looked at.
        pipefail: the shell starts with `pipefail` on.
        stop: the shell starts with `-e` on: the first failure ends the script.
    """
    parts = Cutter(script[:MAX_SCRIPT]).cut()
    found: list[Simple] = []
    goes_on = (
        "`set +e`: the script goes on after a failure" if stop else "no `set -e`: the script goes on after a failure"
    )
    failures = Failures(parts)
    for index, part in enumerate(parts):
        pipefail, stop = _options(part.words, pipefail, stop)
        if not part.words or part.words[0] in _SKIPPED or failures.never(index):
            continue
        noted = failures.noted(index)
        soft = failures.swallowed(index, pipefail) or noted or ""
        if not soft and noted is None and not stop and index < len(parts) - 1 and not failures.ends_later(index):
            soft = goes_on
        found.append(Simple(tuple(unquote(w) for w in part.words), part.line, soft, part.assigned))
    return found


def _options(words: Sequence[str], pipefail: bool, stop: bool) -> tuple[bool, bool]:
    """Follow `set -e`, `set +e` and `set -o pipefail`."""
    if not words or words[0] != "set":
        return pipefail, stop
    rest = words[1:]
    if any(w == "pipefail" for w in rest):
        pipefail = "+o" not in rest
    if any(re.fullmatch(r"-[a-z]*e[a-z]*", w) for w in rest) or "errexit" in rest:
        stop = "+o" not in rest
    if any(re.fullmatch(r"\+[a-z]*e[a-z]*", w) for w in rest):
        stop = False
    return pipefail, stop
