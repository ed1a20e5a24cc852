"""Do people other than one or two land changes in the owned parts?"""

from gradatim.model.documents import DocumentFacts
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import history_caveats
from gradatim.probes.support.parts import Part, part_record, parts_of


def answer(history: History, documents: DocumentFacts, settings: ProbeSettings) -> ProbeResult:
    """Tell whether the parts that an ownership file covers are worked on by several people."""
    if not any(d.is_a("ownership") for d in documents.documents):
        return ProbeResult(outcome=Outcome.NOT_APPLICABLE, message="No ownership file, so no part is owned on paper.")
    parts = [part for part in parts_of(history) if part.people]
    if not parts:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message="Nobody changed source code in the period.")
    needed = int(settings.get("ownership_is_lived.people"))
    lived = [part for part in parts if len(part.people | part.landers) >= needed]
    narrow = [part for part in parts if part not in lived]
    message = f"{len(lived)} of {len(parts)} parts worked on in the period saw {needed} or more people at work."
    enough = len(lived) / len(parts) >= settings.rate_holds

    def show(chosen: list[Part]) -> tuple[Part, ...]:
        return tuple(sorted(chosen, key=lambda part: part.path))

    return ProbeResult(
        outcome=Outcome.TRUE if enough else Outcome.FALSE,
        message=message,
        support=tuple(part_record(history, part) for part in show(lived)),
        counter=tuple(part_record(history, part) for part in show(narrow)),
        caveats=history_caveats(history),
    )


PROBE = Probe(
    id="ownership_is_lived",
    question="Do people other than one or two land changes in the owned parts?",
    what="For each main part of the source: how many people wrote or landed changes in the period.",
    why="Owners on paper help only if the work passes through several hands; one or two people for a part are a risk "
    "and leave nobody to review.",
    how="Groups source files by folder into parts. Counts people who wrote or landed changes there. TRUE if most "
    "parts saw at least the policy's number of people. Asked only where an ownership file exists.",
    misleads="Folders are not always the owned parts. One-off contributors raise the number without sharing "
    "ownership. All parts are counted, none sampled, so there is no interval.",
    remedy="Name a second owner for each part and let the owners review each other.",
    family="review",
    answer=answer,
    looks_back="period",
)
