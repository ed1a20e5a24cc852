"""Is every main part of the code known to more than one active person?"""

from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import history_caveats
from gradatim.probes.support.parts import part_record, parts_of


def answer(history: History, settings: ProbeSettings) -> ProbeResult:
    """Tell whether each main part was worked on by at least two people who know it."""
    needed = int(settings.get("knowledge_is_shared.changes"))
    parts = sorted(parts_of(history), key=lambda part: part.path)
    worked = [part for part in parts if part.changes >= 2 * needed]  # fewer cannot make two people know it
    if not worked:
        message = f"No part of the source saw {2 * needed} changes in the period; too few to tell who knows it."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, caveats=history_caveats(history))
    shared = [part for part in worked if len(part.known_by(needed)) > 1]
    single = [part for part in worked if part not in shared]
    message = f"{len(shared)} of {len(worked)} parts worked on in the period are known to two or more active people."
    untouched = len(parts) - len(worked)
    idle = (
        (f"{untouched} parts saw fewer than {2 * needed} changes; who knows them was not asked.",) if untouched else ()
    )
    return ProbeResult(
        outcome=Outcome.TRUE if not single else Outcome.FALSE,
        message=message,
        support=tuple(part_record(history, part) for part in shared),
        counter=tuple(part_record(history, part) for part in single),
        caveats=(*idle, *history_caveats(history)),
    )


PROBE = Probe(
    id="knowledge_is_shared",
    question="Is every main part of the code known to more than one active person?",
    what="For each main part of the source: whether at least two people worked on it or reviewed work on it in the "
    "period.",
    why="A part that one person knows is lost with that person. Organisational knowledge has to be kept and shared.",
    how="Groups source files by folder into parts. A person knows a part after writing or reviewing the policy's "
    "number of changes there in the period. TRUE if every part that was worked on has two such people.",
    misleads="Knowledge from before the period, from reading or from talk is not seen; folders are not always the "
    "parts people think in. All parts are counted, none sampled, so there is no interval.",
    remedy="Pair, rotate work, and let a second person review each part regularly.",
    family="people",
    answer=answer,
    looks_back="period",
)
