"""C and C++, .NET, Swift, Nix, Terraform, Helm, Bazel: components that are built in or deployed with the product."""

import json
import re
from typing import Any

from gradatim.collectors.dependencies.interface import Declared, LockKind, ManifestDraft, ManifestKind
from gradatim.collectors.pipelines.tame import between, without_comments

_PACKAGE = re.compile(r'<Package(?:Reference|Version)\s[^<>]{0,400}?Include="([^"<>]+)"([^<>]{0,400})', re.IGNORECASE)
_PACKAGE_VERSION = re.compile(r'Version="([^"]*)"', re.IGNORECASE)
_LOOSE = re.compile(r"[*\[\](),]|latest|\^|~|>|<")


def project_file(path: str, text: str) -> ManifestDraft | None:
    """Read a .NET project; a plain version there is what restore takes, so it counts as exact."""
    plain = without_comments(text, "<!--", "-->")
    items = {}
    for name, rest in _PACKAGE.findall(plain):
        version = _PACKAGE_VERSION.search(rest)
        items[name] = Declared(
            name,
            version is None or not _LOOSE.search(version[1]),
            inside=version is None,
            locked=False,
            version=version[1] if version else "",
        )
    return ManifestDraft(tuple(items.values())) if items else None


def packages_config(path: str, text: str) -> ManifestDraft | None:
    """Read packages.config: versions in it are exact."""
    found = re.findall(r'<package\s[^<>]{0,200}?id="([^"<>]+)"', text)
    return ManifestDraft(tuple(Declared(n, pinned=True, locked=False) for n in found))


def paket(path: str, text: str) -> ManifestDraft | None:
    """Read paket.dependencies."""
    found = re.findall(r"(?mi)^[ \t]*(?:nuget|github|clitool)[ \t]+(\S+)(?:[ \t]+([^\s#/]+))?", text)
    items = [Declared(n, bool(re.match(r"^\d+(?:\.\d+)+$", v)), locked="/" not in n, version=v) for n, v in found]
    return ManifestDraft(tuple(items)) if items else None


def conanfile(path: str, text: str) -> ManifestDraft | None:
    """Read a conanfile of either form."""
    found = re.findall(
        r"(?m)^[ \t]*[\"']?([a-z][\w.+-]*)/([\w.+\[\]<>=~^, -]+?)(?:@[\w./]*)?[\"']?\s*,?\s*$"
        r"|requires\([\"']([\w.+-]+)/([^@\"']+)",
        text,
    )
    items = {a or c: Declared(a or c, not re.search(r"[\[<>~^]", b or d), version=b or d) for a, b, c, d in found}
    return ManifestDraft(tuple(items.values())) if items else None


def vcpkg(path: str, text: str) -> ManifestDraft | None:
    """Read vcpkg.json; a baseline fixes every version."""
    data: Any = json.loads(text)
    listed = data.get("dependencies") if isinstance(data, dict) else None
    names = (
        [d if isinstance(d, str) else str(d.get("name", "")) for d in listed if isinstance(d, (str, dict))]
        if isinstance(listed, list)
        else []
    )
    fixed = isinstance(data, dict) and "builtin-baseline" in data
    return ManifestDraft(tuple(Declared(n, fixed, locked=False) for n in names)) if names else None


def package_swift(path: str, text: str) -> ManifestDraft | None:
    """Read the packages of Package.swift."""
    found = re.findall(r"\.package\s*\((?:[^()]|\([^()]*\))*\)", text)
    items = [
        Declared(
            f[:80],
            "exact" in f or "revision:" in f or "path:" in f,
            "revision:" in f,
            inside="path:" in f,
            locked=False,
            version=f,
        )
        for f in found
    ]
    return ManifestDraft(tuple(items)) if items else None


def podfile(path: str, text: str) -> ManifestDraft | None:
    """Read a Podfile."""
    found = re.findall(r"(?m)^[ \t]*pod\s+['\"]([\w./+-]+)['\"](?:\s*,\s*['\"]([^'\"]+)['\"])?", text)
    return (
        ManifestDraft(
            tuple(Declared(n.partition("/")[0], bool(re.match(r"^=?\s*\d[\d.]*$", v)), version=v) for n, v in found)
        )
        if found
        else None
    )


def flake(path: str, text: str) -> ManifestDraft | None:
    """Read the inputs of flake.nix."""
    found = re.findall(
        r"(?:^|\s)(?:inputs\.)?([\w-]+)(?:\.url)?\s*=\s*(?:\{\s*url\s*=\s*)?\"(?:github|git\+\w+|gitlab|https|flake):",
        text,
    )
    return ManifestDraft(tuple(Declared(n) for n in dict.fromkeys(found))) if found else None


def terraform(path: str, text: str) -> ManifestDraft | None:
    """Read the providers and modules of a Terraform file."""
    blocks = [(b, "") for b in between(text, "required_providers", "\n}")]
    blocks += [("", b) for b in between(text, 'module "', "\n}")]
    items = []
    for providers, module in blocks:
        for source, version in re.findall(
            r"source\s*=\s*\"([^\"]+)\"(?:[^}]*?version\s*=\s*\"([^\"]+)\")?", providers or module
        ):
            if not source.startswith("."):
                items.append(
                    Declared(
                        source,
                        bool(re.match(r"^=?\s*\d[\d.]*$", version)) or "ref=" in source,
                        locked=bool(providers),
                        version=version,
                    )
                )
    return ManifestDraft(tuple(items)) if items else None


def chart(path: str, text: str) -> ManifestDraft | None:
    """Read the dependencies of a Helm chart."""
    block = re.search(r"(?ms)^dependencies:\s*\n(.*?)(?=^\S|\Z)", text)
    found = re.findall(r"name:\s*(\S+)|version:\s*[\"']?([^\s\"']+)", block[1]) if block else []
    names, versions = [n for n, _ in found if n], [v for _, v in found if v]
    items = [
        Declared(n, i < len(versions) and bool(re.match(r"^v?\d+\.\d+\.\d+$", versions[i])))
        for i, n in enumerate(names)
    ]
    return ManifestDraft(tuple(items)) if items else None


def bazel(path: str, text: str) -> ManifestDraft | None:
    """Read the modules of MODULE.bazel: versions in it are exact."""
    found = re.findall(r"bazel_dep\(\s*name\s*=\s*\"([\w.-]+)\"", text)
    return ManifestDraft(tuple(Declared(n, pinned=True) for n in found)) if found else None


def wrap(path: str, text: str) -> ManifestDraft | None:
    """Read one Meson wrap file: one component, with its checksum."""
    if not re.search(r"(?m)^\[wrap-", text):
        return None
    hashed = "source_hash" in text
    fixed = hashed or bool(re.search(r"(?m)^revision\s*=\s*[0-9a-f]{7,40}\s*$", text))
    return ManifestDraft(
        (Declared(path.rpartition("/")[2].removesuffix(".wrap"), fixed, hashed, locked=False, version=text),)
    )


MANIFESTS = (
    ManifestKind("nuget", r"\.(?:cs|fs|vb)proj$|(?:^|/)Directory\.(?:Packages|Build)\.props$", project_file),
    ManifestKind("nuget", r"(?:^|/)packages\.config$", packages_config),
    ManifestKind("nuget", r"(?:^|/)paket\.dependencies$", paket),
    ManifestKind("conan", r"(?:^|/)conanfile\.(?:txt|py)$", conanfile),
    ManifestKind("vcpkg", r"(?:^|/)vcpkg\.json$", vcpkg, structured=True),
    ManifestKind("swift", r"(?:^|/)Package\.swift$", package_swift),
    ManifestKind("cocoapods", r"(?:^|/)Podfile$", podfile),
    ManifestKind("nix", r"(?:^|/)flake\.nix$", flake),
    ManifestKind("terraform", r"\.(?:tf|tofu)$", terraform),
    ManifestKind("helm", r"(?:^|/)Chart\.ya?ml$", chart),
    ManifestKind("bazel", r"(?:^|/)MODULE\.bazel$", bazel),
    ManifestKind("meson", r"(?:^|/)subprojects/[^/]+\.wrap$", wrap),
)
LOCKS = (
    LockKind("nuget", r"(?:^|/)packages\.lock\.json$", rb'"resolved":', rb'"contentHash":', ()),
    LockKind("nuget", r"(?:^|/)paket\.lock$", rb"(?m)^    \S+ \(", b"", ("paket.dependencies",)),
    LockKind(
        "conan", r"(?:^|/)conan\.lock$", rb'"[\w.+-]+/[\w.+-]+', rb"#[0-9a-f]{32}", ("conanfile.py", "conanfile.txt")
    ),
    # The baseline of a configuration beside vcpkg.json fixes every version of its registry.
    LockKind(
        "vcpkg",
        r"(?:^|/)vcpkg-configuration\.json$",
        rb'"baseline"\s*:\s*"[0-9a-f]{40}"',
        rb'"baseline"',
        ("vcpkg.json",),
    ),
    LockKind("swift", r"(?:^|/)Package\.resolved$", rb'"revision"', rb'"revision"', ("Package.swift",)),
    LockKind("cocoapods", r"(?:^|/)Podfile\.lock$", rb"(?m)^  - \S+ \(", rb"(?m)^  \S+: [0-9a-f]{40}$", ("Podfile",)),
    LockKind("nix", r"(?:^|/)flake\.lock$", rb'"locked":', rb'"narHash":', ("flake.nix",)),
    LockKind("terraform", r"(?:^|/)\.terraform\.lock\.hcl$", rb'(?m)^provider "', rb"(?m)^[ \t]+hashes\s*=", ()),
    LockKind("helm", r"(?:^|/)Chart\.lock$", rb"(?m)^- name:", b"", ("Chart.yaml",)),
    LockKind(
        "bazel",
        r"(?:^|/)MODULE\.bazel\.lock$",
        rb'"https?://[^"]+/(?:source|MODULE)',
        rb'MODULE\.bazel": "[0-9a-f]{64}',
        ("MODULE.bazel",),
    ),
)
