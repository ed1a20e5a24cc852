"""JSON Schemas of the data files, made from `shape`; `python -m gradatim.planning.needs.schemas` writes them anew."""

import json
from typing import Any

import msgspec

from gradatim.planning.needs import shape
from gradatim.planning.needs.data import FOLDER

FILES: dict[str, type] = {
    "questions": shape.QuestionsFile,
    "gates": shape.GatesFile,
    "alternatives": shape.AlternativesFile,
    "criteria": shape.CriteriaFile,
    "presets": shape.PresetsFile,
    "economics": shape.EconomicsFile,
    "method": shape.MethodFile,
    "reviews": shape.ReviewsFile,
}


def schema(name: str) -> dict[str, Any]:
    """Return the schema of one file by its stem."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(FILES[name])}


def text(name: str) -> str:
    """Return the content of a schema file."""
    return json.dumps(schema(name), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for stem in FILES:
        (FOLDER / f"{stem}.schema.json").write_text(text(stem), encoding="utf-8")
