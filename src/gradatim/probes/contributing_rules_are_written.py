"""Probe: is it written how a change is proposed, checked and accepted?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="rules for contributors",
    plural="rules for contributors",
    kinds=("contributing",),
    caveats=("an organisation may keep one set of rules in a repository of its own",),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="contributing_rules_are_written",
    question="Is it written how a change is proposed, checked and accepted?",
    what="Looks for rules for contributors in the repository.",
    why=(
        "It is the process description that people of a software project really read: the entry to how changes "
        "are controlled."
    ),
    how=(
        "True when such rules are there with content of their own. A page that only links elsewhere is named, and"
        " does not count."
    ),
    misleads=(
        "A friendly invitation without any rule is no procedure. Rules for a whole organisation may be kept in a "
        "repository of their own."
    ),
    remedy=(
        "Say in one page how to build and test, what a change must bring with it, who decides, and how long that takes."
    ),
    family="documents",
    answer=answer,
)
