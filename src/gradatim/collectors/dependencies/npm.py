"""JavaScript: package.json, and the lock files of npm, yarn, pnpm, bun, deno."""

import json
import re
from typing import Any

from gradatim.collectors.dependencies.interface import Declared, LockKind, ManifestDraft, ManifestKind

_EXACT = re.compile(r"^[=v]?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$")
_LOCAL = ("workspace:", "file:", "link:", "portal:", "catalog:")
_SECTIONS = ("dependencies", "devDependencies", "optionalDependencies")


def package_json(path: str, text: str) -> ManifestDraft | None:
    """Read package.json; None where it declares nothing and is no package."""
    data: Any = json.loads(text)
    if not isinstance(data, dict):
        return None
    items = []
    for section in _SECTIONS:
        table = data.get(section)
        for name, version in table.items() if isinstance(table, dict) else []:
            value = version if isinstance(version, str) else ""
            local = value.startswith(_LOCAL)
            commit = bool(re.search(r"#[0-9a-f]{7,40}$", value))
            items.append(
                Declared(
                    name,
                    local or commit or bool(_EXACT.match(value.removeprefix("npm:").rpartition("@")[2])),
                    inside=local,
                    locked=not local,
                    version=value,
                )
            )
    if not items and not ("name" in data and "version" in data):
        return None
    peers = data.get("peerDependencies")
    named = {i.name for i in items}
    items += (
        [Declared(n, locked=False, version=str(v)) for n, v in peers.items() if n not in named]
        if isinstance(peers, dict)
        else []
    )
    return ManifestDraft(
        tuple(items), development=bool(items) and not data.get("dependencies") and data.get("private") is True
    )


def deno(path: str, text: str) -> ManifestDraft | None:
    """Read the imports of deno.json."""
    data: Any = json.loads(re.sub(r"(?m)^[ \t]*//.*$", "", text))
    imports = data.get("imports") if isinstance(data, dict) else None
    remote = {n: v for n, v in imports.items() if isinstance(v, str) and ":" in v} if isinstance(imports, dict) else {}
    return (
        ManifestDraft(
            tuple(
                Declared(n, bool(re.search(r"@\d+\.\d+\.\d+", v)), locked=False, version=v) for n, v in remote.items()
            )
        )
        if remote
        else None
    )


MANIFESTS = (
    ManifestKind("npm", r"(?:^|/)package\.json$", package_json, structured=True),
    ManifestKind("npm", r"(?:^|/)deno\.jsonc?$", deno, structured=True),
)
_BESIDE = ("package.json",)
LOCKS = (
    LockKind(
        "npm",
        r"(?:^|/)(?:package-lock|npm-shrinkwrap)\.json$",
        rb'"resolved":',
        rb'"integrity":',
        _BESIDE,
        only_these=True,
        own=rb'(?:\A|"": )\{\s*"name": "[^"\n]*",\s*"version": "[^"\n]*"',
    ),
    LockKind(
        "npm",
        r"(?:^|/)yarn\.lock$",
        rb"(?m)^ +version:? ",
        rb"(?m)^ +(?:integrity|checksum):? ",
        _BESIDE,
        only_these=True,
    ),
    LockKind(
        "npm",
        r"(?:^|/)pnpm-lock\.ya?ml$",
        rb"(?m)^[ \t]+resolution: ",
        rb"resolution: \{integrity",
        _BESIDE,
        only_these=True,
    ),
    LockKind("npm", r"(?:^|/)bun\.lock$", rb'(?m)^[ \t]+"[^"]+": \["', rb'"sha\d+-', _BESIDE, only_these=True),
    LockKind("npm", r"(?:^|/)bun\.lockb$", rb"sha512-", rb"sha512-", _BESIDE, only_these=True),
    LockKind(
        "npm",
        r"(?:^|/)deno\.lock$",
        rb'"integrity":|"https://[^"]+":',
        rb'"integrity":|"https://[^"]+": "[0-9a-f]{64}',
        ("deno.json", "deno.jsonc"),
        only_these=True,
    ),
)
