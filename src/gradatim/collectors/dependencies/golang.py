"""Go: go.mod and go.sum."""

import re

from gradatim.collectors.dependencies.interface import Declared, LockKind, ManifestDraft, ManifestKind

_REQUIRE = re.compile(r"^[ \t]*(?:require[ \t]+)?([\w.~-]+\.[\w.~-]+(?:/[\w.~!-]+)*)\s+(v\d\S+)", re.MULTILINE)
_REPLACED = re.compile(r"^[ \t]*(?:replace[ \t]+)?(\S+)(?:[ \t]+v\S+)?[ \t]+=>[ \t]*(\S+)", re.MULTILINE)
_BLOCK = re.compile(
    r"^(?:exclude|replace|retract|tool|ignore)[ \t]*\([^()]{0,20000}\)"
    r"|^(?:exclude|replace|retract|module|tool|ignore)\s.*$",
    re.MULTILINE,
)


def go_mod(path: str, text: str) -> ManifestDraft | None:
    """Read go.mod: every version in it is exact; checksums are in go.sum."""
    found = _REQUIRE.findall(_BLOCK.sub("", text))
    replaced = dict(_REPLACED.findall(text))  # go.sum lists what stands in for them
    return ManifestDraft(
        tuple(
            Declared(
                name,
                pinned=True,
                inside=replaced.get(name, "").startswith("."),
                locked=name not in replaced,
                version=f"{version} {replaced.get(name, '')}",
            )
            for name, version in found
        )
    )


MANIFESTS = (ManifestKind("go", r"(?:^|/)go\.mod$", go_mod),)
LOCKS = (LockKind("go", r"(?:^|/)go\.sum$", rb"(?m)^\S+ v\S+/go\.mod h1:", rb"(?m)^\S+ v\S+/go\.mod h1:", ("go.mod",)),)
