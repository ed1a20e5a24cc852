"""From one observation and one indicator to at most one constraint, by the policy's rules."""

import msgspec

from gradatim.model.framework import Criterion, Indicator, Mining, Scheme
from gradatim.model.judgement import (
    BEST,
    MET,
    WORST,
    Characterization,
    Conformity,
    Constraint,
    ConstraintKind,
    Strength,
)
from gradatim.model.observation import Observation, Outcome, Rate
from gradatim.model.policy import PolicyValues, Refutation, ScaleRules, place

_ORDER = (Strength.HINT, Strength.INDIRECT, Strength.DIRECT)


class Scale(msgspec.Struct, frozen=True):
    """A scale's rules from the policy, as places, and the words for its places."""

    rules: ScaleRules
    refutation: Refutation
    labels: tuple[str, str, str, str]
    direct: tuple[int, int]
    """How far up the low end and how far down the high end may go."""
    indirect: tuple[int, int]


def scale_of(scheme: Scheme, policy: PolicyValues) -> Scale:
    """Return the scale that a framework's criteria are judged on."""
    staged = scheme is Scheme.STAGED
    rules = policy.scales.practice if staged else policy.scales.requirement
    labels = tuple(c.name for c in Characterization) if staged else tuple(_LABELS[c] for c in Conformity)
    reach = [(place(r.raises_to), place(r.lowers_to)) for r in (rules.direct, rules.indirect)]
    return Scale(rules, policy.refutation, labels, *reach)  # type: ignore[arg-type]  # four names each


_LABELS = {Conformity.MAJOR: "major", Conformity.MINOR: "minor", Conformity.OFI: "OFI", Conformity.CONFORM: "conform"}


class Place(msgspec.Struct, frozen=True):
    """The criterion that an observation is held against."""

    criterion: Criterion
    scale: Scale
    procedure_shown: bool
    """The written procedure that the criterion asks for was seen."""


def reachable_strength(indicator: Indicator, mining: Mining, policy: PolicyValues) -> Strength:
    """Return the indicator's strength, cut to what a scan can carry for such a criterion."""
    cap = Strength(getattr(policy.mining, mining.value))
    return min(Strength(indicator.strength), cap, key=_ORDER.index)


def fills_procedure(observation: Observation) -> bool:
    """Tell whether the observation shows a written rule that is there and not dead."""
    return observation.outcome is Outcome.TRUE and observation.alive is not False and not observation.suppressed


def speaks(observation: Observation) -> bool:
    """Tell whether the observation says anything at all: an outcome, in force.

    Whether a sample is large enough is said in one place, by the probe: below the policy's minimum for its records it
    gives neither outcome nor rate. What little a small sample proves, the rate's interval says.
    """
    return not observation.suppressed and observation.outcome in (Outcome.TRUE, Outcome.FALSE)


def constraint(observation: Observation, indicator: Indicator, strength: Strength, at: Place) -> Constraint | None:
    """Return the narrowing that the observation brings, or None where it brings none."""
    if strength is Strength.HINT:
        return None
    scale, rate = at.scale, observation.rate
    if rate is None:
        low, high, reason = _from_record(observation, strength, scale)
    else:
        low, high, reason = _from_rate(rate, bool(observation.caveats), strength, scale)
    if indicator.polarity == "refutes":
        low = WORST
    elif indicator.polarity == "supports":
        high = BEST
    low, why = _slot_cap(low, indicator, at, rate is not None)
    if indicator.slot == "procedure":
        high = BEST
    if low == WORST and high == BEST:
        return None
    return Constraint(
        kind=ConstraintKind.OBSERVATION,
        source=observation.probe,
        strength=strength,
        low=low,
        high=high,
        reason=f"{reason}{why} {_bounds(low, high, scale, strength)}",
    )


def _from_record(observation: Observation, strength: Strength, scale: Scale) -> tuple[int, int, str]:
    """Bounds from an outcome without a rate. Absence never lowers the high end; a counter-example may."""
    direct = strength is Strength.DIRECT
    if observation.outcome is Outcome.FALSE:
        if direct and observation.counter_examples:
            count = observation.counter_examples
            reason = f"{count} counter-example{'s' if count > 1 else ''} to what the practice asks, without a rate."
            return WORST, place(scale.rules.counter_examples), reason
        return WORST, BEST, ""
    if observation.alive is False:
        return place(scale.rules.dead_document), BEST, "The document is there but not alive."
    if direct:
        return (
            min(place(scale.rules.true_without_rate), scale.direct[0]),
            BEST,
            "A record made by doing the work is there.",
        )
    return scale.indirect[0], BEST, "A trace that follows from the work is there."


def _from_rate(rate: Rate, caveats: bool, strength: Strength, scale: Scale) -> tuple[int, int, str]:
    """Bounds from a rate: its interval, cut by the policy, held to sample and strength."""
    cuts = scale.rules.cuts
    low = max((k for k, cut in enumerate(cuts.supports, 1) if cut is not None and rate.low >= cut), default=WORST)
    high = min((k for k, cut in enumerate(cuts.refutes) if cut is not None and rate.high < cut), default=BEST)
    figures = (
        f"{rate.numerator:,} of {rate.denominator:,}, {100 * rate.value:.0f} %, 95 % interval "
        f"{100 * rate.low:.0f} to {100 * rate.high:.0f}: {_cut_words(low, high, scale)}."
    )
    high, guard = _guarded(high, rate, caveats, scale)
    if strength is Strength.DIRECT:
        return min(low, scale.direct[0]), max(high, scale.direct[1]), figures + guard
    low = scale.indirect[0] if low >= MET else WORST
    high = scale.indirect[1] if high < MET else BEST
    return low, high, figures + guard


def _guarded(high: int, rate: Rate, caveats: bool, scale: Scale) -> tuple[int, str]:
    """Hold a refuting bound back where the sample is small or the rate names what may mislead it."""
    need = scale.refutation
    if high < MET and rate.denominator < need.minimum_sample:
        return MET, f" Below {need.minimum_sample} records a rate does not rule out {scale.labels[MET]}."
    if high == WORST and caveats and not need.caveats_allow_worst:
        return 1, f" With caveats a rate does not rule out {scale.labels[1]}."
    return high, ""


def _cut_words(low: int, high: int, scale: Scale) -> str:
    """Say where the interval lies between the policy's cuts."""
    cuts = scale.rules.cuts
    support, refute = cuts.supports[MET - 1], cuts.refutes[MET - 1]
    if low >= MET and support is not None:
        return f"all of it at or above the cut at {100 * support:.0f} %"
    if high < MET and refute is not None:
        return f"all of it below the cut at {100 * refute:.0f} %"
    said = [f"{100 * cut:.0f} %" for cut in dict.fromkeys((refute, support)) if cut is not None]
    return f"neither side of the cut{'s' if len(said) > 1 else ''} at {' and '.join(said)}"


def _slot_cap(low: int, indicator: Indicator, at: Place, is_rate: bool) -> tuple[int, str]:
    """Two slots for work by a written procedure: each alone raises the low end only so far."""
    rules = at.scale.rules
    if indicator.slot == "procedure":
        return _cap(low, place(rules.procedure_alone), " A written rule alone does not show the work.")
    if at.criterion.by_procedure and not at.procedure_shown:
        cap = rules.rate_without_procedure if is_rate else rules.record_without_procedure
        return _cap(low, place(cap), " The written procedure that it asks for was not found.")
    return low, ""


def _cap(low: int, cap: int, why: str) -> tuple[int, str]:
    return (cap, why) if low > cap else (low, "")


def _bounds(low: int, high: int, scale: Scale, strength: Strength) -> str:
    side = f"{strength.value.capitalize()} evidence leaves"
    if low == high:
        return f"{side} {scale.labels[low]}."
    return f"{side} {scale.labels[low]} to {scale.labels[high]}."
