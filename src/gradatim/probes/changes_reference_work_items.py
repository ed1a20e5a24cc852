"""Do changes name a work item (not their own request number)?"""

from gradatim.model.history import History, WorkingStyle
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes

MAILED = "The project works by mailed patches: discussion on a list is a record that no number in a commit shows."


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes that name a work item."""
    mailed = history.style is WorkingStyle.EMAIL
    return judge_changes(
        history,
        human_changes(history),
        lambda change: any(r != change.request and r.lstrip("#!") != change.request for r in change.references),
        settings,
        noun="changes",
        verb="name a work item",
        caveats=(MAILED,) if mailed else (),
    )


PROBE = Probe(
    id="changes_reference_work_items",
    question="Do changes name a work item (not their own request number)?",
    what="The share of changes of the period whose title, message or commits name an issue, ticket or requirement.",
    why="The link from a change to what asked for it is how work is traced: what was agreed, what was done for it, "
    "what a defect cost.",
    how="Counts landed changes by people. A number (`#12`), a key (`ABC-7`) or an address of a work item in the "
    "title, the message or any commit of the change counts; the change's own request number does not.",
    misleads="A number may name another request, not an issue; a clone cannot tell. A link that stands only in the "
    "request's description on the forge is not seen. That the item exists is not checked.",
    remedy="Ask for the work item in the commit message or the request template, and check it in the pipeline.",
    family="changes",
    answer=answer,
)
