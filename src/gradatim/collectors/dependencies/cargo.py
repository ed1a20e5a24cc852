"""Rust: Cargo.toml and Cargo.lock."""

import re
from collections.abc import Iterator
from typing import Any

from gradatim.collectors.dependencies.interface import Declared, LockKind, ManifestDraft, ManifestKind
from gradatim.collectors.pipelines.tame import load_toml

_TABLES = ("dependencies", "dev-dependencies", "build-dependencies")
_EXACT = re.compile(r"^=\s*\d+\.\d+\.\d+")


def cargo_toml(path: str, text: str) -> ManifestDraft | None:
    """Read Cargo.toml: package, workspace and target tables."""
    data = load_toml(text)
    if not {"package", "workspace", "project"} & set(data):
        return None
    tables = [data, _table(data.get("workspace")), *_table(data.get("target")).values()]
    items: dict[str, Declared] = {}
    for holder in tables:
        for key in _TABLES:
            for item in _read(_table(_table(holder).get(key))):
                items.setdefault(item.name, item)
    return ManifestDraft(tuple(items.values()))


def _read(table: dict[str, Any]) -> Iterator[Declared]:
    for name, value in table.items():
        detail = _table(value)
        version = value if isinstance(value, str) else str(detail.get("version", ""))
        inside = "path" in detail or detail.get("workspace") is True
        yield Declared(
            str(detail.get("package", name)),
            inside or bool(_EXACT.match(version)) or "rev" in detail,
            inside=inside,
            locked="path" not in detail,
            version=str(value),
        )


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


MANIFESTS = (ManifestKind("cargo", r"(?:^|/)Cargo\.toml$", cargo_toml, structured=True),)
LOCKS = (
    LockKind(
        "cargo",
        r"(?:^|/)Cargo\.lock$",
        rb'(?m)^source = "registry|^source = "git',
        rb"(?m)^checksum = ",
        ("Cargo.toml",),
        own=rb'(?m)^name = "[^"\n]*"\r?\nversion = "[^"\n]*"\r?\n(?!source)',
    ),
)
