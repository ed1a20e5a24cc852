"""The result as JSON: the published format, schema `gradatim/result/1` (docs/result-format.md)."""

from collections.abc import Iterator

import msgspec

from gradatim.files import json_schema
from gradatim.files.json_text import json_text
from gradatim.model.framework import Scheme
from gradatim.model.judgement import BEST
from gradatim.model.result import SCHEMA, Result
from gradatim.reports.interface import ReportError


def render(result: Result) -> str:
    """Return the result as indented JSON with a newline at the end."""
    return json_text(result)


_UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What decoding raises: no JSON or another shape; bytes that are no UTF-8; nesting without end."""


_SCHEMES = frozenset(str(s) for s in Scheme)


class _Head(msgspec.Struct):
    schema: str = ""
    tool_version: str = ""


def parse(content: bytes, name: str) -> Result:
    """Read a result back.

    Raises:
        ReportError: it is damaged, is something else, or comes from a newer version.
    """
    try:
        head = msgspec.json.decode(content, type=_Head)
    except _UNREADABLE as error:
        raise ReportError(f"{name}: not a readable result ({error}). Run 'gradatim run' to write it anew.") from error
    if head.schema != SCHEMA:
        raise ReportError(_wrong_schema(name, head))
    try:
        result = msgspec.json.decode(content, type=Result)
    except _UNREADABLE as error:
        raise ReportError(f"{name}: {error}. Run 'gradatim run' to write it anew.") from error
    for fault in _faults(result):
        raise ReportError(f"{name}: {fault}. Run 'gradatim run' to write it anew.")
    return result


def _faults(result: Result) -> Iterator[str]:
    """Yield where a result of the right shape contradicts itself, so that nobody who reads one has to expect it."""
    frameworks = {f.id for f in result.frameworks}
    yield from (f"{f.id!r} has the unknown scheme {f.scheme!r}" for f in result.frameworks if f.scheme not in _SCHEMES)
    named = [("verdict", v.framework) for v in result.verdicts]
    named += [("criterion", c.id.partition(":")[0]) for c in result.criteria]
    yield from (f"a {what} is of {id!r}, which is no framework of it" for what, id in named if id not in frameworks)
    places = range(BEST + 1)
    yield from (f"{c.id!r} stands beyond its scale" for c in result.criteria if not {c.low, c.high} <= {*places})
    evidence = {e.id for e in result.evidence}
    yield from (
        f"{o.probe!r} names evidence that is not in it" for o in result.observations if {*o.evidence} - evidence
    )


def _wrong_schema(name: str, head: _Head) -> str:
    family, _, number = head.schema.rpartition("/")
    ours = SCHEMA.rpartition("/")
    if family == ours[0] and number.isdecimal() and int(number) > int(ours[2]):
        return (
            f"{name}: a newer result ({head.schema}, by Gradatim {head.tool_version or '?'}); this version reads "
            f"{SCHEMA}. Update Gradatim, or run 'gradatim run' again with this version."
        )
    return f"{name}: no Gradatim result (its schema is {head.schema or 'missing'!r}, not {SCHEMA!r})."


def schema() -> str:
    """Return the JSON Schema of the result."""
    return json_text(json_schema.of(Result, SCHEMA))
