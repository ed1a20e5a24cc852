"""Probe: are requirements written?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="requirements or a specification",
    plural="requirements or specifications",
    kinds=("requirements", "specification"),
    caveats=("requirements may be kept as items of a tracker; people can say so",),
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="requirements_are_written",
    question="Are requirements written?",
    what=(
        "Looks for documents that state what the product must do or be: requirements, user stories or specifications."
    ),
    why=(
        "What is not stated can be neither agreed, nor tested, nor changed in a controlled way. Documented "
        "requirements are where both frameworks begin."
    ),
    how=(
        "True when requirements or specifications are there by name and content. They count as alive when they "
        "change with the work or other documents refer to them."
    ),
    misleads=(
        '"Requirements" often means a list of dependencies or what a user has to install; such files do not '
        "count. Many teams keep requirements as items of a tracker, which a clone does not show."
    ),
    remedy=(
        "Keep the requirements, or an export of the tracker's items by release, under version control, with an id"
        " for each."
    ),
    family="documents",
    answer=answer,
)
