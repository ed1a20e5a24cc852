"""One small plan with hostile words in it, for every format."""

import datetime as dt

import msgspec
from pytest import fixture

from gradatim.model.plan import Days, Plan, PlanAfter, PlanChance, PlanRung, PlanStep, PlanTarget, PlanUnit

HOSTILE = "=cmd|'/c calc'!A1 <script>alert(1)</script> \x1b[31m, ; [x](http://x)"
START = dt.date(2027, 1, 4)


def step(number: int, **changes: object) -> PlanStep:
    made = PlanStep(
        id=f"m{number}@u", measure=f"m{number}", title="Write the plan", kind="rule", unit="u", role="engineer",
        criteria=("sw-cmm:RM.Ac1",), frameworks=("sw-cmm",), days=Days(1, 2, 4.5),
        start=START + dt.timedelta(days=number),
        end=START + dt.timedelta(days=number + 3), shown=START + dt.timedelta(days=number + 30), leaves="A plan",
        confirm=("plan_is_written",),
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


@fixture
def plan() -> Plan:
    steps = (
        step(0, title=HOSTILE, leaves=HOSTILE),
        step(1, kind="ask", conditional=False, confirm=(), questions=("Is it so?",)),
        step(2, conditional=True, after=(PlanAfter(step="m0@u", why="A plan comes first", mark="reasoned"),)),
    )
    return Plan(
        tool_version="1", title="sw-cmm:2", start=START, targets=(PlanTarget(framework="sw-cmm", level=2),),
        units=(PlanUnit(id="u", title=HOSTILE, people=3, people_basis="user"),), unknown="ask", assumption="Asked.",
        capacity=20, capacity_basis="user", reached=True, sentence=HOSTILE, days=Days(3, 6, 13.5),
        finish=START, shown=START + dt.timedelta(days=90), steps=steps, by=START + dt.timedelta(days=120),
        rungs=(PlanRung(target="sw-cmm level 2", reached=True, done=START, shown=START),),
        chance=PlanChance(
            draws=10, seed=1, p10=START, p50=START + dt.timedelta(days=60), p80=START + dt.timedelta(days=80),
            p95=START + dt.timedelta(days=100), days_p10=1, days_p50=2, days_p80=3, days_p95=4,
            by=START + dt.timedelta(days=120), probability=0.9, error=0.01,
        ),
        roles={"engineer": "Engineers"}, notes=(HOSTILE,),
    )  # fmt: skip
