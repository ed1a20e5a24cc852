"""Do changes land through merge or pull requests (or mailed patches) instead of straight on the main line?"""

from gradatim.model.history import Change, ChangeStyle, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.reviews import is_reviewed

FORGE = "put there by the forge itself: whether a request stood behind them is not in a clone"


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of landed changes that came through a request or a mailed patch."""
    reviewed = is_reviewed(history)

    def through_request(change: Change) -> bool:
        # A patch that a maintainer applied passed through another person's hands: that is the mailed form of a request.
        # A commit that only closes an issue (`Fixes: #12`) and that its author put there came through no request.
        by_itself = change.style in (ChangeStyle.DIRECT, ChangeStyle.REBASE)
        return not by_itself or bool(change.request) or reviewed(change)

    def unknowable(change: Change) -> str:
        if through_request(change) or change.landed_by:
            return ""
        return change.review_unknowable or FORGE

    return judge_changes(
        history,
        human_changes(history),
        through_request,
        settings,
        noun="changes",
        verb="landed through a request",
        unknowable=unknowable,
    )


PROBE = Probe(
    id="changes_land_through_requests",
    question="Do changes land through merge or pull requests (or mailed patches) instead of straight on the main line?",
    what="The share of changes of the period that show the trace of a request, a topic branch or a mailed patch.",
    why="A request is the gate at which checks run and people look. What is put straight on the main line passed no "
    "gate.",
    how="Counts landed changes by people. A merge of a branch, a squash with the request's number, a rebase that "
    "closes a request, and a patch applied by somebody who is not its author come through a request. A commit put on "
    "the main line by its author with no such trace did not, also where it closes an issue.",
    misleads="A rebase merge by the forge that leaves no number behind cannot be told from an edit on its pages, nor a "
    "fast-forward by GitLab from a push: such changes are left out and widen the interval. A merge made on the "
    "author's own machine looks like a request although nobody else saw it: the probe of review tells the two apart.",
    remedy="Protect the main branch, so that changes enter by request only. New changes then carry a request's number "
    "or a merge commit.",
    family="changes",
    answer=answer,
)
