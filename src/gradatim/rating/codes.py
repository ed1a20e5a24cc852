"""A judgement as one small number, so that whole frameworks can be rated by table look-ups on bytes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from gradatim.model.judgement import BEST, MET, WORST, Applicability, ConstraintKind, Judgement

ASSESSED = 16
SAID = 32
"""The bounds below the line rest on people's own word."""
OUT = 64
"""Not applicable, or not yet due in every unit."""
NOTHING = WORST * 4 + BEST
"""Nothing is known."""

HOLDS, WORST_SURE, FAILS_SAID, FAILS_MINED, OPEN, UNKNOWN, LEFT_OUT, HOLDS_FULLY = range(8)
"""Classes of a code: what a criterion does to a goal. `HOLDS` leaves room for weaknesses, `HOLDS_FULLY` none."""


def encode(low: int, high: int, *, assessed: bool, said: bool = False) -> int:
    """Return the code of an interval."""
    return low * 4 + high + ASSESSED * assessed + SAID * said


def code(judgement: Judgement) -> int:
    """Return the code of a judgement."""
    if judgement.applicability is not Applicability.APPLIES:
        return OUT if judgement.applicability is Applicability.NOT_APPLICABLE else NOTHING
    if not judgement.constraints:
        return NOTHING
    high = judgement.high
    value = judgement.low * 4 + high + ASSESSED
    return value + SAID if high < MET and said_below(judgement) else value


def said_below(judgement: Judgement) -> bool:
    """Tell whether people themselves put the criterion below the line, not a scan alone."""
    return any(c.high < MET and c.kind is not ConstraintKind.OBSERVATION for c in judgement.constraints)


def interval(value: int) -> tuple[int, int]:
    """Return the low and high end of a code."""
    return value >> 2 & 3, value & 3


def classify(value: int) -> int:
    """Return the class of a code, for staged frameworks."""
    if value >= OUT:
        return LEFT_OUT
    low, high = interval(value)
    if low >= MET:
        return HOLDS if low < BEST else HOLDS_FULLY
    if high == WORST:
        return WORST_SURE
    if high < MET:
        return FAILS_SAID if value & SAID else FAILS_MINED
    return OPEN if value & ASSESSED else UNKNOWN


CLASSES = bytes(classify(v) for v in range(256))
"""Table for `bytes.translate`."""


def codes(ids: Sequence[str], judgements: Iterable[Judgement]) -> bytearray:
    """Return the codes of judgements in the order of the full ids; a criterion without one is unknown."""
    several = judgements if isinstance(judgements, tuple) else tuple(judgements)
    if [j.criterion for j in several] == ids:
        applies = Applicability.APPLIES
        return bytearray([NOTHING if not j.constraints and j.applicability is applies else code(j) for j in several])
    found: Mapping[str, int] = {j.criterion: code(j) for j in several}
    return bytearray(found.get(i, NOTHING) for i in ids)


def picker(positions: Sequence[int]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that picks these positions out of a sequence, at the speed of C."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda values: tuple(values[p] for p in positions)
