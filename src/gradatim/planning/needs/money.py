"""What each alternative takes: months and days. `returns.py` turns them into money where the user gave prices.

One calculation serves four purposes: the means (for value functions), the lows (for gates), the draws (for ranges), and
any single case (for tests). They differ only in how a figure is picked.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from gradatim.model.needs import Figure
from gradatim.planning.needs import upkeep
from gradatim.planning.needs.audit_time import AuditDays, AuditRules, audit_days
from gradatim.planning.needs.facts import ISO_PRESENT, Fact, Facts, number
from gradatim.planning.needs.shape import EconomicsFile

Array = npt.NDArray[np.float64]
Pick = Callable[[str], Array]
"""A figure's id to its value, or to one value a draw."""
FAVOURABLE_HIGH = ("overlap_used", "effort_cut_per_level")
"""Figures of which more is better; of all others less is."""
ISO, CMM = ("A2", "A3", "A4"), ("A1", "A3", "A4")


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """What the crosswalk says each framework covers of the other, 0 to 1, by level."""

    iso_by_level: Mapping[int, float]
    """Share of ISO 9001 covered by an organisation at that level."""
    level_by_iso: Mapping[int, float]
    """Share of the practices of that level covered by an ISO 9001 organisation."""


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """The data that the calculation rests on."""

    economics: EconomicsFile
    figures: Mapping[str, Figure]
    audit: AuditRules
    overlap: Overlap

    def constant(self, id: str) -> float:
        """Return one constant."""
        return self.economics.constants[id].value


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """The answers that the calculation uses, one value a draw."""

    level: Array
    target: Array
    people: Array
    software_people: Array
    horizon: Array
    ready: Array
    certified: Array
    audit: AuditDays
    asks_iso: Array
    """0 nobody asks, 1 it helps, 2 it is a condition."""
    asks_level: Array

    def drawn(self, chosen: npt.NDArray[np.intp]) -> "Situation":
        """Return one value a draw: the case that each draw chose."""
        plain = {name: getattr(self, name)[chosen] for name in self.__struct_fields__ if name != "audit"}
        audit = {name: getattr(self.audit, name)[chosen] for name in self.audit.__struct_fields__}
        return Situation(**plain, audit=AuditDays(**audit))


class Takes(msgspec.Struct, frozen=True, kw_only=True):
    """What one alternative takes, one value a draw."""

    months: Array
    first_months: Array
    iso_months: Array
    """Until the certificate is there."""
    cmm_months: Array
    """Until the level is there."""
    own_days: Array
    """Until done, with the appraisal that shows the level."""
    initial_audit: Array
    surveillance: Array
    recertification: Array
    cycles: Array
    """The audits counted, in whole cycles of the certificate."""
    appraisals: Array
    appraisal_days: Array
    """Of the appraisal team, a time."""
    peak_days: Array
    """Own days of the heavier part in its heaviest year."""
    saved_days: Array
    """Benefit counted within the horizon."""

    @property
    def audit_days(self) -> Array:
        """Days of the certification body until done, and after it within the horizon."""
        return self.initial_audit + self.surveillance + self.recertification

    @property
    def later_days(self) -> Array:
        """Own person-days of the appraisals that come round after the first."""
        return self.appraisal_days * np.maximum(0.0, self.appraisals - 1)

    def at(self, n: int) -> "Takes":
        """Return one case of many."""
        return Takes(**{name: getattr(self, name)[n : n + 1] for name in self.__struct_fields__})


def situation(facts: Sequence[Facts], context: Context) -> Situation:
    """Return the answers of one case, or of many, as arrays."""

    def column(id: str) -> Array:
        return np.array([number(f, id) for f in facts])

    return Situation(
        level=column("level"),
        target=column("target_level"),
        people=column("people"),
        software_people=column("software_people"),
        horizon=column("horizon_months"),
        ready=np.array([float(f["iso_status"] in ISO_PRESENT) for f in facts]),
        certified=np.array([float(f["iso_status"] == "certified") for f in facts]),
        audit=audit_days([number(f, "people") for f in facts], context.audit),
        asks_iso=np.array([_asked(f["requires_iso"]) for f in facts]),
        asks_level=np.array([_asked(f["requires_level"]) for f in facts]),
    )


def _asked(answer: Fact) -> float:
    return {"none": 0.0, "must": 2.0}.get(str(answer), 1.0)


def means(context: Context) -> Pick:
    """Pick every figure's mean."""
    return lambda id: np.array([context.figures[id].mean])


def lows(context: Context) -> Pick:
    """Pick what is most favourable: gates ask whether even that is too much."""

    def pick(id: str) -> Array:
        figure = context.figures[id]
        return np.array([figure.high if id in FAVOURABLE_HIGH else figure.low])

    return pick


def drawn(context: Context, count: int, rng: np.random.Generator) -> Pick:
    """Draw every figure once a draw, so that alternatives meet the same luck (common random numbers)."""
    made = {id: _triangular(figure, count, rng) for id, figure in sorted(context.figures.items())}
    return lambda id: made[id]


def _triangular(figure: Figure, count: int, rng: np.random.Generator) -> Array:
    if figure.low == figure.high:
        return np.full(count, figure.low)
    return rng.triangular(figure.low, figure.mode, figure.high, count)


def takes(s: Situation, pick: Pick, context: Context) -> dict[str, Takes]:
    """Return what each alternative takes."""
    nothing = np.zeros(np.broadcast(s.level, pick("iso_small_months")).shape)
    alone_iso = _iso(s, s.level, pick, context)
    alone_cmm = _cmm(s, s.ready, pick, context)
    after_iso = _cmm(s, np.ones_like(s.ready), pick, context, alone_iso)
    after_cmm = _iso(s, np.maximum(s.target, s.level), pick, context)
    light = pick("light_time_share") * s.people * context.constant("working_days") / 12 * s.horizon
    done = {
        "A0": _takes(nothing, s, own=light),
        "A1": _takes(nothing, s, cmm=alone_cmm),
        "A2": _takes(nothing, s, iso=alone_iso),
        "A3": _takes(nothing, s, iso=alone_iso, cmm=after_iso, offset=alone_iso[0]),
        "A4": _takes(nothing, s, iso=after_cmm, cmm=alone_cmm, iso_offset=alone_cmm.months),
    }
    return {alternative: _kept(alternative, taken, s, pick, context) for alternative, taken in done.items()}


def _kept(alternative: str, taken: Takes, s: Situation, pick: Pick, context: Context) -> Takes:
    """Add the audits and appraisals, until done and from then on within the horizon."""
    if alternative in ISO:
        factor = pick("audit_time_factor")
        found = upkeep.audits(s.audit, context.audit, there=taken.iso_months, horizon=s.horizon, held=s.certified)
        taken = msgspec.structs.replace(
            taken,
            initial_audit=found.initial * factor,
            surveillance=found.surveillance * factor,
            recertification=found.recertification * factor,
            cycles=found.cycles,
        )
    if alternative in CMM:
        count = upkeep.appraisals(taken.cmm_months, s.horizon, context.constant("rating_years"))
        taken = msgspec.structs.replace(taken, appraisals=count)
    return taken


def each(facts: Sequence[Facts], pick: Pick, context: Context) -> list[dict[str, Takes]]:
    """Return what every alternative takes, for each set of answers by itself, worked out together."""
    together = takes(situation(facts, context), pick, context)
    return [{a: taken.at(n) for a, taken in together.items()} for n in range(len(facts))]


class _Climb(msgspec.Struct, frozen=True, kw_only=True):
    """Reaching the target level: months, days, and when each level is there with what it saves."""

    months: Array
    days: Array
    appraisal: Array
    steps: tuple[tuple[Array, Array], ...]
    """Month in which a level is reached, and days saved a month from then on."""


def _iso(s: Situation, level: Array, pick: Pick, context: Context) -> tuple[Array, Array]:
    """Return months and own days to a certificate, less what the level covers already; nothing where it is held."""
    small = s.people <= context.constant("small_people")
    months = np.where(small, pick("iso_small_months"), pick("iso_large_months"))
    months = np.where(s.ready > 0, pick("iso_ready_months"), months)
    by_level = context.overlap.iso_by_level
    covered = np.where(level >= 3, by_level[3], np.where(level >= 2, by_level[2], 0.0))
    left = np.where(s.certified > 0, 0.0, 1 - covered * pick("overlap_used"))
    yearly = s.people * context.constant("working_days")
    days = pick("iso_fixed_days") + pick("iso_time_share") * yearly / 12 * months
    # However much is there already, a certificate takes as long as for a system that meets the standard.
    soonest = np.where(s.certified > 0, 0.0, pick("iso_ready_months"))
    return np.maximum(months * left, soonest), days * left


def _cmm(
    s: Situation, iso_there: Array, pick: Pick, context: Context, before: tuple[Array, Array] | None = None
) -> _Climb:
    """Return the climb from the present to the target level; where it is reached, only the appraisal is left.

    `before`: months and days of ISO work that comes first. It cannot save more than it took itself, unless the quality
    system was there anyway.
    """
    working = s.software_people * context.constant("working_days") / 12
    full = {n: np.where((s.level < n) & (n <= s.target), pick(f"level_{n}_months"), 0.0) for n in (2, 3, 4, 5)}
    cut = {n: context.overlap.level_by_iso.get(n, 0.0) * pick("overlap_used") * iso_there for n in full}
    spared = sum((full[n] * cut[n] for n in full), np.zeros(1))
    rate = pick("cmm_time_share") * working
    spared_days = rate * spared
    kept = np.ones(1)
    if before is not None:
        most = np.where(s.ready > 0, np.inf, before[0])
        kept = np.where(spared > most, most / np.where(spared > 0, spared, 1.0), 1.0)
        spared_days = np.minimum(spared_days, np.where(s.ready > 0, np.inf, before[1]))
    months = np.zeros(np.broadcast(s.level, pick("iso_small_months")).shape)
    steps = []
    for n, alone in full.items():
        months = months + alone * (1 - cut[n] * kept)
        steps.append((months, np.where(alone > 0, pick("effort_cut_per_level") * working, 0.0)))
    return _Climb(
        months=np.where(s.level >= s.target, pick("appraisal_months"), months),
        days=rate * sum(full.values(), np.zeros(1)) - spared_days,
        appraisal=pick("appraisal_team_days") + np.zeros_like(months),
        steps=tuple(steps),
    )


def _takes(
    nothing: Array,
    s: Situation,
    *,
    own: Array | None = None,
    iso: tuple[Array, Array] | None = None,
    cmm: _Climb | None = None,
    offset: Array | None = None,
    iso_offset: Array | None = None,
) -> Takes:
    """Put the work of one alternative together; offsets say what comes before."""
    before_cmm = nothing if offset is None else offset
    before_iso = nothing if iso_offset is None else iso_offset
    iso_done = before_iso + iso[0] if iso else nothing
    cmm_done = before_cmm + cmm.months if cmm else nothing
    months = np.maximum(iso_done, cmm_done)
    first = np.where(np.minimum(iso_done, cmm_done) > 0, np.minimum(iso_done, cmm_done), months)
    peak = nothing
    if iso:
        peak = np.maximum(peak, _yearly(iso[1], iso[0]))
    if cmm:
        peak = np.maximum(peak, _yearly(cmm.days + cmm.appraisal, cmm.months))
    saved = nothing
    if cmm:
        for reached, monthly in cmm.steps:
            saved = saved + monthly * np.maximum(0.0, s.horizon - before_cmm - reached)
    return Takes(
        months=months,
        first_months=first if iso and cmm else months,
        iso_months=iso_done,
        cmm_months=cmm_done,
        own_days=nothing
        + (own if own is not None else 0)
        + (iso[1] if iso else 0)
        + (cmm.days if cmm else 0)
        + (cmm.appraisal if cmm else 0),
        initial_audit=nothing,
        surveillance=nothing,
        recertification=nothing,
        cycles=nothing,
        appraisals=nothing,
        appraisal_days=cmm.appraisal if cmm else nothing,
        peak_days=peak,
        saved_days=saved,
    )


def yearly_load(taken: Takes, horizon: Array) -> Array:
    """Return own person-days in the heaviest year; what has no end is spread over the horizon."""
    return np.maximum(_yearly(taken.own_days, np.where(taken.months > 0, taken.months, horizon)), taken.peak_days)


def _yearly(days: Array, months: Array) -> Array:
    """Return days a year; what takes less than a year falls into one year."""
    return np.asarray(days * 12 / np.maximum(12.0, months), dtype=np.float64)
