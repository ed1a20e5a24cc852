"""Do messages say why (a body, not only a subject)?"""

from gradatim.model.history import Change, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.paths import touches
from gradatim.probes.support.subjects import commits_by_id, reason_words


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes to source whose message has a body that says something."""
    commits = commits_by_id(history)
    needed = settings.get("changes_explain_themselves.words")

    def explained(change: Change) -> bool:
        return reason_words(history, change, commits) >= needed

    return judge_changes(
        history,
        (change for change in human_changes(history) if touches(change, "source") or touches(change, "build")),
        explained,
        settings,
        noun="changes to source or build",
        verb="give a reason in their message",
        threshold=settings.get("changes_explain_themselves.holds"),
    )


PROBE = Probe(
    id="changes_explain_themselves",
    question="Do messages say why (a body, not only a subject)?",
    what="The share of changes whose landed message, or one of its commits, has a body beyond the subject.",
    why="The reason for a change is lost first. Whoever reviews, audits or mends it later needs it in the history.",
    how="Counts landed changes by people to source or build files. Success: one of the change's commits has a body of "
    "at least a few words (the policy says how many) that are no trailers, links, numbers or lines made by tools.",
    misleads="Words are counted, not understood: a long body may say nothing, a good subject may say all. Reasons "
    "that stand in the request's description on the forge are not in a clone unless they were put into the commit.",
    remedy="Put the request's description into the merge or squash commit (a setting of most forges), and ask for a "
    "reason.",
    family="changes",
    answer=answer,
)
