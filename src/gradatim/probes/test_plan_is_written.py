"""Probe: is a test plan or test strategy written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a test plan",
    plural="test plans",
    kinds=("test-plan",),
    sections=r"plan|strateg|level|approach|concept|policy|verification|qualification",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="test_plan_is_written",
    question="Is a test plan or test strategy written?",
    what=(
        "Looks for a document or section on what is tested, at which levels, how, with which criteria and in "
        "which environment."
    ),
    why=(
        "Tests show that planned arrangements were carried out only if something was planned. The plan also says "
        "what is left untested on purpose."
    ),
    how="True when such a document is there by name and content. How to run the test suite is not a plan by itself.",
    misleads=(
        "A product for testing is full of test plans of its own; such content does not count. In many projects "
        "the plan is implied by the suite, which other questions look at."
    ),
    remedy=(
        "Write on one page which levels of test there are, what each covers, when it runs, and what must hold "
        "before a release."
    ),
    family="documents",
    answer=answer,
)
