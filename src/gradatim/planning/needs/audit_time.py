"""Audit days of a certification body, from the table of IAF MD 5 (given as data with the ISO 9001 framework)."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec


class AuditRules(msgspec.Struct, frozen=True, kw_only=True):
    """The table and the rules around it."""

    table: Sequence[tuple[int, int, float]]
    """From, to (people), days of the initial audit."""
    surveillance_share: float
    recertification_share: float
    growth: float
    """How far a band reaches above the one before, beyond the table."""


class AuditDays(msgspec.Struct, frozen=True, kw_only=True):
    """Days of one cycle of three years."""

    initial: float
    surveillance: float
    """A year, twice."""
    recertification: float
    """At the end of the cycle."""

    @property
    def three_years(self) -> float:
        """Initial audit and two surveillance audits."""
        return self.initial + 2 * self.surveillance


def rules(annex: Mapping[str, Any], growth: float) -> AuditRules:
    """Return the rules from the `audit_time_qms` entry of the framework's annex."""
    return AuditRules(
        table=tuple((int(low), int(high), float(days)) for low, high, days in annex["table"]),
        surveillance_share=float(annex["surveillance_share_per_year"]),
        recertification_share=float(annex["recertification_share"]),
        growth=growth,
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


def audit_days(people: float, given: AuditRules) -> AuditDays:
    """Return the days of a cycle."""
    initial = initial_days(people, given)
    return AuditDays(
        initial=initial,
        surveillance=half_days(initial * given.surveillance_share),
        recertification=half_days(initial * given.recertification_share),
    )
