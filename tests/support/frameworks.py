"""Small frameworks for tests: a staged one with four areas on levels 2 and 3, and a conformity one."""

from gradatim.model.framework import Clause, Criterion, Framework, Goal, MaturityLevel, Mining, ProcessArea, Scheme

FEATURES = {"Co": "commitment", "Ab": "ability", "Ac": "activity", "Me": "measurement", "Ve": "verification"}
LOCALS = ("Co1", "Ab1", "Ac1", "Ac2", "Me1", "Ve1")
AREAS = {"RM": 2, "SCM": 2, "PR": 3, "TP": 3}


def _practice(area: str, local: str) -> Criterion:
    return Criterion(
        id=f"{area}.{local}",
        title=f"{area} {local}",
        statement=f"{area} practice {local} is done.",
        group=area,
        goals=(f"{area}.G1",),
        feature=FEATURES[local[:2]],
        mining=Mining.DIRECT if local.startswith("Ac") else Mining.PEOPLE,
        question=f"Do you do {local} of {area}?",
    )


def staged(areas: dict[str, int] = AREAS, locals_: tuple[str, ...] = LOCALS) -> Framework:
    """Return a staged framework: every area has one goal that all its practices serve."""
    return Framework(
        id="sw-cmm",
        edition="1.1",
        title="Tiny model",
        short_title="Tiny",
        implementing=("activity",),
        publisher="ours",
        year=1993,
        scheme=Scheme.STAGED,
        criteria=tuple(_practice(a, p) for a in areas for p in locals_),
        levels=tuple(MaturityLevel(n, f"Level {n}", "") for n in range(1, max(areas.values()) + 1)),
        areas=tuple(
            ProcessArea(
                id=a,
                title=f"Area {a}",
                level=level,
                purpose="",
                goals=(f"{a}.G1",),
                practices=tuple(f"{a}.{p}" for p in locals_),
            )
            for a, level in areas.items()
        ),
        goals=tuple(
            Goal(id=f"{a}.G1", title="", statement="", group=a, practices=tuple(f"{a}.{p}" for p in locals_))
            for a in areas
        ),
    )


def conformity() -> Framework:
    """Return a conformity framework with two clauses and three requirements."""
    requirements = {"4.1": ("4.1-1", "4.1-2"), "4.2": ("4.2-1",)}
    return Framework(
        id="iso-9001",
        edition="2015",
        title="Tiny standard",
        short_title="Tiny",
        publisher="ours",
        year=2015,
        scheme=Scheme.CONFORMITY,
        criteria=tuple(
            Criterion(id=r, title=f"Requirement {r}", statement=f"Requirement {r} is met.", group=clause)
            for clause, all_of in requirements.items()
            for r in all_of
        ),
        clauses=tuple(Clause(id=c, title=f"Clause {c}", requirements=r) for c, r in requirements.items()),
    )
