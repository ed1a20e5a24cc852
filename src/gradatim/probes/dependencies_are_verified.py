"""Are checksums kept and checked?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.components import is_covered, own_locks, own_manifests
from gradatim.probes.support.counting import percent
from gradatim.probes.support.records import file_record

NOTHING = "No lock file and no pinned manifest, so there is nothing that a checksum could stand beside."


def answer(dependencies: DependencyFacts, settings: ProbeSettings) -> ProbeResult:
    """Tell for how many fixed components a checksum is kept."""
    locks = own_locks(dependencies)
    kept = [(lock.path, lock.entries, lock.hashed) for lock in locks if lock.entries]
    # What a lock file fixes has its checksum there, not beside the pin in the manifest.
    bare = (m for m in own_manifests(dependencies) if m.pinned > m.inside and not is_covered(m, locks))
    kept += [(m.path, m.pinned - m.inside, m.hashed) for m in bare if m.path not in {path for path, _, _ in kept}]
    total, hashed = sum(n for _, n, _ in kept), sum(min(h, n) for _, n, h in kept)
    if not total:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=NOTHING)
    share = hashed / total
    return ProbeResult(
        outcome=Outcome.TRUE if share >= settings.rate_holds else Outcome.FALSE,
        message=f"{hashed} of {total} fixed components have a checksum, {percent(share)} %.",
        support=tuple(file_record(None, path, summary=f"{path}: {h} of {n}") for path, n, h in kept if h >= n),
        counter=tuple(file_record(None, path, summary=f"{path}: {h} of {n}") for path, n, h in kept if h < n),
    )


PROBE = Probe(
    id="dependencies_are_verified",
    question="Are checksums kept and checked?",
    what="The share of components with exact versions for which a checksum or digest is kept.",
    why="A checksum shows that what is built today is what was looked at when it was chosen.",
    how="Counts the entries of the project's lock files, and components pinned in manifests that no lock file covers, "
    "and those with a checksum or digest. Parts of the project itself are none. TRUE from the policy's share. All are "
    "counted, none sampled, so there is no interval.",
    misleads="Package managers check by default where checksums are kept; that nobody switched it off is not seen.",
    remedy="Use lock files with checksums (`--hash`, `go.sum`, `integrity`), and containers by digest.",
    family="dependencies",
    answer=answer,
)
