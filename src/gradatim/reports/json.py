"""The result as JSON: the published format, schema `gradatim/result/1` (docs/result-format.md)."""

import msgspec

from gradatim.model.result import SCHEMA, Result
from gradatim.reports.interface import ReportError


def render(result: Result) -> str:
    """Return the result as indented JSON with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(result), indent=1).decode() + "\n"


_UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What decoding raises: no JSON or another shape; bytes that are no UTF-8; nesting without end."""


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
        return msgspec.json.decode(content, type=Result)
    except _UNREADABLE as error:
        raise ReportError(f"{name}: {error}. Run 'gradatim run' to write it anew.") from error


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
    made = msgspec.json.schema(Result)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = SCHEMA
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"
