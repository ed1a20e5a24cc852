"""What a scan is said to confirm is held against what the judge makes of those probes, for every criterion."""

from datetime import date

import pytest

from gradatim.evaluation.judge import judge
from gradatim.evaluation.policy import load_policy
from gradatim.evaluation.sight import sight
from gradatim.frameworks import loader
from gradatim.model.answers import Answers
from gradatim.model.framework import Framework
from gradatim.model.judgement import MET, WORST
from tests.support.judging import UNIT, seen

POLICY = load_policy()
FRAMEWORKS = loader.load_all()


def _lows(framework: Framework, probes: set[str]) -> dict[str, int]:
    """Return the low end of every criterion where these probes found a record and nothing else is known."""
    found = judge(framework, [seen(p) for p in sorted(probes)], Answers(), POLICY, UNIT, date(2026, 11, 22), ())
    return {j.criterion: j.low for j in found}


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda f: f.id)
def test_what_confirms_meets_the_criterion_and_all_the_rest_together_does_not(framework: Framework) -> None:
    every = {i.probe for c in framework.criteria for i in c.indicators}
    everything = _lows(framework, every)
    for c in framework.criteria:
        full, found = framework.full_id(c.id), sight(c, framework.scheme, POLICY)
        assert (everything[full] >= MET) == bool(found.confirms), full
        assert (everything[full] > WORST) == bool(found.confirms or found.traces), full
        if found.confirms:
            assert _lows(framework, set(found.confirms))[full] >= MET, full
            assert _lows(framework, every - set(found.confirms))[full] < MET, full


def test_what_only_hints_never_raises() -> None:
    for framework in FRAMEWORKS:
        sights = {framework.full_id(c.id): sight(c, framework.scheme, POLICY) for c in framework.criteria}
        hints = {p for s in sights.values() for p in s.hints}
        lows = {probe: _lows(framework, {probe}) for probe in hints}
        assert all(lows[p][full] == WORST for full, s in sights.items() for p in s.hints)


def test_each_trace_alone_raises_and_never_meets() -> None:
    (framework,) = (f for f in FRAMEWORKS if f.id == "iso-9001")
    traces = {p for c in framework.criteria for p in sight(c, framework.scheme, POLICY).traces}
    assert traces
    for probe in traces:
        lows = _lows(framework, {probe})
        named = [c for c in framework.criteria if probe in sight(c, framework.scheme, POLICY).traces]
        assert all(WORST < lows[framework.full_id(c.id)] < MET for c in named), probe
