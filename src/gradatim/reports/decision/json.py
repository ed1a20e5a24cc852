"""The decision as JSON: the published format, schema `gradatim/decision/1`."""

import msgspec

from gradatim.files import json_schema
from gradatim.model.needs import SCHEMA, Decision


def render(decision: Decision) -> str:
    """Return the decision as indented JSON with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(decision), indent=1).decode() + "\n"


def schema() -> str:
    """Return the JSON Schema of the decision."""
    return json_schema.text(json_schema.of(Decision, SCHEMA))
