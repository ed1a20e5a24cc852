"""Guesses from the metadata of manifests where the product is published."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.tame import load_toml
from gradatim.files import yaml_values
from gradatim.model.dependencies import Manifest

_DATA = Path(__file__).with_name("publishes.yaml")


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    most_folders: int
    beside_the_product: frozenset[str]


@cache
def _rules() -> _Rules:
    return yaml_values.own(_DATA, _Rules)


def guess(project: Project, manifests: list[Manifest]) -> str:
    """Return the registries that the product's manifests are written for, `npm, pypi`; empty where there is none."""
    found: dict[str, None] = {}
    for manifest in manifests:
        if manifest.vendored or manifest.unused_template or not _of_product(manifest.path):
            continue
        name = manifest.path.rpartition("/")[2]
        text = project.text(manifest.path) or ""
        registry, told = next(((r, t) for pattern, r, t in _BY_NAME if pattern.search(name)), ("", None))
        if told is not None and told(text):
            found[registry] = None
    return ", ".join(found)


def _of_product(path: str) -> bool:
    """Tell whether a manifest lies near the root and not among the tools, tests and texts about the product."""
    folders = path.lower().split("/")[:-1]
    return len(folders) <= _rules().most_folders and not _rules().beside_the_product.intersection(folders)


def _npm(text: str) -> bool:
    data = _json(text)
    return data.get("private") is not True and bool(data.get("name") and data.get("version"))


def _pypi(text: str) -> bool:
    data = _toml(text)
    tool = data.get("tool")
    project = data.get("project") or (tool.get("poetry") if isinstance(tool, dict) else None)
    private = re.search(r"Private ::|package-mode\s*=\s*false|(?m:^package\s*=\s*false)", text)
    return isinstance(project, dict) and bool(project.get("name")) and "build-system" in data and not private


def _setuptools(text: str) -> bool:
    return bool(re.search(r"\bname\s*=", text) and re.search(r"\bversion\s*=|setuptools_scm|\[metadata\]", text))


def _crate(text: str) -> bool:
    package = _toml(text).get("package")
    return isinstance(package, dict) and package.get("publish") is not False and bool(package.get("version"))


def _packagist(text: str) -> bool:
    data = _json(text)
    # A package without a type is a library: the default of Composer's schema.
    return bool(data.get("name")) and data.get("type", "library") in ("library", "composer-plugin")


def _holds(pattern: str) -> Callable[[str], bool]:
    return lambda text: bool(re.search(pattern, text))


_BY_NAME: tuple[tuple[re.Pattern[str], str, Callable[[str], bool]], ...] = (
    (re.compile(r"^package\.json$"), "npm", _npm),
    (re.compile(r"^pyproject\.toml$"), "pypi", _pypi),
    (re.compile(r"^setup\.(?:py|cfg)$"), "pypi", _setuptools),
    (re.compile(r"^Cargo\.toml$"), "crates.io", _crate),
    (re.compile(r"\.gemspec$"), "rubygems", _holds(r"\S")),
    (re.compile(r"^pom\.xml$"), "maven", _holds(r"<distributionManagement>|central-publishing|nexus-staging")),
    (re.compile(r"^build\.gradle"), "maven", _holds(r"maven-publish|vanniktech|publishing\s*\{")),
    (re.compile(r"^composer\.json$"), "packagist", _packagist),
    (re.compile(r"^mix\.exs$"), "hex", _holds(r"package:\s|defp? package")),
    (re.compile(r"^pubspec\.yaml$"), "pub", lambda text: not re.search(r"(?m)^publish_to:\s*['\"]?none", text)),
    (
        re.compile(r"\.(?:cs|fs|vb)proj$"),
        "nuget",
        _holds(r"<(?:PackageId|GeneratePackageOnBuild|IsPackable)>(?!false)"),
    ),
)


def _json(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _toml(text: str) -> dict[str, Any]:
    try:
        return load_toml(text)
    except (ValueError, RecursionError):
        return {}
