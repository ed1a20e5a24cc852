"""Collects what a unit depends on, how that is fixed and kept up to date, and its releases."""

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import msgspec

from gradatim.collectors.dependencies import (
    bots,
    changelog,
    edits,
    listed,
    publishes,
    releases,
)
from gradatim.collectors.dependencies.interface import LockKind, ManifestDraft, ManifestKind
from gradatim.collectors.dependencies.kinds import LOCKS, MANIFESTS
from gradatim.collectors.interface import ContentReader, PastReader
from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.tame import tamed
from gradatim.model.dependencies import DependencyFacts, LockFile, Manifest
from gradatim.model.evidence import Period
from gradatim.model.history import History

MAX_MANIFESTS = 600
MAX_LOCK_BYTES = 12_000_000


_OF_TESTS = re.compile(
    r"(?:^|/)(?:tests?|specs?|__tests__|e2e)/(?:.*/)?[\w.-]*(?:assets?|data|resources?"
    r"|inputs?|projects?|repos?|packages?|cases?|files|samples?)/"
    r"|(?:^|/)src/(?:it|test)/"
)
_SHAPES = (
    "lock", "sum", "manifest", "verification", "snapshot", "resolved", "shrinkwrap", "maven_install", "freeze",
    "vcpkg-configuration",
)  # fmt: skip


def _kind(path: str) -> str:
    """Return what a path belongs to; input of tests counts as a fixture."""
    if path.endswith(".wrap"):
        return ""  # Meson's folder of subprojects is for copies, but a wrap file there only names one
    return place_of(path).kind or ("fixture" if _OF_TESTS.search(path) else "")


class _Read(msgspec.Struct, frozen=True):
    """A manifest with what a comparison with its lock file needs."""

    manifest: Manifest
    draft: ManifestDraft


def collect(
    reader: ContentReader, history: History | None, period: Period, *, ignore: tuple[str, ...] = ()
) -> DependencyFacts:
    """Return the dependency and release facts of a unit.

    Args:
        reader: the unit's files.
        history: what version control shows; without it there are no releases and no dates.
        period: days that the appraisal looks at.
        ignore: folders and patterns that the user left out.
    """
    project = Project(reader, ignore)
    matched = _matched(project)
    project.preload([*(p for p, _ in matched), *(p for p in project.sizes if p.startswith(".github/workflows/"))])
    read = list(_manifests(project, matched, history))
    notes = changelog.read(project, history)
    edited = _edits(reader, history)
    facts = DependencyFacts(
        manifests=tuple(r.manifest for r in read),
        locks=tuple(_locks(project, read, history)),
        edits=edited.told,
        edits_unread=edited.unread,
        bots=bots.find(project, history),
        files=listed.find(project, history),
        releases=releases.find(history, period, notes),
        changelog=notes.path,
        changelog_elsewhere=notes.elsewhere,
        vendored_dirs=_vendored(project),
        submodules=_submodules(project),
        publishes=publishes.guess(project, [r.manifest for r in read]),
        problems=tuple(sorted(project.problems.items())),
    )
    # Strings that know their line end here: facts are plain values that every encoder takes.
    return msgspec.convert(msgspec.to_builtins(facts, enc_hook=str), DependencyFacts)


def _edits(reader: ContentReader, history: History | None) -> edits.Edits:
    """Read what the period's changes did to manifests and lock files, of HEAD or gone since; of pipelines to none."""
    if history is None or not isinstance(reader, PastReader):
        return edits.Edits((), 0)
    paths = {file.path for change in history.changes for file in change.files}
    kinds: dict[str, ManifestKind | LockKind] = {
        p: k for p in paths if not _kind(p) and (k := _kind_of_manifest(p) or _kind_of_lock(p))
    }
    return edits.find(reader, history, {p: k for p, k in kinds.items() if k.ecosystem != "github-actions"})


def _kind_of_manifest(path: str) -> ManifestKind | None:
    if not _any_manifest().search(path):
        return None
    return next(kind for kind in MANIFESTS if re.search(kind.pattern, path))


def _kind_of_lock(path: str) -> LockKind | None:
    if not any(shape in path.lower() for shape in _SHAPES):
        return None
    return next((kind for kind in LOCKS if re.search(kind.pattern, path)), None)


@cache
def _any_manifest() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{kind.pattern})" for kind in MANIFESTS))


def _matched(project: Project) -> list[tuple[str, ManifestKind]]:
    """Return the files that may be manifests, nearest to the root first."""
    found = [
        (path, kind)
        for path in project.sizes
        if "node_modules/" not in path and (kind := _kind_of_manifest(path)) is not None
    ]
    # What CMake fetches may stand in any of its many files: those come last.
    found.sort(key=lambda f: (f[1].ecosystem == "cmake", f[0].count("/"), f[0]))
    if left := found[MAX_MANIFESTS:]:
        project.problems[left[0][0]] = (
            f"this and {len(left) - 1} more of {len(found)} manifests were left out: too many"
        )
    return found[:MAX_MANIFESTS]


def _manifests(project: Project, matched: list[tuple[str, ManifestKind]], history: History | None) -> Iterator[_Read]:
    """Read every manifest; a broken one of the product is a problem, a broken fixture is expected."""
    for path, kind in matched:
        place = _kind(path)
        broken = path in project.problems
        draft = project.parsed(path, "manifest", partial(_parse, kind, path), None)
        if place and not broken:
            project.problems.pop(path, None)
        if draft is None:
            continue
        yield _Read(
            Manifest(
                path=path,
                ecosystem=kind.ecosystem,
                declared=len(draft.items),
                pinned=sum(1 for i in draft.items if i.pinned),
                hashed=sum(1 for i in draft.items if i.hashed),
                inside=sum(1 for i in draft.items if i.pinned and i.inside),
                development=draft.development
                or bool(re.search(r"(?:^|/)(?:tests?|docs?|benchmarks?|tools|ci)/", path)),
                vendored=place == "vendored",
                unused_template=place in ("fixture", "template", "example", "generated"),
                history=history.paths.get(path) if history else None,
            ),
            draft,
        )


def _parse(kind: ManifestKind, path: str, text: str) -> ManifestDraft | None:
    """Read one manifest."""
    return kind.parse(path, text if kind.structured else tamed(text))


def _locks(project: Project, read: list[_Read], history: History | None) -> Iterator[LockFile]:
    """Count every lock file and compare it with the manifest beside it."""
    kinds = [(re.compile(k.pattern), k) for k in LOCKS]
    by_path = {r.manifest.path: r for r in read}
    likely = [p for p in project.sizes if any(shape in p.lower() for shape in _SHAPES)]
    found = [(p, k) for p in likely for pattern, k in kinds if pattern.search(p)]
    kind_of = dict(found)
    wanted = [p for p, _ in found if _kind(p) in ("", "vendored")]
    for path, data in project.stream(tuple(wanted), MAX_LOCK_BYTES):
        kind = kind_of[path]
        manifest = _beside(path, kind, by_path)
        entries = sum(1 for _ in re.finditer(kind.entry, data))
        hashed = min(entries, sum(1 for _ in re.finditer(kind.hash, data))) if kind.hash else 0
        yield LockFile(
            path=path,
            ecosystem=kind.ecosystem,
            entries=entries,
            hashed=hashed,
            manifest=manifest.manifest.path if manifest else "",
            covers=kind.manifests if kind.only_these else (),
            older_than_manifest=bool(manifest) and _older(path, data, manifest, history),
            vendored=place_of(path).kind == "vendored",
            history=history.paths.get(path) if history else None,
        )
    for item in read:
        if item.draft.lock and item.manifest.path.endswith(".txt") and not item.manifest.unused_template:
            yield _compiled(item, by_path)


def _compiled(item: _Read, by_path: dict[str, _Read]) -> LockFile:
    """Return a requirement file that a tool compiled as the lock file that it is."""
    path = item.manifest.path
    folder = path.rpartition("/")[0]
    source = path.removesuffix(".txt") + ".in"
    beside = (
        source
        if source in by_path
        else next(
            (
                p
                for p in (f"{folder}/pyproject.toml".lstrip("/"), "pyproject.toml", "setup.cfg", "setup.py")
                if p in by_path
            ),
            "",
        )
    )
    return LockFile(
        path=path,
        ecosystem="pypi",
        entries=item.draft.lock,
        hashed=item.manifest.hashed,
        manifest=beside,
        covers=(source.rpartition("/")[2],),
        older_than_manifest=_names_missing(by_path[beside], {i.name for i in item.draft.items}, item.manifest)
        if beside == source
        else False,
        vendored=item.manifest.vendored,
        history=item.manifest.history,
    )


def _names_missing(source: _Read, names: set[str], lock: Manifest) -> bool:
    """Tell whether something declared is missing in what was compiled, and the lock is not the newer of the two."""
    missing = any(i.locked and i.name not in names for i in source.draft.items)
    return missing and _not_newer(lock.history, source.manifest.history)


def _beside(path: str, kind: LockKind, by_path: dict[str, _Read]) -> _Read | None:
    folder = path.rpartition("/")[0]
    for name in kind.manifests:
        manifest = by_path.get(f"{folder}/{name}" if folder else name)
        if manifest is not None:
            return manifest
    return None


def _older(path: str, data: bytes, manifest: _Read | None, history: History | None) -> bool:
    """Tell whether a manifest's dependencies changed after its lock file did.

    Approximate, on purpose: the last change of a manifest may have touched only a version number or a tool's settings.
    So it counts only when a component that is declared is missing in the lock file, and the lock is not the newer one.
    A bound that was raised without a new lock is not seen.
    """
    if manifest is None:
        return False
    text = data.lower()
    squeezed = text.replace(b"_", b"-").replace(b".", b"-")
    missing = [
        i.name
        for i in manifest.draft.items
        if i.locked
        and i.name.lower().encode() not in text
        and i.name.lower().replace("_", "-").replace(".", "-").encode() not in squeezed
    ]
    if not missing:
        return False
    return _not_newer(history.paths.get(path) if history else None, manifest.manifest.history)


def _not_newer(lock: Any, manifest: Any) -> bool:
    return lock is None or manifest is None or lock.last <= manifest.last


def _vendored(project: Project) -> tuple[str, ...]:
    """Return the outermost folders of copied third-party code."""
    copied = [p for p in project.sizes if not p.endswith((".wrap", "/.gitignore", "/meson.build"))]
    folders = {place_of(p).folder for p in copied if place_of(p).kind == "vendored"} | project.copies
    return tuple(sorted(f for f in folders if not any(f != o and f.startswith(o + "/") for o in folders))[:100])


def _submodules(project: Project) -> tuple[str, ...]:
    return tuple(f.path for f in project.files if f.mode == "160000")
