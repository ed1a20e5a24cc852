"""What C and C++ builds fetch by themselves: CMake (FetchContent, ExternalProject, CPM), Bazel's WORKSPACE, Zig."""

import re
from collections.abc import Iterator
from itertools import pairwise

from gradatim.collectors.dependencies.interface import Declared, ManifestDraft, ManifestKind

_CALLS = ("fetchcontent_declare", "externalproject_add", "cpmaddpackage", "cpmfindpackage")
_CALL = re.compile(rf"\b(?:{'|'.join(_CALLS)})\s*\((?P<body>[^()]{{0,4000}})\)", re.IGNORECASE)
_COMMIT = re.compile(r"^[0-9a-f]{40}$")
_NUMBERED = re.compile(r"\d+[._]\d+")
_SHORT = re.compile(r"^[\"']?\w+:(?P<name>[\w./-]+)(?:[@#](?P<version>[\w.+-]+))?[\"']?$")
_RULE = re.compile(r"^(?P<rule>http_archive|http_file|git_repository|new_git_repository|http_jar)\(", re.MULTILINE)
_ZIG = re.compile(r"\.@?\"?(?P<name>[\w-]+)\"?\s*=\s*\.\{(?P<body>[^{}]{0,2000})\}")


def cmake(path: str, text: str) -> ManifestDraft | None:
    """Read what CMake fetches; a package that it only finds (`find_package`) comes from the system."""
    lowered = text.lower()
    if not any(call in lowered for call in _CALLS):
        return None  # the pattern is slow, and most files fetch nothing
    plain = re.sub(r"(?m)#(?!\[).*$", "", text)
    items = {found.name: found for found in _fetched(plain)}
    return ManifestDraft(tuple(items.values())) if items else None


def _fetched(text: str) -> Iterator[Declared]:
    for call in _CALL.finditer(text):
        words = call["body"].split()
        keys = {key.upper(): value.strip("\"'") for key, value in pairwise(words)}
        if len(words) == 1 and (short := _SHORT.match(words[0])):
            yield Declared(
                short["name"],
                bool(_NUMBERED.search(short["version"] or "")),
                locked=False,
                version=short["version"] or "",
            )
            continue
        address = (
            keys.get("GIT_REPOSITORY")
            or keys.get("URL")
            or keys.get("GITHUB_REPOSITORY")
            or keys.get("GITLAB_REPOSITORY")
        )
        if words and address:
            yield _source(keys.get("NAME") or words[0], address, keys)


def _source(name: str, address: str, keys: dict[str, str]) -> Declared:
    """Return a source by its tag, commit, version or checksum; a branch fixes nothing."""
    tag = keys.get("GIT_TAG") or keys.get("VERSION") or ("" if "GIT_REPOSITORY" in keys else address)
    hashed = bool(_COMMIT.match(tag)) or "URL_HASH" in keys or "URL_MD5" in keys
    return Declared(name, hashed or bool(_NUMBERED.search(tag)), hashed, locked=False, version=f"{address} {tag}")


def workspace(path: str, text: str) -> ManifestDraft | None:
    """Read the archives and repositories of a Bazel WORKSPACE."""
    items = []
    for rule in _RULE.finditer(text):
        body = text[rule.end() : rule.end() + 3_000].partition("\n)")[0]
        name = re.search(r"\bname\s*=\s*\"([\w.-]+)\"", body)
        hashed = bool(re.search(r"\b(?:sha256|integrity)\s*=\s*\"[^\"]+\"|\bcommit\s*=\s*\"[0-9a-f]{40}\"", body))
        exact = hashed or bool(re.search(r"\btag\s*=\s*\"[^\"]+\"|\burls?\s*=[^=]{0,400}\d+\.\d+", body))
        if name:
            items.append(Declared(name[1], exact, hashed, locked=False, version=body))
    return ManifestDraft(tuple(items)) if items else None


def zig(path: str, text: str) -> ManifestDraft | None:
    """Read the dependencies of build.zig.zon; each address stands beside its checksum, or is a path in the unit."""
    start = text.find(".dependencies")
    items = []
    for found in _ZIG.finditer(text[start:]) if start >= 0 else ():
        hashed, inside = ".hash" in found["body"], ".path" in found["body"]
        items.append(
            Declared(found["name"], hashed or inside, hashed, inside=inside, locked=False, version=found["body"])
        )
    return ManifestDraft(tuple(items)) if items else None


MANIFESTS = (
    # Large trees have thousands of them; what is fetched is declared near the root.
    ManifestKind("cmake", r"^(?:[^/]+/){0,3}(?:CMakeLists\.txt|[^/]+\.cmake)$", cmake, script=True),
    ManifestKind("bazel", r"(?:^|/)WORKSPACE(?:\.bazel)?$", workspace, script=True),
    ManifestKind("zig", r"(?:^|/)build\.zig\.zon$", zig),
)
