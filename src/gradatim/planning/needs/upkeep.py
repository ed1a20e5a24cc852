"""What keeps a certificate or a rating, as far as the horizon reaches: audits of the cycle, appraisals anew."""

import msgspec
import numpy as np
import numpy.typing as npt

from gradatim.planning.needs.audit_time import AuditDays, AuditRules

Array = npt.NDArray[np.float64]
_YEAR = 12


class Audits(msgspec.Struct, frozen=True, kw_only=True):
    """Days of the certification body, one value a draw."""

    initial: Array
    surveillance: Array
    recertification: Array
    cycles: Array
    """The same in whole cycles: what is paid by the cycle (fees, travel) goes with it."""

    @property
    def days(self) -> Array:
        """All of them."""
        return self.initial + self.surveillance + self.recertification


def audits(table: AuditDays, rules: AuditRules, *, there: Array, horizon: Array, held: Array) -> Audits:
    """Return the audits until the certificate is there, and those of its cycle from then on within the horizon.

    There is one audit a year from the certificate on; every third (the length of the cycle) is a recertification. Where
    the certificate is `held`, nobody was asked how far its cycle is, so an average year is counted.

    table: days by the table, one value a draw. there: month in which the certificate is there. horizon: in months.
    """
    cycle = rules.cycle_years
    after = np.floor(np.maximum(0.0, horizon - there) / _YEAR)
    years = np.where(held > 0, horizon / _YEAR, after)
    again = np.where(held > 0, years / cycle, np.floor(years / cycle))
    found = (
        np.where(held > 0, 0.0, table.initial),
        (years - again) * table.surveillance,
        again * table.recertification,
    )
    first = np.where(held > 0, table.recertification, table.initial)
    return Audits(
        initial=found[0],
        surveillance=found[1],
        recertification=found[2],
        cycles=sum(found) / (first + (cycle - 1) * table.surveillance),
    )


def appraisals(there: Array, horizon: Array, lasts_years: float) -> Array:
    """Return how many appraisals: the one that shows the level, and one when a rating lapses within the horizon."""
    return 1 + np.floor(np.maximum(0.0, horizon - there) / (lasts_years * _YEAR))
