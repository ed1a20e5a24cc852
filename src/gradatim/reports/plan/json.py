"""A plan as JSON: the published format, schema `gradatim/plan/1`."""

import msgspec

from gradatim.files import json_schema
from gradatim.files.json_text import json_text
from gradatim.model.plan import SCHEMA, Plan, Progress
from gradatim.reports.interface import ReportError


def render(plan: Plan | Progress) -> str:
    """Return the plan (or the progress on one) as indented JSON with a newline at the end."""
    return json_text(plan)


class _Head(msgspec.Struct):
    schema: str = ""
    tool_version: str = ""


def parse(content: bytes, name: str) -> Plan:
    """Read a plan back.

    Raises:
        ReportError: it is damaged, is something else, or comes from a newer version.
    """
    mend = "Make it anew with 'gradatim plan --format json'."
    try:
        head = msgspec.json.decode(content, type=_Head)
    except msgspec.DecodeError as error:
        raise ReportError(f"{name}: not a readable plan ({error}). {mend}") from error
    if head.schema != SCHEMA:
        if head.schema.startswith("gradatim/plan/"):
            raise ReportError(f"{name}: a plan of another version ({head.schema}); this one reads {SCHEMA}. {mend}")
        raise ReportError(f"{name}: no Gradatim plan (its schema is {head.schema or 'missing'!r}, not {SCHEMA!r}).")
    try:
        return msgspec.json.decode(content, type=Plan)
    except msgspec.ValidationError as error:
        raise ReportError(f"{name}: {error}. {mend}") from error


def schema() -> str:
    """Return the JSON Schema of a plan."""
    return json_text(json_schema.of(Plan, SCHEMA))
