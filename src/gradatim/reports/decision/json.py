"""The decision as JSON: the published format, schema `gradatim/decision/1`."""

import msgspec

from gradatim.model.needs import SCHEMA, Decision


def render(decision: Decision) -> str:
    """Return the decision as indented JSON with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(decision), indent=1).decode() + "\n"


def schema() -> str:
    """Return the JSON Schema of the decision."""
    made = msgspec.json.schema(Decision)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = SCHEMA
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"
