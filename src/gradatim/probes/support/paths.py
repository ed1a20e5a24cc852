"""Tells what a path is for: source, test, documentation, pipeline, ... (rules in `paths.yaml`)."""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from gradatim.model.documents import Document, DocumentFacts
from gradatim.model.history import Change, FileChange
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.support.data import load

OTHER = "other"
_PACKAGES = re.compile(r"((?:^|/)src/[^/]+/(?:java|kotlin|scala|groovy))/.*", re.IGNORECASE)


class _Rule(NamedTuple):
    role: str
    directories: re.Pattern[str]
    top: re.Pattern[str]
    names: re.Pattern[str]
    paths: re.Pattern[str]
    plain: re.Pattern[str]

    def matches(self, path: str) -> bool:
        folders, _, name = path.rpartition("/")
        # Below `src/main/java` and its like folders are packages: a generator puts a product into `com/example/demo`.
        folders = _PACKAGES.sub(r"\1", folders)
        parts = folders.split("/") if folders else []
        return bool(
            self.names.match(name)
            or self.paths.match(path)
            or (parts and self.top.match(parts[0]))
            or (parts and "." not in name and self.plain.match(parts[-1]))
            or any(self.directories.match(part) for part in parts)
        )


@lru_cache(maxsize=1 << 17)
def role_of(path: str) -> str:
    """Return the role of a path, one of `paths.yaml`: `source`, `test`, `documentation`, `changelog`, ..."""
    for rule in _rules():
        if rule.matches(path):
            return rule.role
    return OTHER


def has_inline_tests(path: str) -> bool:
    """Tell whether a file is of a language whose unit tests stand beside the code they test."""
    return _inline_tests().match(path) is not None


def touches(change: Change, role: str) -> bool:
    """Tell whether a change adds or modifies a file of a role; deletions alone do not count."""
    return any(file.status != "D" and role_of(file.path) == role for file in change.files)


def touched(change: Change, paths: frozenset[str]) -> bool:
    """Tell whether a change touches one of these paths."""
    return any(file.path in paths for file in change.files)


def group_matcher(group: str, documents: DocumentFacts) -> "PathMatcher":
    """Return what tells whether a path is a document of a group of `paths.yaml`, by what it is at HEAD or by name."""
    rule = load("paths")["documents"][group]
    found = {d.path for d in documents.documents if _is_one_of(d, frozenset(rule["kinds"]))}
    refused = {d.path for d in documents.documents} - found
    return PathMatcher(frozenset(found), frozenset(refused), _any_of(rule["paths"]))


def _is_one_of(document: Document, kinds: frozenset[str]) -> bool:
    """Tell whether a document is of one of these kinds as a whole.

    A section of another document (the architecture in a readme) says nothing of what a change of that document was
    about; only where the document is nothing as a whole do its clear sections stand for it.
    """
    whole = [k.kind for k in document.kinds if not k.line]
    named = whole or [k.kind for k in document.kinds if k.confidence == "strong"]
    return any(kind in kinds and document.is_a(kind) for kind in named)


class PathMatcher(msgspec.Struct, frozen=True):
    """Paths that belong to a question, by what they are at HEAD or, where HEAD no longer has them, by name."""

    found: frozenset[str]
    refused: frozenset[str]
    """Documents at HEAD that are something else: their name does not make them one of the group."""
    pattern: re.Pattern[str]

    def __call__(self, file: FileChange) -> bool:
        """Tell whether the file belongs to the question."""
        if file.path in self.found:
            return True
        return file.path not in self.refused and self.pattern.match(file.path) is not None


def pipeline_paths(pipelines: PipelineFacts) -> frozenset[str]:
    """Return the pipeline definitions of this project: vendored, fixture and template ones are left out."""
    return frozenset(p.path for p in pipelines.pipelines if p.active)


def inactive_pipeline_paths(pipelines: PipelineFacts) -> frozenset[str]:
    """Return definitions that look like pipelines and are not run here; one that cannot be read may well be run."""
    unread = {path for path, _ in pipelines.problems}
    return frozenset(p.path for p in pipelines.pipelines if not p.active and p.path not in unread)


@cache
def _inline_tests() -> re.Pattern[str]:
    return _any_of(load("paths")["inline_tests"], re.NOFLAG)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            rule["role"],
            _any_of(rule.get("directories", ())),
            _any_of(rule.get("top", ())),
            _any_of(rule.get("names", ()), re.NOFLAG),
            _any_of(rule.get("paths", ())),
            _any_of(rule.get("plain", ())),
        )
        for rule in load("paths")["roles"]
    )


def _any_of(globs: Iterable[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return one pattern for all globs; for none, one that matches nothing."""
    return re.compile("|".join(translate(glob) for glob in globs) or r"(?!)", flags)
