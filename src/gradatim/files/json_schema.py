"""JSON Schemas made from our types: the same text under every version of Python."""

import inspect
from typing import Any

import msgspec

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/{name}"


def of(kind: type, title: str = "") -> dict[str, Any]:
    """Return the schema of one type, under a title where one is given."""
    made = {"$schema": _DIALECT, **msgspec.json.schema(kind)}
    if title:
        made["title"] = title
    return _tidy(made)


def of_one_of(kinds: tuple[type, ...], title: str) -> dict[str, Any]:
    """Return the schema of files that are each of one of the types."""
    _, made = msgspec.json.schema_components(kinds, ref_template=_REF)
    choices = [{"$ref": _REF.format(name=kind.__name__)} for kind in kinds]
    return _tidy({"$schema": _DIALECT, "title": title, "oneOf": choices, "$defs": made})


def _tidy(made: dict[str, Any]) -> dict[str, Any]:
    """Strip the indentation of docstrings: Python keeps it up to 3.12, and drops it from 3.13 on."""
    for schema in (made, *made.get("$defs", {}).values()):
        if "description" in schema:
            schema["description"] = inspect.cleandoc(schema["description"])
    return made
