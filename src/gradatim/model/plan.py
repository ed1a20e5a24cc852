"""The roadmap: what to put in place, in which order, by whom, when, for how much. Schema `gradatim/plan/1`."""

import datetime as dt
from typing import Annotated

import msgspec

from gradatim.model.names import framework_name

SCHEMA = "gradatim/plan/1"
ALL_ROLES = "all"
"""Key of a day rate for every role that has none of its own."""
Amount = Annotated[float, msgspec.Meta(ge=0, le=1e9)]
Capacity = Annotated[float, msgspec.Meta(gt=0, le=1e9)]
"""Person-days a month."""


class Days(msgspec.Struct, frozen=True):
    """Person-days in three points."""

    low: Amount
    mode: Amount
    high: Amount

    @property
    def expected(self) -> float:
        """Mean of the PERT distribution through the three points."""
        return (self.low + 4 * self.mode + self.high) / 6

    def plus(self, other: "Days", times: float = 1.0) -> "Days":
        """Return the sum with another estimate taken `times`."""
        return Days(self.low + times * other.low, self.mode + times * other.mode, self.high + times * other.high)


NO_DAYS = Days(0.0, 0.0, 0.0)


class PlanTarget(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be reached in one framework."""

    framework: str
    level: int = 0
    """0: ready for certification."""
    edition: str = ""
    """Edition of the framework; empty in plans made before editions were told apart."""

    @property
    def text(self) -> str:
        """The target as it is written on the command line."""
        return f"{self.framework}:{self.level or 'ready'}"

    @property
    def words(self) -> str:
        """The target as it is said: `SW-CMM level 3`, `ISO 9001 readiness`."""
        return f"{framework_name(self.framework)} {f'level {self.level}' if self.level else 'readiness'}"


class PlanUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that the plan covers."""

    id: str
    title: str
    people: int
    people_basis: str


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """What a scan can see of one criterion."""

    confirms: tuple[str, ...] = ()
    """Probes whose best answer shows that it is met."""
    traces: tuple[str, ...] = ()
    """Probes that see a trace of it."""
    hints: tuple[str, ...] = ()
    """Probes that see what goes with it, and narrow nothing."""


class PlanAfter(msgspec.Struct, frozen=True, kw_only=True):
    """A step that has to come first, and why."""

    step: str
    why: str
    mark: str
    """`model structure` or `reasoned`."""
    wait: str = "in_place"
    """`in_place`: when it is done; `shown`: when it has left records."""


class PlanStep(msgspec.Struct, frozen=True, kw_only=True):
    """One act of work in one unit, or once for the organisation."""

    id: str
    measure: str
    title: str
    kind: str
    """Kind of work (effort.yaml); `ask` and `clash` settle what is not known."""
    unit: str
    """`all` for work that is done once for the organisation."""
    role: str
    criteria: tuple[str, ...]
    """Full ids that it satisfies or asks about, over all frameworks."""
    frameworks: tuple[str, ...]
    conditional: bool = False
    """Only needed where the questions before it are answered with no."""
    days: Days
    start: dt.date | None = None
    end: dt.date | None = None
    shown: dt.date | None = None
    """Day from which records can show it."""
    after: tuple[PlanAfter, ...] = ()
    rank: int = 0
    """Place in the order by which capacity is given out; the list itself goes by start."""
    leaves: str = ""
    """The evidence that it creates."""
    confirm: tuple[str, ...] = ()
    """Probes whose yes shows by itself that a criterion is met; those of most criteria first."""
    traces: tuple[str, ...] = ()
    """Probes that will see a trace of it or a hint, which settles nothing without an answer."""
    questions: tuple[str, ...] = ()
    """Questions that will settle what no probe confirms; the first of `to_ask`."""
    to_ask: int = 0
    """Criteria that only an answer settles."""
    command: str = ""
    basis: str = "ours"
    """Where the effort comes from: `ours`, `user`, `history`, `sourced`, or `assumed` where no measure is written."""
    money: float | None = None
    """Expected cost; only where the user gave a day rate for the role."""
    benefit: float = 0.0
    at_once: Annotated[float, msgspec.Meta(gt=0, le=1e9)] = 1.0
    """How many people can work on it together."""
    settle: Annotated[int, msgspec.Meta(ge=0, le=3650)] = 0
    """Calendar days until records can show it."""


class PlanGap(msgspec.Struct, frozen=True, kw_only=True):
    """How far an answer may be from the best there is."""

    what: str
    value: float
    bound: float
    gap: float
    """(value - bound) / bound, 0 where it is proved best."""
    how: str


class PlanRung(msgspec.Struct, frozen=True, kw_only=True):
    """A level, or readiness, on the way: when the plan reaches it."""

    target: str
    reached: bool
    done: dt.date | None = None
    """Day on which its last step is in place."""
    shown: dt.date | None = None
    """Day from which records can show all of it."""
    days: float = 0.0
    """Person-days until then, those that serve others too included."""
    missing: int = 0
    """Criteria still not met under the plan."""


class PlanChance(msgspec.Struct, frozen=True, kw_only=True):
    """Result of the simulation."""

    draws: int
    seed: int
    p10: dt.date
    p50: dt.date
    p80: dt.date
    p95: dt.date
    days_p10: float
    days_p50: float
    days_p80: float
    days_p95: float
    by: dt.date | None = None
    probability: float | None = None
    """Chance to be through by the day asked for."""
    error: float | None = None
    """Standard error of that chance."""
    note: str = ""


class PlanDrop(msgspec.Struct, frozen=True, kw_only=True):
    """What to leave out when late, and what that gains."""

    what: str
    days: float
    """Person-days that it saves against the plan that meets everything."""
    left: float = 0.0
    """Person-days that what remains takes."""
    finish: dt.date | None
    loses: str


class PlanCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The plan held against a sourced figure."""

    what: str
    ours: float
    low: float
    high: float
    basis: str
    source: str
    verdict: str


class PlanSaving(msgspec.Struct, frozen=True, kw_only=True):
    """What is saved by doing several targets in one plan."""

    alone: dict[str, float]
    """Person-days of each target by itself."""
    together: float
    saved: float
    shared_steps: int


class PlanCriterion(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion that was not met when the plan was made."""

    id: str
    unit: str
    low: int
    high: int
    state: str
    """`unmet`, `open`, `unknown` or `clash`."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A roadmap with everything it rests on."""

    schema: str = SCHEMA
    tool_version: str
    title: str
    start: dt.date
    targets: tuple[PlanTarget, ...]
    units: tuple[PlanUnit, ...]
    from_result: str = ""
    """Title and date of the result it starts from; empty for a plan from zero."""
    unknown: str
    """`ask`, `met` or `unmet`: how undecided criteria are taken."""
    assumption: str
    capacity: Capacity
    """Person-days a month, all units together."""
    capacity_basis: str
    role_capacity: dict[str, Capacity] = {}
    hours_in_day: Annotated[float, msgspec.Meta(gt=0, le=24)] = 8.0
    """Working hours of a person-day, for trackers that count in hours."""
    budget: float | None = None
    by: dt.date | None = None
    rates: dict[str, float] = {}
    currency: str = ""
    reached: bool
    """All targets are reached under the plan, within budget and date where those were given."""
    sentence: str
    days: Days
    days_if_all_met: float = 0.0
    """Expected person-days where every undecided criterion turns out to be met."""
    money: float | None = None
    finish: dt.date | None = None
    shown: dt.date | None = None
    rungs: tuple[PlanRung, ...] = ()
    steps: tuple[PlanStep, ...]
    open_criteria: tuple[PlanCriterion, ...] = ()
    met: int = 0
    """Criteria of the targets that were met already, over all units."""
    needed: int = 0
    not_planned: tuple[PlanCriterion, ...] = ()
    """Criteria of the targets that the plan leaves unmet (budget, date)."""
    rated: dict[str, int] = {}
    """By target: in how many units the rating engine reaches it once the plan is carried out."""
    gaps: tuple[PlanGap, ...] = ()
    saving: PlanSaving | None = None
    chance: PlanChance | None = None
    drops: tuple[PlanDrop, ...] = ()
    checks: tuple[PlanCheck, ...] = ()
    roles: dict[str, str] = {}
    seen: tuple[str, ...] | None = None
    """Probes that said yes in every unit when the plan was made; nothing in plans of earlier versions."""
    notes: tuple[str, ...] = ()
    disclaimer: str = ""


class StepProgress(msgspec.Struct, frozen=True, kw_only=True):
    """Where one planned step stands in a newer result."""

    id: str
    title: str
    unit: str
    role: str
    state: str
    """`done`, `under way`, `not begun`, `not needed` or `lost`."""
    met: int
    of: int
    end: dt.date | None
    late: bool
    confirmed_by: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    """Probes of the step that say yes now and did not when the plan was made."""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """A plan held against a newer result, schema `gradatim/plan-progress/1`."""

    schema: str = "gradatim/plan-progress/1"
    plan: str
    date: dt.date
    through: int
    """Steps with which nothing is left to do: done, or not needed."""
    done: int
    under_way: int
    not_begun: int
    not_needed: int
    lost: int
    of: int
    days_done: float
    days_left: float
    due: int
    """Steps that should be done by now."""
    due_done: int
    finish: dt.date | None
    """Finish at the planned capacity, from the work that is left."""
    slip_days: int | None
    sentence: str
    notes: tuple[str, ...] = ()
    steps: tuple[StepProgress, ...]
