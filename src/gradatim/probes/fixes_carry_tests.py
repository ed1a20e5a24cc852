"""Do fixes come with a test?"""

from gradatim.model.history import Change, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.inline_tests import why_unseen
from gradatim.probes.support.paths import touches
from gradatim.probes.support.subjects import commits_by_id, is_fix


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of fixes that add or alter a test."""
    commits = commits_by_id(history)
    fixes = (c for c in human_changes(history) if touches(c, "source") and is_fix(c, commits))

    def with_test(change: Change) -> bool:
        return touches(change, "test")

    return judge_changes(
        history,
        fixes,
        with_test,
        settings,
        noun="fixes",
        verb="come with a test",
        unknowable=why_unseen,
        threshold=settings.get("fixes_carry_tests.holds"),
    )


PROBE = Probe(
    id="fixes_carry_tests",
    question="Do fixes come with a test?",
    what="The share of fixes of the period that add or alter a test.",
    why="A test with the fix shows that the defect was reproduced and that it will be noticed if it returns: the "
    "verification of a corrective action.",
    how="Counts landed changes by people that touch source code and are fixes (see `fixes_name_defects`). Success: "
    "the same change adds or alters a file of tests.",
    misleads="Some defects cannot be tested cheaply (races, builds on one platform), so the bar is lower than for "
    "other rates. Tests inside source files and in other repositories are not seen.",
    remedy="Ask for a failing test first when a defect is mended; reviewers look for it.",
    family="changes",
    answer=answer,
)
