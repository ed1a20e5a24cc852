"""Readiness: the decision rule, escalation as a question, the clause profile; exact against brute force."""

from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradatim.evaluation.policy import load_policy
from gradatim.frameworks import loader
from gradatim.model.framework import Framework
from gradatim.model.rating import ReadinessState
from gradatim.rating import codes
from gradatim.rating.conformity import rate, rater
from tests.support.judging import UNIT, judged, standard

POLICY = load_policy()
OPEN_POLICY = msgspec.structs.replace(
    POLICY, rating=msgspec.structs.replace(POLICY.rating, escalation_said="open", escalation_mined="open")
)
READY, NOT, OPEN = ReadinessState.READY, ReadinessState.NOT_READY, ReadinessState.UNDETERMINED
NORM = standard({"8": [], "8.1": ["8.1-1", "8.1-2"], "8.2": [], "8.2.1": ["8.2.1-1", "8.2.1-2", "8.2.1-3"]})
MAJOR, MINOR, OFI, CONFORM = (0, 0), (1, 1), (2, 2), (3, 3)
ALL_GOOD: dict[str, Any] = {c.id: CONFORM for c in NORM.criteria}


@pytest.mark.parametrize(
    ("below", "said", "expected"),
    [
        # ISO/IEC 17021-1:2015, 9.5 and 3.12
        ({}, True, READY),
        ({"8.1-1": MAJOR}, True, NOT),
        ({"8.1-1": MAJOR, "8.1-2": None}, True, NOT),
        ({"8.1-1": None}, True, OPEN),
        ({"8.1-1": (0, 1)}, True, OPEN),
        ({"8.1-1": (0, 3)}, True, OPEN),
        ({"8.1-1": OFI}, True, READY),
        # minors do not bar the certificate; their plan does not exist yet
        ({"8.1-1": MINOR, "8.1-2": MINOR}, True, READY),
        ({"8.1-1": (1, 3)}, True, READY),
        # three on one clause: a question, accepted by default where people say so
        ({"8.2.1-1": MINOR, "8.2.1-2": MINOR, "8.2.1-3": MINOR}, True, NOT),
        ({"8.2.1-1": MINOR, "8.2.1-2": MINOR, "8.2.1-3": MINOR}, False, OPEN),
        ({"8.2.1-1": (1, 2), "8.2.1-2": MINOR, "8.2.1-3": MINOR}, True, OPEN),
        ({"8.1-1": MINOR, "8.1-2": MINOR, "8.2.1-1": MINOR}, True, READY),
    ],
)
def test_the_decision(below: dict[str, Any], said: bool, expected: ReadinessState) -> None:
    assert rate(NORM, judged(NORM, ALL_GOOD | below, said=said), POLICY, UNIT).decision is expected


def test_what_does_not_apply_needs_no_verdict() -> None:
    values = {k: v for k, v in ALL_GOOD.items() if k != "8.1-1"}
    found = rate(NORM, judged(NORM, values, out=("8.1-1",)), POLICY, UNIT)
    assert (found.decision, found.not_applicable) == (READY, 1)


def test_counts_and_profile_include_sub_clauses() -> None:
    values = {"8.1-1": MAJOR, "8.1-2": OFI, "8.2.1-1": (2, 3), "8.2.1-2": (0, 1)}
    found = rate(NORM, judged(NORM, values), POLICY, UNIT)
    counts = (found.majors, found.minors, found.ofis, found.conform, found.open, found.not_assessed, found.total)
    assert counts == (1, 1, 1, 1, 0, 1, 5)
    profile = {c.id: (c.major, c.minor, c.ofi, c.conform, c.open, c.unknown, c.total) for c in found.clauses}
    assert profile["8"] == (*counts[:4], 0, 1, 5)
    assert profile["8.2"] == profile["8.2.1"] == (0, 1, 0, 1, 0, 1, 3)


def test_because_names_majors_or_what_is_missing() -> None:
    found = rate(NORM, judged(NORM, ALL_GOOD | {"8.1-1": MAJOR, "8.1-2": None}), POLICY, UNIT)
    assert found.because == ("standard:8.1-1",)
    found = rate(NORM, judged(NORM, ALL_GOOD | {"8.1-1": None, "8.1-2": (0, 1)}), POLICY, UNIT)
    assert found.because == ("standard:8.1-2", "standard:8.1-1")
    piled = {"8.2.1-1": MINOR, "8.2.1-2": MINOR, "8.2.1-3": MINOR}
    assert rate(NORM, judged(NORM, ALL_GOOD | piled), POLICY, UNIT).because == tuple(f"standard:{i}" for i in piled)


def test_the_real_standard() -> None:
    norm = loader.load("iso-9001")
    everything = {c.id: CONFORM for c in norm.criteria}
    assert rate(norm, judged(norm, everything), POLICY, UNIT).decision is READY
    nothing = rate(norm, (), POLICY, UNIT)
    assert (nothing.decision, nothing.not_assessed, nothing.total) == (OPEN, 326, 326)
    assert len(nothing.clauses) == 91
    assert sum(c.total for c in nothing.clauses if not c.parent) == 326


SPANS = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda t: (min(t), max(t)))
VALUES = st.fixed_dictionaries({c.id: st.one_of(st.none(), SPANS, SPANS) for c in NORM.criteria})


def plain(framework: Framework, chosen: dict[str, int]) -> set[ReadinessState]:
    """Return the decisions that one completion allows, written down as plainly as possible."""
    if 0 in chosen.values():
        return {NOT}
    piles = [sum(chosen.get(r, 3) == 1 for r in c.requirements) for c in framework.clauses]
    return {READY, NOT} if max(piles) >= POLICY.rating.escalation_minors else {READY}


@settings(max_examples=100, deadline=None)
@given(VALUES, st.sets(st.sampled_from(sorted(ALL_GOOD)), max_size=2))
def test_the_decision_is_exactly_what_all_completions_allow(values: dict[str, Any], out: set[str]) -> None:
    ids = [i for i in values if i not in out]
    spans = [range(v[0], v[1] + 1) if (v := values[i]) else range(4) for i in ids]
    allowed: set[ReadinessState] = set()
    for choice in product(*spans):
        allowed |= plain(NORM, dict(zip(ids, choice, strict=True)))
    found = rate(NORM, judged(NORM, values, out=tuple(out)), OPEN_POLICY, UNIT).decision
    assert found is (next(iter(allowed)) if len(allowed) == 1 else OPEN)


RANK = {NOT: 0, OPEN: 1, READY: 2}


@given(VALUES, st.sampled_from(sorted(ALL_GOOD)))
def test_turning_unmet_to_met_never_lowers_the_decision(values: dict[str, Any], better: str) -> None:
    before = rate(NORM, judged(NORM, values), POLICY, UNIT).decision
    after = rate(NORM, judged(NORM, values | {better: CONFORM}), POLICY, UNIT).decision
    assert RANK[after] >= RANK[before]


@given(VALUES, st.lists(st.tuples(st.sampled_from(sorted(ALL_GOOD)), SPANS), max_size=4))
def test_one_change_re_rates_like_a_fresh_start(
    values: dict[str, Any], changes: list[tuple[str, tuple[int, int]]]
) -> None:
    standing = rater(NORM).start(judged(NORM, values), POLICY)
    first = standing.verdict(UNIT)
    undo = []
    for local, span in changes:
        values = values | {local: span}
        full = NORM.full_id(local)
        undo.append((full, standing.change(full, codes.encode(*span, assessed=True, said=span[1] < 2))))
    assert standing.verdict(UNIT) == rate(NORM, judged(NORM, values), POLICY, UNIT)
    for full, value in reversed(undo):
        standing.change(full, value)
    assert standing.verdict(UNIT) == first
