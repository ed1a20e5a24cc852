"""Do changes name a work item (not their own request number)?"""

from gradatim.model.history import History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.references import why_unseen, work_items


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes that name a work item."""
    named = work_items(history)
    return judge_changes(
        history,
        human_changes(history),
        lambda change: bool(named(change)),
        settings,
        noun="changes",
        verb="name a work item",
        unknowable=why_unseen(history),
    )


PROBE = Probe(
    id="changes_reference_work_items",
    question="Do changes name a work item (not their own request number)?",
    what="The share of changes of the period whose title, message or commits name an issue, ticket or requirement.",
    why="The link from a change to what asked for it is how work is traced: what was agreed, what was done for it, "
    "what a defect cost.",
    how="Counts landed changes by people. A number (`#12`), a key (`ABC-7`) or an address of a work item in the "
    "title, the message or any commit of the change counts; the change's own request number, and that of another "
    "request that landed, do not.",
    misleads="A link may stand in the request's description on the forge or in the thread of a mailed patch: changes "
    "that came that way and name no item are left out and widen the interval. A number may name an older request "
    "instead of an issue. That the item exists is not checked.",
    remedy="Ask for the work item in the commit message or the request template, and check it in the pipeline.",
    family="changes",
    answer=answer,
)
