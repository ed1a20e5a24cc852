"""Readiness for certification on intervals: ready, not ready or undetermined, with a profile per clause.

Ready asks that every applicable requirement is known and none can be major; one requirement that is surely major is
enough for not ready (method_rules/iso_9001.yaml). Several minors on one clause open a question for people.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from gradatim.model.framework import Clause, Framework
from gradatim.model.judgement import ALL, MET, WORST, Judgement
from gradatim.model.policy import PolicyValues
from gradatim.model.rating import ClauseRating, ConformityVerdict, ReadinessState
from gradatim.rating.codes import ASSESSED, OUT, SAID, code, codes, interval, picker
from gradatim.rating.words import ReadinessTally, conformity_sentence

CONFORM, OFI, MINOR_SAID, MINOR_MINED, MAJOR, OPEN_NO_MAJOR, OPEN, UNKNOWN, LEFT_OUT = range(9)


def classify(value: int) -> int:
    """Return what a code says about a requirement."""
    if value >= OUT:
        return LEFT_OUT
    low, high = interval(value)
    if not value & ASSESSED:
        return UNKNOWN
    if low >= MET:
        return CONFORM if high > MET else OFI
    if high == WORST:
        return MAJOR
    if high < MET:
        return MINOR_SAID if value & SAID else MINOR_MINED
    return OPEN_NO_MAJOR if low > WORST else OPEN


CLASSES = bytes(classify(v) for v in range(256))
_MINORS = (MINOR_SAID, MINOR_MINED)
_MAY_BE_MINOR = frozenset((MINOR_SAID, MINOR_MINED, OPEN, OPEN_NO_MAJOR, UNKNOWN))
_MAY_BE_MAJOR = bytes(v < OUT and interval(v)[0] == WORST for v in range(256))
_PREPARED: dict[tuple[str, str], "ConformityRater"] = {}
_MOST_PREPARED = 16


def rate(
    framework: Framework, judgements: Iterable[Judgement], policy: PolicyValues, unit: str = ALL
) -> ConformityVerdict:
    """Return the opinion on readiness of one unit, with the clause profile."""
    return rater(framework).start(judgements, policy).verdict(unit)


def rater(framework: Framework) -> "ConformityRater":
    """Return the prepared rater of a framework; the same object for the same framework."""
    key = (framework.id, framework.edition)
    found = _PREPARED.get(key)
    if found is None or found.framework is not framework:
        if len(_PREPARED) >= _MOST_PREPARED:
            _PREPARED.clear()
        found = _PREPARED[key] = ConformityRater(framework)
    return found


class ConformityRater:
    """One standard, laid out for rating."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.ids = [framework.full_id(c.id) for c in framework.criteria]
        self.position = {full: i for i, full in enumerate(self.ids)}
        self.group = tuple(c.group for c in framework.criteria)
        self.clauses = framework.clauses
        members = _members(framework)
        self.picks = tuple(picker(members[c.id]) for c in self.clauses)

    def start(self, judgements: Iterable[Judgement], policy: PolicyValues) -> "ConformityStanding":
        """Return a standing that holds these judgements; requirements without one are unknown."""
        return ConformityStanding(self, codes(self.ids, judgements), policy)


def _members(framework: Framework) -> dict[str, list[int]]:
    """Return the positions of each clause's requirements, sub-clauses included."""
    parents = {c.id: c.parent for c in framework.clauses}
    out: dict[str, list[int]] = {c.id: [] for c in framework.clauses}
    for at, criterion in enumerate(framework.criteria):
        clause = criterion.group
        while clause:
            out[clause].append(at)
            clause = parents.get(clause, "")
    return out


class ConformityStanding:
    """Where one unit stands. Changing one judgement moves counters only."""

    def __init__(self, rater: ConformityRater, values: bytearray, policy: PolicyValues) -> None:
        self._rater = rater
        self._values = values
        self._classes = bytearray(values.translate(CLASSES))
        self._count = Counter(self._classes)
        self._can_be_major = sum(values.translate(_MAY_BE_MAJOR))
        self._several = policy.rating.escalation_minors
        self._said_fails = policy.rating.escalation_said == "fails"
        self._mined_fails = policy.rating.escalation_mined == "fails"
        self._minors: Counter[tuple[str, bool]] = Counter()
        self._may_be_minor: Counter[str] = Counter()
        for group, kind in zip(rater.group, self._classes, strict=True):
            if kind in _MAY_BE_MINOR:
                self._tally(group, kind, 1)

    def _tally(self, group: str, kind: int, by: int) -> None:
        if kind in _MAY_BE_MINOR:
            self._may_be_minor[group] += by
            if kind in _MINORS:
                self._minors[group, kind == MINOR_SAID] += by

    def change(self, criterion: str, value: int) -> int:
        """Set a requirement's code and return the one it had.

        Raises:
            KeyError: the framework has no such requirement.
        """
        at = self._rater.position[criterion]
        before = self._values[at]
        group = self._rater.group[at]
        self._tally(group, self._classes[at], -1)
        self._count[self._classes[at]] -= 1
        self._can_be_major += _MAY_BE_MAJOR[value] - _MAY_BE_MAJOR[before]
        self._values[at] = value
        self._classes[at] = CLASSES[value]
        self._count[self._classes[at]] += 1
        self._tally(group, self._classes[at], 1)
        return before

    def replace(self, judgement: Judgement) -> int:
        """Take a new judgement of one requirement and return the code it had before."""
        return self.change(judgement.criterion, code(judgement))

    def value(self, criterion: str) -> int:
        """Return the code of a requirement."""
        return self._values[self._rater.position[criterion]]

    def decision(self) -> ReadinessState:
        """Return the opinion on readiness."""
        if self._count[MAJOR] or self.escalated():
            return ReadinessState.NOT_READY
        several = any(n >= self._several for n in self._may_be_minor.values())
        if self._can_be_major or several:
            return ReadinessState.UNDETERMINED
        return ReadinessState.READY

    def escalated(self) -> tuple[str, ...]:
        """Return the clauses whose minors count as major by the policy's default, marked so until a person decides."""
        counted: Counter[str] = Counter()
        for (group, said), count in self._minors.items():
            if self._said_fails if said else self._mined_fails:
                counted[group] += count
        return tuple(c.id for c in self._rater.clauses if counted[c.id] >= self._several)

    def questions(self) -> tuple[str, ...]:
        """Return the clauses with so many minors that people have to say whether they are major together."""
        counted: Counter[str] = Counter()
        for (group, _), count in self._minors.items():
            counted[group] += count
        return tuple(c.id for c in self._rater.clauses if counted[c.id] >= self._several)

    def blocking(self) -> tuple[str, ...]:
        """Return the requirements in the way of readiness: majors, minors, open ones, then unknown ones."""
        rank = {MAJOR: 0, MINOR_SAID: 1, MINOR_MINED: 2, OPEN: 3, OPEN_NO_MAJOR: 4, UNKNOWN: 5}
        ranked = sorted((rank[c], at) for at, c in enumerate(self._classes) if c in rank)
        return tuple(self._rater.ids[at] for _, at in ranked)

    def verdict(self, unit: str = ALL) -> ConformityVerdict:
        """Return the whole opinion with its reasons."""
        count, framework = self._count, self._rater.framework
        decision = self.decision()
        minors = count[MINOR_SAID] + count[MINOR_MINED]
        open_ = count[OPEN] + count[OPEN_NO_MAJOR]
        total = len(self._values)
        tally = ReadinessTally(
            applicable=total - count[LEFT_OUT],
            majors=count[MAJOR],
            minors=minors,
            open=open_,
            not_assessed=count[UNKNOWN],
            escalated=len(self.escalated()),
            questions=len(self.questions()),
        )
        return ConformityVerdict(
            framework=framework.id,
            edition=framework.edition,
            unit=unit,
            decision=decision,
            majors=count[MAJOR],
            minors=minors,
            ofis=count[OFI],
            conform=count[CONFORM],
            open=open_,
            not_assessed=count[UNKNOWN],
            not_applicable=count[LEFT_OUT],
            total=total,
            clauses=tuple(map(self._clause, self._rater.clauses, self._rater.picks)),
            sentence=conformity_sentence(decision, tally),
            because=self._because(decision),
        )

    def _because(self, decision: ReadinessState) -> tuple[str, ...]:
        if decision is ReadinessState.UNDETERMINED:
            return self.blocking()
        if decision is ReadinessState.READY:
            return tuple(self._rater.ids)
        piled = set(self.escalated())
        return tuple(
            self._rater.ids[at]
            for at, kind in enumerate(self._classes)
            if kind == MAJOR or (kind in _MINORS and self._rater.group[at] in piled)
        )

    def _clause(self, clause: Clause, pick: Callable[[Any], tuple[Any, ...]]) -> ClauseRating:
        present = bytes(pick(self._classes))
        return ClauseRating(
            id=clause.id,
            title=clause.title,
            parent=clause.parent,
            conform=present.count(CONFORM),
            ofi=present.count(OFI),
            minor=present.count(MINOR_SAID) + present.count(MINOR_MINED),
            major=present.count(MAJOR),
            open=present.count(OPEN) + present.count(OPEN_NO_MAJOR),
            unknown=present.count(UNKNOWN),
            not_applicable=present.count(LEFT_OUT),
            total=len(present),
        )
