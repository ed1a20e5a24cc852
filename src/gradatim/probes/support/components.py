"""Components from outside: the project's own manifests and lock files, their changes, and pipeline steps about them."""

from gradatim.model.dependencies import DependencyFacts, LockFile, Manifest
from gradatim.model.evidence import Evidence
from gradatim.model.history import Change, History
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.support.paths import dependency_paths, touched
from gradatim.probes.support.records import file_record
from gradatim.probes.support.subjects import is_version_bump


def own_manifests(dependencies: DependencyFacts) -> tuple[Manifest, ...]:
    """Return the project's own manifests by path: no vendored ones, no templates."""
    own = (m for m in dependencies.manifests if not (m.vendored or m.unused_template))
    return tuple(sorted(own, key=lambda m: m.path))


def own_locks(dependencies: DependencyFacts) -> tuple[LockFile, ...]:
    """Return the project's own lock files by path."""
    return tuple(sorted((lock for lock in dependencies.locks if not lock.vendored), key=lambda lock: lock.path))


def has_components(dependencies: DependencyFacts) -> bool:
    """Tell whether components are declared, locked or copied in."""
    declared = any(m.declared for m in own_manifests(dependencies))
    return declared or bool(own_locks(dependencies) or dependencies.vendored_dirs or dependencies.submodules)


def dependency_changes(history: History, dependencies: DependencyFacts) -> tuple[Change, ...]:
    """Return landed changes of manifests and lock files, by people or bots, without those that set the own version."""
    paths = dependency_paths(dependencies)
    return tuple(
        change
        for change in history.changes
        if not (change.back_merge or change.bulk_import or is_version_bump(change.title)) and touched(change, paths)
    )


def manifest_record(manifest: Manifest) -> Evidence:
    """Point to a manifest."""
    summary = f"{manifest.path} ({manifest.ecosystem}, {manifest.declared} declared, {manifest.pinned} pinned)"
    return file_record(None, manifest.path, summary=summary, source="dependencies")


def stage_records(pipelines: PipelineFacts, stage: Stage) -> tuple[Evidence, ...]:
    """Point to the steps of active pipelines that do something, in order of path and line."""
    found = [(p.path, step.line, step.name) for p in pipelines.pipelines if p.active for _, step in p.steps(stage)]
    return tuple(file_record(None, path, line, name, source="pipelines") for path, line, name in sorted(found))
