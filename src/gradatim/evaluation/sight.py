"""Which probes can show by themselves that a criterion is met, and which see no more than a trace of it."""

from gradatim.evaluation.constraints import reachable_strength
from gradatim.model.framework import Criterion, Indicator, Scheme
from gradatim.model.judgement import MET, WORST, Strength
from gradatim.model.plan import Sight
from gradatim.model.policy import PolicyValues, ScaleRules, place


def sight(criterion: Criterion, scheme: Scheme, policy: PolicyValues) -> Sight:
    """Return the probes of a criterion by what their best answer comes to under the policy.

    Where work by a written procedure is asked for, a probe of the procedure and one of the work confirm together.
    """
    rules = policy.scales.practice if scheme is Scheme.STAGED else policy.scales.requirement
    best = {i: _best(i, criterion, rules, policy) for i in criterion.indicators if i.polarity != "refutes"}
    procedure = [i.probe for i, top in best.items() if i.slot == "procedure" and top > WORST]
    cap = place(rules.record_without_procedure) if criterion.by_procedure and not procedure else MET
    confirms = [i.probe for i, top in best.items() if min(top, cap) >= MET]
    if confirms and criterion.by_procedure:
        confirms += procedure
    traces = [i.probe for i, top in best.items() if top > WORST and i.probe not in confirms]
    hints = [i.probe for i in best if i.probe not in {*confirms, *traces}]
    return Sight(
        confirms=tuple(dict.fromkeys(confirms)), traces=tuple(dict.fromkeys(traces)), hints=tuple(dict.fromkeys(hints))
    )


def _best(indicator: Indicator, criterion: Criterion, rules: ScaleRules, policy: PolicyValues) -> int:
    """Return the place to which the best that the probe can say raises the low end."""
    strength = reachable_strength(indicator, criterion.mining, policy)
    if strength is Strength.HINT:
        return WORST
    top = place((rules.direct if strength is Strength.DIRECT else rules.indirect).raises_to)
    return min(top, place(rules.procedure_alone)) if indicator.slot == "procedure" else top
