"""Which parts of a result lead, for every format alike."""

from gradatim.model.judgement import ALL
from gradatim.model.rating import StagedVerdict, Verdict
from gradatim.model.result import Result


def leading_unit(result: Result) -> str:
    """Return the unit that leads: all together where there are several, else the only one."""
    return result.units[0].id if len(result.units) == 1 else ALL


def leading_verdicts(result: Result) -> tuple[Verdict, ...]:
    """Return one verdict a framework, of the unit that leads."""
    unit = leading_unit(result)
    return tuple(v for v in result.verdicts if v.unit == unit)


def settling(verdict: StagedVerdict) -> str:
    """Return the command that settles a grade by interview, soonest first; empty where it is settled."""
    return "" if verdict.level.settled else f"gradatim ask --prove --framework {verdict.framework}"


def settling_first(result: Result) -> str:
    """Return the command for the first grade that is still a range; empty where none is."""
    commands = (settling(v) for v in leading_verdicts(result) if isinstance(v, StagedVerdict))
    return next(filter(None, commands), "")
