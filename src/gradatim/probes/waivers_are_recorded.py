"""Probe: are exceptions from the rules recorded, with who agreed and until when?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.evidence import Period
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.documents import DocumentsSought, is_written

SOUGHT = DocumentsSought(
    what="a record of waivers",
    plural="records of waivers",
    kinds=("waiver",),
    any_of=("approval", "owner", "due-date", "review-date"),
    carrying="names an approval, an owner or an end",
    records=True,
)


def answer(documents: DocumentFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Judge from what such documents are and hold; their absence is FALSE, and said as such."""
    return is_written(SOUGHT, documents, period, settings)


PROBE = Probe(
    id="waivers_are_recorded",
    question="Are exceptions from the rules recorded, with who agreed and until when?",
    what="Looks for waivers, concessions and accepted risks with an approver, an owner or an end.",
    why="Exceptions happen. Recorded ones are under control; silent ones become the rule.",
    how="True when such records are there by name and content, and name an approval, an owner or an end.",
    misleads=(
        "A list of ignored linter findings is an exception list without approval. A project that makes no "
        "exceptions has no record; only people can say so."
    ),
    remedy=(
        "Record each exception with the rule, the reason, who approved it and when it ends, and look at the list "
        "once a period."
    ),
    family="documents",
    answer=answer,
)
