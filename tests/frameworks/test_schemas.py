"""Every file is valid by its schema, as an editor or another tool would check it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gradatim.frameworks import loader, yaml_reader

KINDS = {"framework": "*.yaml", "indicators": "indicators/*.yaml", "crosswalk": "crosswalks/*--*.yaml"}
FILES = [(kind, path) for kind, pattern in KINDS.items() for path in sorted(loader.DATA.glob(pattern))]


def _validator(kind: str) -> Any:
    schema = json.loads((loader.DATA / f"{kind}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_all_files_are_looked_at() -> None:
    assert len(FILES) == 3 + 3 + 8


@pytest.mark.parametrize(("kind", "path"), FILES, ids=[path.name for _, path in FILES])
def test_file_is_valid(kind: str, path: Path) -> None:
    errors = list(_validator(kind).iter_errors(yaml_reader.parse(path, yaml_reader.read(path))))
    assert not [error.message for error in errors]


def test_schema_refuses_a_signal_that_is_neither_mined_nor_excused(tiny: Path) -> None:
    raw = yaml_reader.parse(tiny / "tiny_1.yaml", yaml_reader.read(tiny / "tiny_1.yaml"))
    assert _validator("framework").is_valid(raw)
    del raw["signals"][0]["probes"]
    assert not _validator("framework").is_valid(raw)
