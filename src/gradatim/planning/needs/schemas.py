"""JSON Schemas of the data files, made from `shape`; `python -m gradatim.planning.needs.schemas` writes them anew."""

from typing import Any

from gradatim.files import json_schema
from gradatim.files.json_text import json_text
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
    return json_schema.of(FILES[name])


def text(name: str) -> str:
    """Return the content of a schema file."""
    return json_text(schema(name))


if __name__ == "__main__":
    for stem in FILES:
        (FOLDER / f"{stem}.schema.json").write_text(text(stem), encoding="utf-8")
