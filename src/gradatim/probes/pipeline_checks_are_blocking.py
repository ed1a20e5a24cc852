"""Probe: do the pipeline's checks stop a change when they fail?"""

from gradatim.model.observation import Outcome, ProbeResult
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes.interface import Probe, ProbeSettings
from gradatim.probes.support.absence import no_pipelines
from gradatim.probes.support.data import pattern
from gradatim.probes.support.moments import Moment
from gradatim.probes.support.pipelines import FORGE_SETTINGS
from gradatim.probes.support.pointers import places, reasons, step_evidence
from gradatim.probes.support.uses import uses_of
from gradatim.probes.support.words import count

CHECKS = (
    Stage.TEST,
    Stage.LINT,
    Stage.FORMAT,
    Stage.TYPES,
    Stage.STATIC_ANALYSIS,
    Stage.SECURITY_SCAN,
    Stage.DEPENDENCY_SCAN,
    Stage.SECRET_SCAN,
    Stage.LICENCE_SCAN,
    Stage.COVERAGE_GATE,
    Stage.COMMIT_POLICY,
)


def answer(pipelines: PipelineFacts, settings: ProbeSettings) -> ProbeResult:
    """Judge from the share of checks on changes that gate. It is a count of all of them, not a sample."""
    uses = uses_of(pipelines, CHECKS)
    # A report that is made after landing does not water down the checks before it.
    checks = [u for u in uses if u.moment is Moment.BEFORE] or [u for u in uses if u.moment is Moment.AFTER]
    judged = pattern("conditions", "judged_elsewhere")
    elsewhere = [u for u in checks if judged.search(u.step.not_gating_because)]
    checks = [u for u in checks if u not in elsewhere]
    if elsewhere and not checks:
        message = f"What checks changes here is judged by a policy elsewhere: {places(elsewhere)}."
        return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, caveats=(FORGE_SETTINGS,))
    if not checks:
        nothing = ProbeResult(outcome=Outcome.NOT_AVAILABLE, message="No pipeline checks changes here.")
        return no_pipelines(pipelines) or nothing
    loose = [u for u in checks if not u.step.gating]
    gating = len(checks) - len(loose)
    message = f"Failure stops the pipeline in {gating} of {count(len(checks), 'check')} on changes."
    if loose:
        message += f" Not so: {reasons(loose)}."
    if elsewhere:
        message += f" {count(len(elsewhere), 'more is', 'more are')} judged by a policy elsewhere."
    return ProbeResult(
        outcome=Outcome.TRUE if gating >= settings.rate_holds * len(checks) else Outcome.FALSE,
        message=message,
        counter=tuple(step_evidence(u) for u in loose),
        support=tuple(step_evidence(u) for u in checks if u.step.gating),
        caveats=(FORGE_SETTINGS,),
    )


PROBE = Probe(
    id="pipeline_checks_are_blocking",
    question="Do the pipeline's checks stop a change when they fail?",
    what=(
        "Counts the steps that check something before a change lands, or after it where none run before, and among "
        "them those whose failure stops the pipeline."
    ),
    why=(
        "A check that may fail without consequence is a report at best. Nonconforming output is controlled only "
        "where it cannot pass on."
    ),
    how=(
        "Tests, linters, type checks, analyses, scans and thresholds that run on changes are counted, but not "
        "those whose findings a policy elsewhere judges; the answer is true when the share that gates reaches the "
        "policy's share. Those that do not gate are counter-examples with their reason."
    ),
    misleads=(
        "A check may be left open on purpose, for a platform that is not yet supported; the reason stands beside "
        "each. That a red check really blocks is a setting of the forge which a clone does not show."
    ),
    remedy=(
        "Remove `continue-on-error`, `|| true` and `allow_failure` from checks that are agreed, and take checks "
        "that are not agreed out of the gate pipeline."
    ),
    family="pipelines",
    answer=answer,
)
