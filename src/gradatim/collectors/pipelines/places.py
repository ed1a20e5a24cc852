"""Tells by its path what a file belongs to: the product, vendored code, fixtures, templates, generated output."""

import re
from functools import lru_cache

import msgspec

_WHOLE_FOLDERS = {
    "vendored": frozenset(
        [
            "vendor",
            "vendors",
            "vendored",
            "_vendor",
            "_vendored",
            "third_party",
            "third-party",
            "thirdparty",
            "3rdparty",
            "3rd_party",
            "externals",
            "node_modules",
            "bower_components",
            "site-packages",
            "pods",
            "carthage",
            "deps_src",
            "subprojects",
        ]
    ),
    "fixture": frozenset(
        [
            "testdata",
            "test_data",
            "test-data",
            "test-fixtures",
            "fixtures",
            "fixture",
            "__fixtures__",
            "snapshots",
            "__snapshots__",
            "golden",
            "goldens",
            "testresources",
            "mocks",
            "__mocks__",
            "corpus",
            "corpora",
            "testcases",
        ]
    ),
    "template": frozenset(
        [
            "template",
            "templates",
            "skeleton",
            "skeletons",
            "scaffold",
            "scaffolds",
            "scaffolding",
            "boilerplate",
            "cookiecutter",
            "archetypes",
            "archetype-resources",
            "blueprints",
        ]
    ),
    "example": frozenset(
        [
            "example",
            "examples",
            "sample",
            "samples",
            "demo",
            "demos",
            "playground",
            "playgrounds",
            "tutorial",
            "tutorials",
        ]
    ),
    "generated": frozenset(["dist", "build", "out", "target", "generated", "gen", "__generated__", ".next", "_build"]),
}
_TEMPLATE_MARK = re.compile(r"\{\{|\}\}|\.(?:j2|jinja|jinja2|tmpl|tpl|erb|mustache|hbs|ejs)$|^_{2,}[A-Z]\w*_{2,}$")
_GENERATED_FILE = re.compile(
    r"(?:\.min\.(?:js|css)|\.bundle\.js|_pb2(?:_grpc)?\.py|\.pb\.(?:go|cc|h)|\.g\.(?:dart|cs)|\.designer\.cs|\.generated\.\w+"
    r"|_generated\.\w+|\.d\.ts\.map|zz_generated\w*\.go)$",
    re.IGNORECASE,
)
_MAVEN_RESOURCES = re.compile(r"(?:^|/)src/(?:test|it|integrationTest|main)/resources/", re.IGNORECASE)


class Place(msgspec.Struct, frozen=True):
    """What a path belongs to; all empty for the product itself."""

    kind: str = ""
    """`vendored`, `fixture`, `template`, `example`, `generated`, `submodule` or empty."""
    folder: str = ""
    """The folder that shows it."""

    @property
    def foreign(self) -> bool:
        """Tell whether the file is no part of the product's own process."""
        return bool(self.kind)


@lru_cache(maxsize=65536)
def _folder_place(folder: str) -> Place:
    """Return the place of a folder; the outermost telling folder wins."""
    parent, _, name = folder.rpartition("/")
    if parent:
        place = _folder_place(parent)
        if place.foreign:
            return place
    lower = name.lower()
    for kind, names in _WHOLE_FOLDERS.items():
        if lower in names:
            return Place(kind, folder)
    if "cookiecutter" in lower or re.match(r"template[-_]|.+[-_]template$", lower) or _TEMPLATE_MARK.search(name):
        return Place("template", folder)
    return Place()


@lru_cache(maxsize=65536)
def place_of(path: str) -> Place:
    """Return what a path belongs to, judged by its folders and name alone."""
    folder, _, name = path.rpartition("/")
    place = _folder_place(folder) if folder else Place()
    if place.foreign:
        return place
    if _TEMPLATE_MARK.search(name):
        return Place("template", folder)
    if _MAVEN_RESOURCES.search(path):
        return Place("fixture", folder)
    if _GENERATED_FILE.search(name):
        return Place("generated", folder)
    return Place()
