"""JSON Schemas of the files in this folder, made from `shape`: for editors, checks, and whoever writes another file.

`python -m gradatim.frameworks.schemas` writes them anew.
"""

from typing import Any

from gradatim.files import json_schema
from gradatim.files.json_text import json_text
from gradatim.frameworks.loader import DATA
from gradatim.frameworks.shape import CrosswalkFile, FrameworkFile, IndicatorFile

FILES: dict[str, type] = {
    "framework.schema.json": FrameworkFile,
    "crosswalk.schema.json": CrosswalkFile,
    "indicators.schema.json": IndicatorFile,
}


def schema(name: str) -> dict[str, Any]:
    """Return one schema by the name of its file."""
    kind = FILES[name]
    made = json_schema.of(kind)
    if kind is FrameworkFile:
        made["$defs"]["SignalEntry"]["oneOf"] = [{"required": ["probes"]}, {"required": ["not_yet_mined"]}]
        made["$defs"]["FrameworkFile"]["oneOf"] = [{"required": ["areas"]}, {"required": ["clauses"]}]
    return made


def text(name: str) -> str:
    """Return the content of a schema file."""
    return json_text(schema(name))


if __name__ == "__main__":
    for file in FILES:
        (DATA / file).write_text(text(file), encoding="utf-8")
