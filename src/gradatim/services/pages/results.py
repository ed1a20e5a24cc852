"""The generated files about the result format."""

from gradatim.reports import json


def pages() -> dict[str, str]:
    """Return the JSON Schema of the result, by path below `docs/`."""
    return {"result.schema.json": json.schema()}
