"""Audit days of a certification body, from the table of IAF MD 5 (given as data with the ISO 9001 framework)."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class AuditRules(msgspec.Struct, frozen=True, kw_only=True):
    """The table and the rules around it."""

    table: Sequence[tuple[int, int, float]]
    """From, to (people), days of the initial audit."""
    surveillance_share: float
    recertification_share: float
    growth: float
    """How far a band reaches above the one before, beyond the table."""
    cycle_years: int
    """From one certification decision to the next; one surveillance audit in each year but the last."""


class AuditDays(msgspec.Struct, frozen=True, kw_only=True):
    """Days of each audit of a cycle, one value an organisation."""

    initial: Array
    surveillance: Array
    """Of one surveillance audit."""
    recertification: Array
    """At the end of the cycle."""


def rules(annex: Mapping[str, Any], growth: float) -> AuditRules:
    """Return the rules from the `certification_rules` of the framework's annex."""
    given = annex["audit_time_qms"]
    return AuditRules(
        table=tuple((int(low), int(high), float(days)) for low, high, days in given["table"]),
        surveillance_share=float(given["surveillance_share_per_year"]),
        recertification_share=float(given["recertification_share"]),
        growth=growth,
        cycle_years=int(annex["cycle"]["years"]),
    )


def half_days(days: float) -> float:
    """Return days rounded to the nearest half, as the accreditation bodies ask; a tie goes up (EA FAQ 38.2)."""
    return math.floor(days * 2 + 0.5) / 2


def initial_days(people: float, given: AuditRules) -> float:
    """Return the days of stage 1 and 2 for the number of effective personnel; below one person counts as one."""
    for _, high, days in given.table:
        if people <= high:
            return days
    last_high, last_days = given.table[-1][1], given.table[-1][2]
    return last_days + math.ceil(math.log(people / last_high) / math.log(given.growth))


def audit_days(people: Sequence[float], given: AuditRules) -> AuditDays:
    """Return the days of each audit for organisations of so many people."""
    initial = [initial_days(p, given) for p in people]
    return AuditDays(
        initial=np.array(initial),
        surveillance=np.array([half_days(days * given.surveillance_share) for days in initial]),
        recertification=np.array([half_days(days * given.recertification_share) for days in initial]),
    )
