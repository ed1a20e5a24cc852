"""JSON Schemas of the learning files. `python -m gradatim.frameworks.learning.schemas` writes them anew."""

import json

import msgspec

from gradatim.frameworks.learning.loader import FILES, FOLDER


def text(name: str) -> str:
    """Return the content of the schema of one kind of file."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(FILES[name])}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for kind in FILES:
        (FOLDER / f"{kind}.schema.json").write_text(text(kind), encoding="utf-8")
