"""Probe: are estimates of size, effort or cost recorded?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, either, is_written

OF_THEIR_OWN = DocumentsSought(
    what="estimates",
    plural="estimates",
    kinds=("estimates",),
    caveats=("estimates mostly live as fields of a tracker; people can say so",),
)
IN_A_PLAN = DocumentsSought(
    what="a project plan or roadmap",
    plural="project plans or roadmaps",
    kinds=("plan", "schedule", "roadmap"),
    all_of=("estimate",),
    carrying="states estimates",
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from estimates of their own, else from plans that state them."""
    return either(
        is_written(OF_THEIR_OWN, documents, period, settings), is_written(IN_A_PLAN, documents, period, settings)
    )


PROBE = Probe(
    id="estimates_are_recorded",
    question="Are estimates of size, effort or cost recorded?",
    what="Looks for documents of estimates, and for estimates inside plans.",
    why=(
        "An estimate on record can later be compared with what it really took, and the next one gets better. Both"
        " planning and measurement rest on it."
    ),
    how="True when such a document is there, or a plan that carries estimates.",
    misleads="Estimates mostly live as fields of a tracker, which a clone does not show; absence here says little.",
    remedy=(
        "Note the estimate, its assumptions and how it was made, in the plan, before the work starts; add the "
        "actual value when it ends."
    ),
    family="documents",
    answer=answer,
)
