"""JSON Schemas of the learning files. `python -m gradatim.frameworks.learning.schemas` writes them anew."""

from gradatim.files import json_schema
from gradatim.files.json_text import json_text
from gradatim.frameworks.learning.loader import FILES, FOLDER


def text(name: str) -> str:
    """Return the content of the schema of one kind of file."""
    return json_text(json_schema.of(FILES[name]))


if __name__ == "__main__":
    for kind in FILES:
        (FOLDER / f"{kind}.schema.json").write_text(text(kind), encoding="utf-8")
