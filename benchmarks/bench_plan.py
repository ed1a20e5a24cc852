"""Three frameworks, 20 units, 2,000 candidate steps: is the stated gap at most 2 % in under 60 seconds?

    python benchmarks/bench_plan.py [UNITS]

Prints seconds and gaps: in full, with half the budget, with a date, and with a date and two tight roles.
"""

import datetime as dt
import sys
import time

import msgspec

from gradatim.services.plan.service import PlanOptions, plan

TARGETS = ("sw-cmm:3", "cmmi-dev:3", "iso-9001")
START = dt.date(2027, 1, 4)


def measure(name: str, options: PlanOptions) -> float:
    """Time one plan and print it; return its expected person-days."""
    began, busy = time.perf_counter(), time.process_time()
    made = plan(None, options)
    seconds, own = time.perf_counter() - began, time.process_time() - busy
    found = made.plan
    print(
        f"{name}: {seconds:.1f} s ({own:.1f} s of processor); {len(made.made.problem.steps)} candidate steps, "
        f"{len(made.made.problem.items)} items, "
        f"{len(found.steps)} steps planned, {found.days.expected:,.0f} person-days"
    )
    for gap in found.gaps:
        print(f"  {gap.what}: gap {gap.gap:.3%}")
    for target, units in found.rated.items():
        print(f"  rating engine: {target} in {units} of {len(found.units)} units")
    return found.days.expected


def main() -> None:
    """Run the four cases."""
    units = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    options = PlanOptions(targets=TARGETS, start=START, units=units, capacity=20.0 * units)
    full = measure("everything", options)
    half = PlanOptions(targets=TARGETS, start=START, units=units, capacity=20.0 * units, budget=full / 2)
    measure("half the budget", half)
    dated = PlanOptions(
        targets=TARGETS, start=START, units=units, capacity=20.0 * units, by=START + dt.timedelta(days=540)
    )
    measure("by a date", dated)
    each = 3.0 * units
    tight = msgspec.structs.replace(dated, role_capacity={"engineer": each, "project-lead": each})
    measure("by a date, two roles limited", tight)


if __name__ == "__main__":
    main()
