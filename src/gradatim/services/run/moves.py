"""What a step would move: the same judging, with the probe that confirms the step answering yes throughout."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from gradatim.model.judgement import Judgement
from gradatim.model.observation import Observation, Outcome
from gradatim.model.result import Move, Step
from gradatim.probes.wilson import interval

Known = Mapping[str, Judgement]
"""Judgements of the leading unit by criterion."""


def with_moves(
    steps: Iterable[Step],
    observations: Iterable[Observation],
    known: Known,
    judge_again: Callable[[Mapping[tuple[str, str], Observation]], Known],
) -> tuple[Step, ...]:
    """Return the steps with the intervals that they would lead to.

    Args:
        steps: as planned.
        observations: of all units.
        known: how the criteria stand today.
        judge_again: judges with some observations, by unit and probe, put in place of what was seen.
    """
    seen = tuple(observations)
    return tuple(msgspec.structs.replace(s, moves=_moves(s, seen, known, judge_again)) for s in steps)


def _moves(
    step: Step,
    seen: tuple[Observation, ...],
    known: Known,
    judge_again: Callable[[Mapping[tuple[str, str], Observation]], Known],
) -> tuple[Move, ...]:
    done = {
        (o.unit, o.probe): as_done(o)
        for o in seen
        if o.probe in step.confirm and o.outcome is Outcome.FALSE and not o.suppressed
    }
    if not done:
        return ()
    after = judge_again(done)
    return tuple(_move(after[c]) for c in step.criteria if c in after and _moved(known.get(c), after[c]))


def _moved(before: Judgement | None, after: Judgement) -> bool:
    return before is not None and not after.contradiction and before.interval != after.interval


def _move(after: Judgement) -> Move:
    return Move(criterion=after.criterion, low=after.low, high=after.high)


def as_done(observation: Observation) -> Observation:
    """Return the observation as it would be with every record in favour, on a sample of the same size."""
    done = msgspec.structs.replace(
        observation,
        outcome=Outcome.TRUE,
        counter_examples=0,
        alive=None if observation.alive is None else True,
    )
    if not observation.denominator:
        return done
    low, high = interval(observation.denominator, observation.denominator)
    return msgspec.structs.replace(done, numerator=observation.denominator, low=low, high=high)
