"""Components from outside: the project's own manifests and lock files, their changes, and pipeline steps about them."""

from fnmatch import fnmatch
from pathlib import PurePosixPath

from gradatim.model.dependencies import DependencyFacts, LockFile, Manifest
from gradatim.model.evidence import Evidence
from gradatim.model.history import Change, History
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.support.data import load, pattern
from gradatim.probes.support.paths import role_of
from gradatim.probes.support.records import file_record
from gradatim.probes.support.subjects import is_about_components, is_version_bump

PIPELINE_ONLY = frozenset({"github-actions"})
"""Kinds of component that only pipelines use; `pipeline_actions_are_pinned` looks at them."""


def own_manifests(dependencies: DependencyFacts) -> tuple[Manifest, ...]:
    """Return the project's own manifests by path: no vendored ones, templates, fixtures, none of pipelines."""
    own = (m for m in dependencies.manifests if not (m.vendored or m.unused_template or _is_fixture(m.path)))
    return tuple(sorted((m for m in own if m.ecosystem not in PIPELINE_ONLY), key=lambda m: m.path))


def _is_fixture(path: str) -> bool:
    """Tell whether a manifest is data of tests or an example; `tests/requirements.txt` is what tests need.

    A project of .NET that is named for tests (`test/Shop.Tests/Shop.Tests.csproj`) holds them, and is none either.
    """
    if pattern("paths", "test_projects").search(path):
        return False
    roles = {role_of(f"{folder}/x.py") for folder in _folders(path)}
    return bool(roles & {"example", "vendored"}) or ("test" in roles and path.count("/") > 1)


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def own_locks(dependencies: DependencyFacts) -> tuple[LockFile, ...]:
    """Return the project's own lock files by path."""
    own = (lock for lock in dependencies.locks if not lock.vendored and not _is_fixture(lock.path))
    return tuple(sorted(own, key=lambda lock: lock.path))


def is_covered(manifest: Manifest, locks: tuple[LockFile, ...]) -> bool:
    """Tell whether a current lock file fixes what a manifest declares."""
    return any(not lock.older_than_manifest and _covers(lock, manifest) for lock in locks)


def _covers(lock: LockFile, manifest: Manifest) -> bool:
    """A lock file covers the manifest it names, or those of its kind in its folder and below (workspaces)."""
    if lock.manifest == manifest.path:
        return True
    if lock.ecosystem != manifest.ecosystem or (lock.covers and not _named(lock, manifest)):
        return False
    folder = PurePosixPath(lock.path).parent
    if lock.ecosystem in load("paths")["locks_beside"]:
        return folder == PurePosixPath(manifest.path).parent
    while folder.name in load("paths")["lock_folders"]:
        folder = folder.parent
    return folder == PurePosixPath(".") or PurePosixPath(manifest.path).is_relative_to(folder)


def _named(lock: LockFile, manifest: Manifest) -> bool:
    """Tell whether a manifest is one of those a lock file is written for: `uv.lock` is for no `requirements.txt`."""
    return PurePosixPath(manifest.path).name in lock.covers


def has_components(dependencies: DependencyFacts) -> bool:
    """Tell whether components are declared, locked or copied in."""
    declared = any(m.declared for m in own_manifests(dependencies))
    return declared or bool(own_locks(dependencies) or dependencies.vendored_dirs or dependencies.submodules)


def dependency_changes(history: History, dependencies: DependencyFacts) -> tuple[Change, ...]:
    """Return landed changes of manifests and lock files, by people or bots, without those that set the own version.

    A bot's change of a pipeline is an update of what the pipeline uses; a person's is a change of the pipeline. Where a
    manifest could be read as it was before and after, it counts if what it declares changed. Elsewhere one that holds
    other things too (`pyproject.toml`) counts where its lock file moves with it, or the title says that it is about
    components.
    """
    told = {(e.change, e.path): e.components for e in dependencies.edits if not _is_fixture(e.path)}
    manifests = [m.path for m in own_manifests(dependencies)]
    own = frozenset(p for p in manifests if not _is_mixed(p))
    locks = frozenset(k.path for k in own_locks(dependencies))
    mixed = frozenset(p for p in manifests if _is_mixed(p))
    piped = frozenset(m.path for m in dependencies.manifests if m.ecosystem in PIPELINE_ONLY and not m.vendored)

    def counts(change: Change) -> bool:
        known = [told[change.id, f.path] for f in change.files if (change.id, f.path) in told]
        untold = frozenset(f.path for f in change.files if (change.id, f.path) not in told)
        about = change.by_bot or is_about_components(change.title)
        return any(known) or bool(
            untold & (own | locks) or (about and untold & mixed) or (change.by_bot and untold & piped)
        )

    return tuple(
        change
        for change in history.changes
        if not (change.back_merge or change.bulk_import or is_version_bump(change.title)) and counts(change)
    )


def unread_caveats(dependencies: DependencyFacts) -> tuple[str, ...]:
    """Say of how many changes the content was not looked at."""
    unread = dependencies.edits_unread
    if not unread:
        return ()
    return (
        f"{unread:,} more changes of manifests or lock files were too many to be read before and after: they count by "
        "the files they touch and their titles.",
    )


def _is_mixed(path: str) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatch(name, pattern) for pattern in load("paths")["mixed_manifests"])


def manifest_record(manifest: Manifest) -> Evidence:
    """Point to a manifest."""
    summary = f"{manifest.path} ({manifest.ecosystem}, {manifest.declared} declared, {manifest.pinned} pinned)"
    return file_record(None, manifest.path, summary=summary, source="dependencies")


def stage_records(pipelines: PipelineFacts, stage: Stage) -> tuple[Evidence, ...]:
    """Point to the steps of active pipelines that do something, in order of path and line."""
    found = [
        (step.path or p.path, step.line, step.name)
        for p in pipelines.pipelines
        if p.active
        for _, step in p.steps(stage)
    ]
    return tuple(file_record(None, path, line, name, source="pipelines") for path, line, name in sorted(found))
