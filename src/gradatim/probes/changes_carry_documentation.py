"""Do changes to source come with changes to documentation or changelog?"""

from gradatim.model.history import Change, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.paths import touches


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes to source that touch documentation or the changelog too."""

    def documented(change: Change) -> bool:
        return touches(change, "documentation") or touches(change, "changelog")

    return judge_changes(
        history,
        (change for change in human_changes(history) if touches(change, "source")),
        documented,
        settings,
        noun="changes to source",
        verb="come with documentation or a changelog entry",
        threshold=settings.get("changes_carry_documentation.holds"),
    )


PROBE = Probe(
    id="changes_carry_documentation",
    question="Do changes to source come with changes to documentation or changelog?",
    what="The share of changes to source code that also touch documentation or the changelog.",
    why="Documents that move with the code stay true; those that are caught up on later mostly do not.",
    how="Counts landed changes by people that add or alter source code. Success: the same change touches a document, "
    "a changelog or a changelog fragment.",
    misleads="Most changes need no documentation, so the bar is low, and a clone cannot tell which ones did. "
    "Documents in another repository, and documentation inside the source (docstrings), are not seen.",
    remedy="Ask for the changelog entry and the documentation in the same request; changelog fragments avoid "
    "conflicts.",
    family="changes",
    answer=answer,
)
