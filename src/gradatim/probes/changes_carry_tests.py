"""Do changes to source code come with changes to tests?"""

from gradatim.model.history import Change, History
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import human_changes, judge_changes
from gradatim.probes.support.inline_tests import why_unseen
from gradatim.probes.support.paths import touches


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Judge the share of changes to source that touch a test too."""
    to_source = (change for change in human_changes(history) if touches(change, "source"))

    def with_tests(change: Change) -> bool:
        return touches(change, "test")

    return judge_changes(
        history,
        to_source,
        with_tests,
        settings,
        noun="changes to source",
        verb="come with a change to tests",
        unknowable=why_unseen,
        threshold=settings.get("changes_carry_tests.holds"),
    )


PROBE = Probe(
    id="changes_carry_tests",
    question="Do changes to source code come with changes to tests?",
    what="The share of changes to source code that also add or alter tests.",
    why="Tests that come with the change show that it was verified, and keep it verified.",
    how="Counts landed changes by people that add or alter source code (no tests, examples, documents, vendored or "
    "generated code). Success: the same change adds or alters a file of tests. Deleting tests is no success.",
    misleads="A change that alters no behaviour needs no new test, so the bar is lower than for other rates. "
    "Languages that keep tests inside the source file (Rust) hide them: such changes are left out and widen the "
    "interval. Tests in another repository are not seen. A file in a folder of tests may be a demo page.",
    remedy="Ask for a test with each change of behaviour, in the review rules and in the request template.",
    family="changes",
    answer=answer,
)
