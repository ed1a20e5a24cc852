"""Counts how criteria stand in a result, as the rating counts them."""

from collections.abc import Iterable

from gradatim.model.comparison import Counts
from gradatim.model.judgement import Applicability, Interval
from gradatim.model.result import CriterionResult


def counted(criteria: Iterable[CriterionResult]) -> Counts:
    """Return how many hold, fail and are open; what does not apply is not counted.

    A contradiction counts by its interval, which spans both sides: where both hold or both fail, nothing is open.
    """
    intervals = [Interval(c.low, c.high) for c in criteria if c.applicability is Applicability.APPLIES]
    hold, fail = sum(i.holds for i in intervals), sum(i.fails for i in intervals)
    return Counts(hold=hold, fail=fail, open=len(intervals) - hold - fail)
