"""Probe: is it written how vulnerabilities are reported and handled?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a security policy",
    plural="security policies",
    kinds=("security-policy",),
    any_of=("contact", "response-time", "supported-versions", "feedback-channel"),
    carrying="names a contact, a response time or supported versions",
    caveats=("an organisation may keep one policy in a repository of its own",),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from what such documents are and hold; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="security_policy_is_written",
    question="Is it written how vulnerabilities are reported and handled?",
    what="Looks for a security policy with a way to report, a promise of response, or the versions that get fixes.",
    why=(
        "Users who find a weakness need a way that is not public. The policy is also a promise on post-delivery "
        "support."
    ),
    how=(
        "True when such a policy is there by name and content, and names a contact, a response time or supported "
        "versions."
    ),
    misleads=(
        "A template with example versions, as forges offer it, is a placeholder and does not count. Documentation"
        " of the product's security features is product content."
    ),
    remedy=(
        "Write whom to tell and how, how soon you answer, which versions are fixed and how a fix is announced; "
        "try the address once a year."
    ),
    family="documents",
    answer=answer,
)
