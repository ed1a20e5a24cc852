"""Are exact versions fixed for what is built?"""

from gradatim.model.dependencies import DependencyFacts, LockFile, Manifest
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.components import is_covered, manifest_record, own_locks, own_manifests
from gradatim.probes.support.records import file_record

NOTHING = "No manifest declares a component, so there is nothing to fix."
LIBRARY = (
    "What is published here is built into other products, which fix the versions themselves; a range is right for it."
)


def answer(dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Tell for how many manifests exact versions are fixed."""
    manifests = [m for m in own_manifests(dependencies) if m.declared]
    if not manifests:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=NOTHING)
    locks = own_locks(dependencies)
    fixed = [m for m in manifests if is_fixed(m, locks)]
    loose = [m for m in manifests if m not in fixed]
    stale = [lock for lock in locks if lock.older_than_manifest]
    message = f"Exact versions are fixed for {len(fixed)} of {len(manifests)} manifests that declare components."
    if stale:
        message += f" {len(stale)} lock files are older than their manifest."
    enough = len(fixed) / len(manifests) >= settings.rate_holds
    return ProbeResult(
        outcome=Outcome.TRUE if enough else Outcome.FALSE,
        message=message,
        support=(
            *(manifest_record(m) for m in fixed),
            *(file_record(None, lock.path) for lock in locks if lock not in stale),
        ),
        counter=(*(manifest_record(m) for m in loose), *(file_record(None, lock.path) for lock in stale)),
        caveats=(LIBRARY,) if loose and dependencies.publishes else (),
    )


def is_fixed(manifest: Manifest, locks: tuple[LockFile, ...]) -> bool:
    """Tell whether a manifest pins all it declares, or a current lock file of its kind covers it."""
    return manifest.pinned >= manifest.declared or is_covered(manifest, locks)


PROBE = Probe(
    id="dependencies_are_locked",
    question="Are exact versions fixed for what is built?",
    what="The manifests whose components have exact versions, by pins or by a lock file that is up to date.",
    why="A build can be repeated only if the same components go into it.",
    how="Takes the project's own manifests that declare components. A manifest is fixed if all it declares is pinned, "
    "or a lock file of its kind beside or above it is not older than the manifest. TRUE from the policy's share. All "
    "are counted, none sampled, so there is no interval.",
    misleads="A library rightly declares ranges: said as a caveat. A lock file may leave out what the build fetches "
    "otherwise.",
    remedy="Commit lock files for what you build and deploy, and for the tools of the pipeline.",
    family="dependencies",
    answer=answer,
)
