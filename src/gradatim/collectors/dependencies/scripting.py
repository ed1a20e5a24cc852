"""Ruby, PHP, Perl, Dart, Elixir and Erlang, R, Julia, Lua, Haskell."""

import json
import re
from typing import Any

from gradatim.collectors.dependencies.interface import Declared, LockKind, ManifestDraft, ManifestKind
from gradatim.collectors.pipelines.tame import load_toml

_GEM = re.compile(r"""(?m)^[ \t]*gem\s*\(?\s*["']([\w.-]+)["']((?:\s*,\s*["'][^"']*["'])*)(.*)$""")
_GEM_SPEC = re.compile(
    r"""\.add_(?:runtime_|development_)?dependency\s*\(?\s*["']([\w.-]+)["']((?:\s*,\s*["'][^"']*["'])*)"""
)
_EXACT = re.compile(r"^[=v\s]*\d+(?:\.\d+)+[\w.+-]*$")


def gemfile(path: str, text: str) -> ManifestDraft | None:
    """Read a Gemfile."""
    items = []
    for name, versions, rest in _GEM.findall(text):
        exact = re.findall(r"[\"']([^\"']*)[\"']", versions)
        inside = "path:" in rest or ":path" in rest
        items.append(
            Declared(
                name,
                inside or any(_EXACT.match(v) for v in exact) or "ref:" in rest,
                inside=inside,
                locked=not inside,
                version=f"{versions}{rest}",
            )
        )
    return ManifestDraft(tuple(items)) if items or "gemspec" in text else None


def gemspec(path: str, text: str) -> ManifestDraft | None:
    """Read the dependencies of a gemspec."""
    items = [
        Declared(name, any(_EXACT.match(v) for v in re.findall(r"[\"']([^\"']*)[\"']", versions)), version=versions)
        for name, versions in _GEM_SPEC.findall(text)
    ]
    return ManifestDraft(tuple({i.name: i for i in items}.values()))


def composer(path: str, text: str) -> ManifestDraft | None:
    """Read composer.json; the platform (`php`, `ext-*`) is no component."""
    data: Any = json.loads(text)
    if not isinstance(data, dict):
        return None
    items = []
    for section in ("require", "require-dev"):
        table = data.get(section)
        for name, version in table.items() if isinstance(table, dict) else []:
            if "/" in name:
                items.append(Declared(name.lower(), bool(_EXACT.match(str(version))), version=str(version)))
    return ManifestDraft(tuple(items)) if items or "name" in data else None


def pubspec(path: str, text: str) -> ManifestDraft | None:
    """Read pubspec.yaml by its indented blocks."""
    items, section = [], ""
    for raw in text.splitlines():
        if match := re.match(r"^([\w-]+):", raw):
            section = match[1]
        elif section in ("dependencies", "dev_dependencies") and (
            match := re.match(r"^ {2}([\w-]+):\s*(.*?)\s*(?:#.*)?$", raw)
        ):
            if not match[2] and match[1].startswith("flutter"):
                continue  # part of the kit, not a component of its own
            items.append(Declared(match[1], bool(_EXACT.match(match[2].strip("\"'"))), locked=bool(match[2])))
    return ManifestDraft(tuple(items))


def mix(path: str, text: str) -> ManifestDraft | None:
    """Read the dependencies of mix.exs."""
    found = re.findall(r"\{\s*:(\w+)\s*,\s*(?:\"([^\"]*)\"|(\w+:[^}]*))", text)
    items = [
        Declared(
            n,
            bool(re.match(r"^==\s*\d|^\d+\.\d+\.\d+$", v)) or "ref:" in rest,
            locked="path:" not in rest,
            version=v or rest,
        )
        for n, v, rest in found
    ]
    return ManifestDraft(tuple(items))


def rebar(path: str, text: str) -> ManifestDraft | None:
    """Read the dependencies of rebar.config."""
    start = text.find("{deps,")
    block = text[start:].partition("]}.")[0][:20_000] if start >= 0 else ""
    found = re.findall(r"\{\s*(\w+)\s*,\s*\"([^\"]*)\"|\{\s*(\w+)\s*,\s*\{git", block)
    items = [Declared(a or c, bool(_EXACT.match(b))) for a, b, c in found]
    return ManifestDraft(tuple(items)) if items else None


def cpanfile(path: str, text: str) -> ManifestDraft | None:
    """Read a cpanfile."""
    found = re.findall(
        r"""(?m)^[ \t]*(?:on\s.*)?requires\s*\(?\s*["']([\w:]+)["'](?:\s*(?:,|=>)\s*["']?([^"';)]*))?""", text
    )
    items = [Declared(n, v.strip().startswith("=="), version=v.strip()) for n, v in found if n != "perl"]
    return ManifestDraft(tuple(items)) if items else None


def makefile_pl(path: str, text: str) -> ManifestDraft | None:
    """Read `PREREQ_PM` of Makefile.PL or `requires` of Build.PL."""
    blocks = re.findall(
        r"(?s)(?:PREREQ_PM|requires|TEST_REQUIRES|BUILD_REQUIRES)['\"]?\s*=>\s*\{([^{}]{0,5000})\}", text
    )
    names = [n for block in blocks for n in re.findall(r"[\"']?([A-Z]\w*(?:::\w+)*)[\"']?\s*=>", block)]
    return ManifestDraft(tuple(Declared(n) for n in dict.fromkeys(names))) if names else None


def r_description(path: str, text: str) -> ManifestDraft | None:
    """Read the fields of an R package's DESCRIPTION."""
    if not re.search(r"(?m)^Package:\s", text):
        return None
    joined = re.sub(r"\n[ \t]+", " ", text)
    items: dict[str, Declared] = {}
    for field in re.findall(r"(?m)^(?:Depends|Imports|Suggests|LinkingTo):\s*(.*)$", joined):
        for part in field.split(","):
            name = part.partition("(")[0].strip()
            if name and name != "R":
                items[name] = Declared(name, "==" in part, version=part.strip())
    return ManifestDraft(tuple(items.values()))


def julia(path: str, text: str) -> ManifestDraft | None:
    """Read the dependencies of a Julia project."""
    data = load_toml(text)
    table: Any = data.get("deps")
    if not isinstance(table, dict):
        return None
    bounds: Any = data.get("compat", {})
    return ManifestDraft(
        tuple(Declared(n, str(bounds.get(n, "")).startswith("="), version=str(bounds.get(n, ""))) for n in table)
    )


def rockspec(path: str, text: str) -> ManifestDraft | None:
    """Read the dependencies of a rockspec."""
    block = re.search(r"(?s)\bdependencies\s*=\s*\{(.*?)\}", text)
    found = re.findall(r"[\"']([\w.-]+)\s*([^\"']*)[\"']", block[1]) if block else []
    items = [Declared(n, v.strip().startswith("=="), version=v.strip()) for n, v in found if n != "lua"]
    return ManifestDraft(tuple(items)) if items else None


def cabal(path: str, text: str) -> ManifestDraft | None:
    """Read `build-depends` of a cabal file."""
    items: dict[str, Declared] = {}
    for block in re.findall(r"(?im)^[ \t]*build-depends:(.*(?:\n[ \t]+[,\w].*)*)", text):
        for part in block.split(","):
            if match := re.match(r"\s*([A-Za-z][\w-]*)\s*(.*)", part):
                items.setdefault(
                    match[1],
                    Declared(
                        match[1],
                        match[2].strip().startswith("==") and "*" not in match[2],
                        locked=False,
                        version=match[2].strip(),
                    ),
                )
    return ManifestDraft(tuple(items.values())) if items else None


MANIFESTS = (
    ManifestKind("rubygems", r"(?:^|/)(?:Gemfile|gems\.rb)$", gemfile),
    ManifestKind("rubygems", r"\.gemspec$", gemspec),
    ManifestKind("composer", r"(?:^|/)composer\.json$", composer, structured=True),
    ManifestKind("dart", r"(?:^|/)pubspec\.yaml$", pubspec),
    ManifestKind("hex", r"(?:^|/)mix\.exs$", mix),
    ManifestKind("hex", r"(?:^|/)rebar\.config$", rebar),
    ManifestKind("cpan", r"(?:^|/)cpanfile$", cpanfile),
    ManifestKind("cpan", r"(?:^|/)(?:Makefile|Build)\.PL$", makefile_pl),
    ManifestKind("cran", r"(?:^|/)DESCRIPTION$", r_description),
    ManifestKind("julia", r"(?:^|/)(?:Julia)?Project\.toml$", julia, structured=True),
    ManifestKind("luarocks", r"\.rockspec$", rockspec),
    ManifestKind("hackage", r"\.cabal$", cabal),
)
LOCKS = (
    LockKind(
        "rubygems",
        r"(?:^|/)(?:Gemfile|gems)\.lock(?:ed)?$",
        rb"(?m)^    [\w.-]+ \(\d",
        rb"(?m)^  [\w.-]+ \([^)]*\) sha256=",
        ("Gemfile", "gems.rb"),
    ),
    LockKind(
        "composer",
        r"(?:^|/)composer\.lock$",
        rb'(?m)^            "name": "',
        rb'"(?:reference|shasum)": "[0-9a-f]{40}',
        ("composer.json",),
    ),
    LockKind("dart", r"(?:^|/)pubspec\.lock$", rb"(?m)^    version: ", rb"(?m)^      sha256: ", ("pubspec.yaml",)),
    LockKind("hex", r"(?:^|/)mix\.lock$", rb'(?m)^[ \t]+"\w+": \{', rb'"[0-9a-f]{64}"', ("mix.exs",)),
    LockKind(
        "hex",
        r"(?:^|/)rebar\.lock$",
        rb"(?m)\{<<\"\w+\">>,\s*\{(?:pkg|git)",
        rb"<<\"[0-9A-F]{64}\">>",
        ("rebar.config",),
    ),
    LockKind("cpan", r"(?:^|/)cpanfile\.snapshot$", rb"(?m)^  \w[\w:-]*-v?\d", b"", ("cpanfile",)),
    LockKind("cran", r"(?:^|/)renv\.lock$", rb'"Package":', rb'"Hash":', ("DESCRIPTION",)),
    LockKind("julia", r"(?:^|/)(?:Julia)?Manifest\.toml$", rb"(?m)^\[\[deps\.", rb"git-tree-sha1", ("Project.toml",)),
    LockKind(
        "hackage", r"(?:^|/)(?:cabal\.project\.freeze|stack\.yaml\.lock)$", rb"==|(?m:^- completed)", rb"sha256:", ()
    ),
)
