"""Which parts of a result lead, for every format alike."""

from gradatim.model.rating import Verdict
from gradatim.model.result import Result

ALL = "all"


def leading_verdicts(result: Result) -> tuple[Verdict, ...]:
    """Return one verdict a framework: of all units together where there are several, else of the only unit."""
    unit = ALL if len(result.units) > 1 else (result.units[0].id if result.units else ALL)
    return tuple(v for v in result.verdicts if v.unit == unit)
