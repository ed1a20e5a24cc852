"""Are releases marked by tags that HEAD or a release branch can reach?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.evidence import Period
from gradatim.model.history import Change, History, Tag, TagKind
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe
from gradatim.probes.support.counting import counted, history_caveats, in_order
from gradatim.probes.support.records import change_record, day, tag_of
from gradatim.probes.support.releases import in_period, no_release, release_record
from gradatim.probes.support.subjects import is_version_bump

WEEK = 7 * 86_400
NO_TAG = (
    "{changes} set a version, but no tag at all is in this clone: there are none, or they did not come along. "
    "`git fetch --tags` brings them."
)


def answer(history: History, dependencies: DependencyFacts, period: Period) -> ProbeResult:
    """Tell whether the period's releases are tagged, and which are not."""
    releases = in_period(dependencies)
    lost = _unreachable(history, period, {r.tag for r in releases} | {r.commit for r in releases})
    untagged = _untagged(history)
    if not (releases or lost or untagged):
        return no_release(history, dependencies)
    if not (history.tags or releases):
        return ProbeResult(
            outcome=Outcome.NOT_AVAILABLE,
            message=NO_TAG.format(changes=counted(len(untagged), "changes")),
            caveats=history_caveats(history),
        )
    against = in_order([*(tag_of(history, t) for t in lost), *(change_record(history, c) for c in untagged)])
    message = f"Tagged releases in the period: {len(releases)}"
    parts = [f"{len(lost)} release tags are on no branch that is here"] if lost else []
    parts += [f"{len(untagged)} version changes have no tag"] if untagged else []
    return ProbeResult(
        outcome=Outcome.TRUE if len(releases) > len(against) else Outcome.FALSE,
        message="; ".join([message, *parts]) + ".",
        support=in_order(release_record(history, r) for r in releases),
        counter=against,
        caveats=history_caveats(history),
    )


def _unreachable(history: History, period: Period, known: set[str]) -> list[Tag]:
    """Return release tags of the period that lead to no branch; duplicates of a known release are none."""
    return [
        t
        for t in history.tags
        if t.kind is TagKind.RELEASE
        and not t.reachable
        and not t.duplicate_of
        and period.covers(day(t.time))
        and t.name not in known
        and t.commit not in known
    ]


def _untagged(history: History) -> list[Change]:
    """Return version changes with no tag on them or within a week after; a development version is no release."""
    tagged = {t.commit for t in history.tags}
    times = [t.time for t in history.tags if t.kind in (TagKind.RELEASE, TagKind.PRERELEASE)]
    return [
        c
        for c in history.changes
        if is_version_bump(c.title)
        and not tagged.intersection((c.id, *c.commits))
        and not any(-WEEK <= time - c.landed <= WEEK for time in times)
    ]


PROBE = Probe(
    id="releases_are_tagged",
    question="Are releases marked by tags that HEAD or a release branch can reach?",
    what="The release tags of the period, release tags that lead to no branch, and version changes without a tag.",
    why="A baseline is a version that can be named and built again. A release that cannot be tied to a commit is none.",
    how="Counts distinct releases of the period that HEAD or a release branch reaches; tags for deployment, "
    "development and pre-releases, and several tags on one version, count once or not at all. Against stand release "
    "tags on no branch, and changes that set a version with no release tag within a week.",
    misleads="A clone made without tags shows none; where there is none at all nothing is judged. Projects that deploy "
    "every change release without tags. Versions kept in another repository are not seen.",
    remedy="Tag every release on the main or release branch, best from the pipeline that builds it.",
    family="versions",
    answer=answer,
    reads_contents=False,
)
