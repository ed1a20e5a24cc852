"""Rating speed: one unit against all frameworks, many units, one change. Run: python -m benchmarks.bench_rating."""

import random
import time
from collections.abc import Callable
from datetime import date

from gradatim.evaluation.judge import judge
from gradatim.evaluation.policy import load_policy
from gradatim.frameworks import loader
from gradatim.model.answers import Answers
from gradatim.model.framework import Framework, Scheme
from gradatim.model.judgement import Constraint, ConstraintKind, Judgement, Strength
from gradatim.model.observation import Observation, Outcome
from gradatim.rating import codes, conformity, staged

UNITS = 10_000
POLICY = load_policy()
DAY = date(2026, 11, 22)


def timed(work: Callable[[], object], repeat: int) -> float:
    """Return the best of several runs, in milliseconds of processor time (other work on the machine does not count)."""
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


def observations(frameworks: tuple[Framework, ...]) -> tuple[Observation, ...]:
    """Return a made observation for every probe that any framework names."""
    probes = sorted({i.probe for f in frameworks for c in f.criteria for i in c.indicators})
    return tuple(
        Observation(
            probe=p, unit="u", outcome=Outcome.TRUE, message=p, numerator=80, denominator=100, low=0.71, high=0.87
        )
        for p in probes
    )


def random_judgements(framework: Framework, chance: random.Random) -> tuple[Judgement, ...]:
    """Return judgements with random bounds, a third of them unknown."""
    out = []
    for criterion in framework.criteria:
        full = framework.full_id(criterion.id)
        if chance.random() < 1 / 3:
            out.append(Judgement(criterion=full, unit="u"))
            continue
        low, high = sorted((chance.randint(0, 3), chance.randint(2, 3)))
        constraint = Constraint(
            kind=ConstraintKind.ANSWER, source="a", strength=Strength.DIRECT, low=low, high=high, reason=""
        )
        out.append(Judgement(criterion=full, unit="u", low=low, high=high, constraints=(constraint,)))
    return tuple(out)


def rate_all(frameworks: tuple[Framework, ...], judgements: tuple[tuple[Judgement, ...], ...]) -> None:
    """Rate one unit against every framework, with the whole verdict and its reasons."""
    for framework, several in zip(frameworks, judgements, strict=True):
        if framework.scheme is Scheme.STAGED:
            staged.rate(framework, several, POLICY, "u")
        else:
            conformity.rate(framework, several, POLICY, "u")


def main() -> None:
    """Print the figures next to their targets (DESIGN.md section 6)."""
    frameworks = loader.load_all()
    chance = random.Random(1)
    seen = observations(frameworks)
    criteria = sum(len(f.criteria) for f in frameworks)
    samples = [tuple(random_judgements(f, chance) for f in frameworks) for _ in range(20)]
    judging = timed(lambda: [judge(f, seen, Answers(), POLICY, "u", DAY) for f in frameworks], 10)
    one = timed(lambda: rate_all(frameworks, samples[0]), 20)
    many = timed(lambda: [rate_all(frameworks, samples[n % len(samples)]) for n in range(UNITS)], 1)
    model = frameworks[[f.id for f in frameworks].index("sw-cmm")]
    standing = staged.rater(model, POLICY).start(samples[0][frameworks.index(model)])
    target = model.full_id(model.criteria[0].id)
    value = codes.encode(0, 0, assessed=True, said=True)
    before = standing.value(target)

    def change() -> None:
        standing.change(target, value)
        standing.level()
        standing.change(target, before)
        standing.level()

    again = timed(lambda: [change() for _ in range(1000)], 3) / 2000
    whole = timed(lambda: (standing.change(target, value), standing.verdict("u")), 50)
    print(f"{len(frameworks)} frameworks, {criteria} criteria, {len(seen)} observations")
    print(f"judge one unit, all frameworks         {judging:9.2f} ms")
    print(f"rate one unit, all frameworks          {one:9.2f} ms   target 10 ms with judging")
    print(f"rate {UNITS:,} units, all frameworks     {many / 1000:9.2f} s    target 10 s")
    print(f"one change, level again                {again * 1000:9.2f} µs   target 1 ms")
    print(f"one change, whole verdict with reasons {whole:9.2f} ms   target 1 ms")


if __name__ == "__main__":
    main()
