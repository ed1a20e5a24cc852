"""Did work land in most months of the period?"""

from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import history_caveats, human_changes, in_order
from gradatim.probes.support.months import month_of, months_of, runs_of, too_few
from gradatim.probes.support.records import change_record, day


def answer(history: History, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Tell whether human work landed in most months."""
    months = months_of(period, history.first_time)
    if few := too_few(months, settings, "months of the period"):
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=few, caveats=history_caveats(history))
    last = {month_of(day(c.landed)): c for c in sorted(human_changes(history), key=lambda c: (c.landed, c.id))}
    active = [month for month in months if month in last]
    idle = [month for month in months if month not in last]
    message = f"Work landed in {len(active)} of {len(months)} months."
    if active and idle:
        message += f" None in {', '.join(runs_of(idle))}."
    steady = len(active) / len(months) >= settings.rate_holds
    return ProbeResult(
        outcome=Outcome.TRUE if steady else Outcome.FALSE,
        message=message,
        support=in_order(change_record(history, last[month]) for month in active),
        caveats=history_caveats(history),
    )


PROBE = Probe(
    id="work_is_steady",
    question="Did work land in most months of the period?",
    what="The months of the period in which at least one change by a person landed.",
    why="Rates over a period mean something only if work went on through it; long silence also shows that nobody "
    "maintains.",
    how="Counts calendar months of which the period holds at least half, from the first commit on. A month is active "
    "if a change by a person landed in it. The last change of each month stands as its record. All months are "
    "counted, none sampled, so there is no interval.",
    misleads="Finished software needs little work. Bots can keep a dead project looking busy: they do not count.",
    remedy="Nothing to mend by itself. Where a month is idle, the other probes rest on less.",
    family="changes",
    answer=answer,
    looks_back="period",
)
