"""The decision as JSON: the published format, schema `gradatim/decision/1`."""

from gradatim.files import json_schema
from gradatim.files.json_text import json_text
from gradatim.model.decision import SCHEMA, Decision


def render(decision: Decision) -> str:
    """Return the decision as indented JSON with a newline at the end."""
    return json_text(decision)


def schema() -> str:
    """Return the JSON Schema of the decision."""
    return json_text(json_schema.of(Decision, SCHEMA))
