"""Do tests change as the code changes over the period?"""

from gradatim.model.evidence import Period
from gradatim.model.history import History
from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.counting import history_caveats, human_changes, in_order
from gradatim.probes.support.inline_tests import may_hide_tests
from gradatim.probes.support.months import landed_months, months_of
from gradatim.probes.support.paths import touches
from gradatim.probes.support.records import change_record

UNTOLD = "No file here is a test that a runner would find: what changed in folders of tests may be something else."
ONE_MONTH = "Source changed in one month of the period only: that shows no growth, of code or of tests."
INSIDE = "Most changes are in a language that keeps tests inside source files, so a clone does not show them apart."


def answer(history: History, pipelines: PipelineFacts, period: Period, settings: ProbeSettings) -> ProbeResult:
    """Tell in how many months with work on source tests moved too."""
    whole = months_of(period)
    to_source = [c for c in human_changes(history) if touches(c, "source")]
    to_tests = [c for c in human_changes(history) if touches(c, "test")]
    working = landed_months(c.landed for c in to_source).intersection(whole)
    if not working:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message="No changes to source landed in the period.")
    if len(working) == 1:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=ONE_MONTH, caveats=history_caveats(history))
    moved = working & landed_months(c.landed for c in to_tests)
    enough = len(moved) / len(working) >= settings.rate_holds
    if not enough and 2 * sum(map(may_hide_tests, to_source)) > len(to_source):
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=INSIDE, caveats=history_caveats(history))
    if enough and not pipelines.test_files:
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=UNTOLD, caveats=history_caveats(history))
    return ProbeResult(
        outcome=Outcome.TRUE if enough else Outcome.FALSE,
        message=f"Tests changed in {len(moved)} of {len(working)} months with work on source.",
        support=in_order(change_record(history, c) for c in to_tests),
        caveats=history_caveats(history),
    )


PROBE = Probe(
    id="tests_grow_with_the_code",
    question="Do tests change as the code changes over the period?",
    what="The months with work on source code in which tests were added or altered too.",
    why="Tests that stand still while the code moves stop telling whether it works.",
    how="Takes the months of the period in which a change by a person added or altered source. A month counts if a "
    "change by a person added or altered tests. All months are counted, none sampled, so there is no interval. Open "
    "where no file of tests is in sight, or where source changed in one month only.",
    misleads="One test a month is enough here: `changes_carry_tests` looks at each change. Tests inside source files "
    "and in another repository are not seen.",
    remedy="Ask for tests with each change; plan test work along with features.",
    family="tests",
    answer=answer,
    looks_back="period",
)
