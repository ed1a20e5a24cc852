"""Is the main line free of rewriting?"""

from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe
from gradatim.probes.support.counting import history_caveats
from gradatim.probes.support.records import day

UNSEEN = (
    "No rewriting of the main line was seen. A clone shows it only where an earlier run or a reflog kept the older "
    "tip, so it cannot be ruled out."
)


def answer(history: History, period: Period) -> ProbeResult:
    """Tell whether the main line was rewritten or restarted in the period."""
    others = tuple(branch for branch in history.force_pushed if branch != history.branch)
    caveats = (*_other_caveat(others), *history_caveats(history))
    if history.branch in history.force_pushed:
        message = f"The main line {history.branch} was rewritten: an earlier tip is no longer part of it."
        return ProbeResult(outcome=Outcome.FALSE, message=message, caveats=caveats)
    begun = history.begun or history.first_time
    if history.restarted and begun and period.covers(day(begun)):
        message = f"History begins with a large import on {day(begun)}, within the period."
        return ProbeResult(outcome=Outcome.FALSE, message=message, caveats=caveats)
    return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=UNSEEN, caveats=caveats)


def _other_caveat(branches: tuple[str, ...]) -> tuple[str, ...]:
    if not branches:
        return ()
    return (f"{len(branches)} other branches were rewritten; that is usual for topic branches.",)


PROBE = Probe(
    id="history_is_intact",
    question="Is the main line free of rewriting?",
    what="Whether the main line was force-pushed, or history was started anew in the period.",
    why="Records that can be rewritten prove nothing. A baseline must stay what it was.",
    how="Speaks against only: a recorded earlier tip of the main branch that is no ancestor of today's, or a history "
    "that begins with a large import within the period. With neither, nothing is claimed.",
    misleads="A single clone cannot show a rewrite that happened before it was made; the probe therefore never says "
    "yes. A move from another version control system looks like a restart.",
    remedy="Forbid force pushes and deletion of the main branch, for administrators too. Keep the old history "
    "reachable when a repository moves.",
    family="changes",
    answer=answer,
)
