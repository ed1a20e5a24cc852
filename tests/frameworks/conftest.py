"""What the tests of framework data share: the loaded data, and every file of the folder."""

from importlib.metadata import entry_points
from pathlib import Path

import msgspec
import pytest

from gradatim.frameworks import loader, yaml_reader
from gradatim.frameworks.shape import FrameworkFile
from gradatim.model.framework import Crosswalk, Framework

TINY = """
schema: gradatim/framework/1
framework: tiny
edition: '1'
title: A tiny standard
short_title: Tiny
publisher: nobody
year: 2001
scheme: conformity
clauses:
  - id: '1'
    title: Work
    requirements:
      - {id: 1-a, statement: Work is done., indicators: [{probe: tests_exist, strength: hint}]}
signals:
  - {id: work, what: Traces of work, source: git, criteria: [1-a], probes: [tests_exist]}
"""


@pytest.fixture(scope="session")
def frameworks() -> dict[str, Framework]:
    return {framework.id: framework for framework in loader.load_all()}


@pytest.fixture(scope="session")
def files() -> dict[str, FrameworkFile]:
    """Our framework files as they are written, by framework."""
    raw = [yaml_reader.parse(path, yaml_reader.read(path)) for path in sorted(loader.DATA.glob("*.yaml"))]
    return {one["framework"]: msgspec.convert(one, FrameworkFile) for one in raw}


@pytest.fixture(scope="session")
def crosswalks() -> dict[str, Crosswalk]:
    return {walk.id: walk for walk in loader.crosswalks()}


@pytest.fixture(scope="session")
def probes() -> set[str]:
    """Names registered as probes, whether or not their modules are there."""
    return {point.name for point in entry_points(group="gradatim.probes")}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder with one small framework of another make."""
    (tmp_path / "tiny_1.yaml").write_text(TINY)
    return tmp_path
