"""Probe: is it written which versions are supported, how long, and where users get help?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, either, is_written

TERMS = DocumentsSought(
    what="support information",
    plural="support information",
    kinds=("support-policy",),
    any_of=("supported-versions", "response-time"),
    sections=r"support|version|mainten|end of life|lts|life ?cycle",
    carrying="names supported versions or a time of response",
)
IN_SECURITY_POLICY = DocumentsSought(
    what="a security policy",
    plural="security policies",
    kinds=("security-policy",),
    all_of=("supported-versions",),
    # In a section of a longer document the versions may be those of anything else.
    sections=r"support|version",
    carrying="names the supported versions",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from support terms, else from the versions that a security policy names."""
    return either(
        is_written(TERMS, documents, period, settings), is_written(IN_SECURITY_POLICY, documents, period, settings)
    )


PROBE = Probe(
    id="support_terms_are_written",
    question="Is it written which versions are supported, how long, and where users get help?",
    what="Looks for support terms of their own, or for supported versions in the security policy.",
    why=(
        "Post-delivery activities are part of the requirements: customers have to know what they can expect after"
        " the release."
    ),
    how="True when support information names supported versions or a time of response, or a security policy names the "
    "supported versions.",
    misleads="A page that only lists chat rooms is help, not a term. Contracts with customers live elsewhere.",
    remedy=(
        "Say which release lines get fixes until when, what kind of fixes, and where to ask; update it with every"
        " release."
    ),
    family="documents",
    answer=answer,
)
