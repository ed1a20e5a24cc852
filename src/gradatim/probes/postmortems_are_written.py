"""Probe: are incidents and escaped defects looked back on in writing?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(what="a post-mortem", plural="post-mortems", kinds=("postmortem",), records=True)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from the documents of this kind; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="postmortems_are_written",
    question="Are incidents and escaped defects looked back on in writing?",
    what="Looks for post-mortems: one incident each, with what happened and what follows.",
    why=(
        "A written look back turns a failure into knowledge, and is the record that corrective action and defect "
        "prevention ask for."
    ),
    how=(
        "True when such records are there by name and content. Whether they find causes, and whether their "
        "actions are done, are questions of their own."
    ),
    misleads=(
        "A project without a service, or without incidents, has nothing to write about; FALSE is then no "
        "weakness. Many incident reports live on a status page."
    ),
    remedy=(
        "Write one page for each incident above an agreed severity: timeline, effect, cause, actions with owner "
        "and date; no names, no blame."
    ),
    family="documents",
    answer=answer,
)
