"""Do older release lines get fixes?"""

from collections import Counter

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe
from gradatim.probes.support.counting import history_caveats
from gradatim.probes.support.release_lines import behind
from gradatim.probes.support.releases import in_period, no_release, numbered, release_record, with_lost

HIDDEN = "One release line is here, but the clone is cut off: tags of older lines may not have come with it."


def answer(history: History, dependencies: DependencyFacts, period: Period) -> ProbeResult:
    """Tell whether a release of the period belongs to a line older than the newest of its day."""
    dependencies = with_lost(history, dependencies, period)
    recent = in_period(dependencies)
    if not recent:
        return no_release(history, dependencies)
    all_of_them = dict(numbered(dependencies.releases))
    lines = Counter(product for product, _ in {(v.product, v.line) for v in all_of_them.values()})
    if max(lines.values(), default=0) < 2:  # two lines are the least that can be older and newer
        if history.cut_at:
            return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=HIDDEN, caveats=history_caveats(history))
        message = "There is one release line only, so there is no older one to maintain."
        return ProbeResult(outcome=Outcome.NOT_APPLICABLE, message=message)
    late = behind(all_of_them.items())
    older = [r for r in recent if r in late]
    newest = [r for r in recent if r not in late]
    message = f"{len(older)} of {len(recent)} releases of the period belong to an older release line."
    return ProbeResult(
        outcome=Outcome.TRUE if older else Outcome.FALSE,
        message=message,
        support=tuple(release_record(history, r) for r in older),
        counter=() if older else tuple(release_record(history, r) for r in newest),
        caveats=history_caveats(history),
    )


PROBE = Probe(
    id="older_releases_are_maintained",
    question="Do older release lines get fixes?",
    what="Releases of the period on a line that was no longer the newest when they were made.",
    why="Users cannot always move to the newest version; delivered versions under support must get their fixes.",
    how="A line is the first two numbers of a version. TRUE if at least one release of the period came after a "
    "release of a higher line; tags whose branch is gone count here too. Asked only where there are two lines.",
    misleads="Branches of older lines that this clone does not hold are not seen. Projects that promise support for "
    "the newest version only do what they promise: see `support_terms_are_written`.",
    remedy="Write down which versions are supported, and release fixes from a branch for each.",
    family="versions",
    answer=answer,
    reads_contents=False,
    looks_back="history",
)
