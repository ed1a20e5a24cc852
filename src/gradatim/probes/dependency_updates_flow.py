"""Do dependency updates land over the period?"""

from gradatim.model.dependencies import DependencyFacts
from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.components import dependency_changes, own_locks, own_manifests, unread_caveats
from gradatim.probes.support.counting import counted, history_caveats, in_order
from gradatim.probes.support.months import landed_months, months_of, too_few
from gradatim.probes.support.records import change_record

NOTHING = "No component is declared or locked, so there is nothing to update."


def answer(history: History, dependencies: DependencyFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Tell in how many months an update of dependencies landed."""
    if not any(m.declared for m in own_manifests(dependencies)) and not own_locks(dependencies):
        return ProbeResult(outcome=Outcome.NOT_APPLICABLE, message=NOTHING)
    changes = dependency_changes(history, dependencies)
    months = months_of(period, history.first_time)
    if few := too_few(months, settings, "months of the period"):
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=few, caveats=history_caveats(history))
    active = landed_months(c.landed for c in changes).intersection(months)
    by_bot = sum(1 for c in changes if c.by_bot)
    needed = settings.get("dependency_updates_flow.months") / 12  # the policy speaks of a year
    message = (
        f"{counted(len(changes), 'changes')} of dependencies landed in {len(active)} of {len(months)} months, "
        f"{by_bot} of them by a bot.{_services(dependencies)}"
    )
    return ProbeResult(
        outcome=Outcome.TRUE if len(active) / len(months) >= needed else Outcome.FALSE,
        message=message,
        support=in_order(change_record(history, c) for c in changes),
        caveats=(*unread_caveats(dependencies), *history_caveats(history)),
    )


def _services(dependencies: DependencyFacts) -> str:
    """Say which update services are set up, and for what."""
    told = [
        f"{bot.kind} ({', '.join(bot.ecosystems)})" if bot.ecosystems else bot.kind
        for bot in dependencies.bots
        if bot.path
    ]
    return f" Set up: {'; '.join(told)}." if told else ""


PROBE = Probe(
    id="dependency_updates_flow",
    question="Do dependency updates land over the period?",
    what="The changes of manifests and lock files of the period, and the months in which they landed.",
    why="Components age; updates that flow keep the step small when a defect in one of them must be mended quickly.",
    how="Counts landed changes, by people or bots, that touch one of the project's own manifests or lock files and "
    "are not the change that sets the product's own version. A manifest or lock file is read as it was before and "
    "after: a change of scripts, settings or the own version in it does not count. Where that cannot be told (a "
    "version in a variable, a program such as `build.gradle`) one that holds other things too counts if its lock file "
    "moves with it or the "
    "title speaks of components. "
    "TRUE if they landed in the policy's number of months of a year.",
    misleads="A new component counts as well as a newer one. That the newest version was taken is not checked. "
    "A bot's open requests that nobody merges are not seen.",
    remedy="Switch on an update bot with grouped updates, and merge them on a fixed day.",
    family="dependencies",
    answer=answer,
    looks_back="period",
)
