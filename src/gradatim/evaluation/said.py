"""From what people say to constraints and applicability, and to a list of what does not count."""

from collections.abc import Iterable
from datetime import date

import msgspec

from gradatim.evaluation.claims import Applicable, applicability
from gradatim.evaluation.interface import Decision
from gradatim.evaluation.validity import NOTHING, expired, not_counted
from gradatim.model.answers import Answer, Answers, AnswerValue, NotApplicable
from gradatim.model.evidence import Problem
from gradatim.model.framework import Criterion, Framework, Scheme
from gradatim.model.judgement import Constraint, ConstraintKind, Strength
from gradatim.model.policy import AnswerBounds, PolicyValues, place


class Said(msgspec.Struct, frozen=True):
    """All that people said about one framework, by local criterion id, and what of it does not count."""

    constraints: dict[str, tuple[Constraint, ...]]
    shown: frozenset[str]
    """Criteria for which an affirmation points to a document: the written procedure counts as seen."""
    applicability: dict[str, Applicable]
    unused: tuple[Problem, ...]


def read_said(
    framework: Framework, answers: Answers, policy: PolicyValues, on: date, decisions: Iterable[Decision] = ()
) -> Said:
    """Return the constraints, the applicability and what does not count, for one framework on one day."""
    known = {c.id: c for c in framework.criteria}
    constraints: dict[str, list[Constraint]] = {}
    shown: set[str] = set()
    claims = [n for n in answers.not_applicable if framework.local_id(n.id) is not None]
    unused: list[Problem] = []
    for answer in answers.answers:
        local = framework.local_id(answer.criterion)
        if local is None or answer.value is AnswerValue.UNKNOWN:
            continue
        late = expired(answer, policy, on)
        if late:
            unused.append(not_counted(answer.criterion, answer.location, late, "Answer it again."))
        elif answer.value is AnswerValue.NOT_APPLICABLE:
            claims.append(_as_claim(answer))
        elif local not in known:
            unused.append(not_counted(answer.criterion, answer.location, NOTHING, "Name a practice or requirement."))
        else:
            constraints.setdefault(local, []).append(_constraint(answer, known[local], framework, policy))
            if _points_to_document(answer, policy) and answer.value in (AnswerValue.YES, AnswerValue.LARGELY):
                shown.add(local)
    for look in answers.overviews:
        late = expired(look, policy, on)
        if late and framework.local_id(look.criterion) is not None:
            unused.append(not_counted(look.criterion, look.location, late, "Answer it again."))
    for decision in decisions:
        local = framework.local_id(decision.criterion)
        if local in known:
            constraints.setdefault(local, []).append(_decided(decision))
    accepted, refused = applicability(framework, claims, policy, on)
    bounds = {k: tuple(v) for k, v in constraints.items()}
    return Said(bounds, frozenset(shown), accepted, (*unused, *refused))


def overviews_in_force(answers: Answers, policy: PolicyValues, on: date) -> Answers:
    """Return the answers without those about whole areas that expired."""
    kept = tuple(a for a in answers.overviews if not expired(a, policy, on))
    return msgspec.structs.replace(answers, overviews=kept)


def _as_claim(answer: Answer) -> NotApplicable:
    return NotApplicable(
        id=answer.criterion,
        reason=answer.reason,
        approver=answer.role,
        given=answer.given,
        stood=answer.stood,
        expires=answer.expires,
        location=answer.location,
    )


def _points_to_document(answer: Answer, policy: PolicyValues) -> bool:
    if not answer.document or answer.document_exists is False:
        return False
    return answer.document_exists is True or policy.answers.unchecked_address_counts


def _constraint(answer: Answer, criterion: Criterion, framework: Framework, policy: PolicyValues) -> Constraint:
    shown = _points_to_document(answer, policy)
    bounds, rule = _bounds(answer, criterion, framework, policy)
    written = criterion.by_procedure or bool(criterion.documented_information)
    low, high = bounds.word_alone if written and not shown else bounds.shown
    return Constraint(
        kind=ConstraintKind.ANSWER,
        source=f"answer:{answer.criterion}",
        strength=Strength.DIRECT if shown else Strength.INDIRECT,
        low=place(low),
        high=place(high),
        reason=f"{_who(answer)}{_pointer(answer, written)}{rule} That leaves {_range(low, high)}.",
    )


def _bounds(
    answer: Answer, criterion: Criterion, framework: Framework, policy: PolicyValues
) -> tuple[AnswerBounds, str]:
    rules = policy.answers
    if answer.value is AnswerValue.NO and criterion.id in rules.whole_process.get(framework.id, ()):
        bounds = AnswerBounds(rules.absent_whole_process, rules.absent_whole_process)
        return bounds, " It stands for a whole process, whose absence is major."
    scale = rules.practice if framework.scheme is Scheme.STAGED else rules.requirement
    by_value: dict[AnswerValue, AnswerBounds] = {
        AnswerValue.YES: scale.yes,
        AnswerValue.LARGELY: scale.largely,
        AnswerValue.PARTLY: scale.partly,
        AnswerValue.NO: scale.no,
    }
    return by_value[answer.value], ""


def _who(answer: Answer) -> str:
    by = f", {answer.role}" if answer.role else ""
    since = f", in the file since {answer.stood.isoformat()}" if answer.stood else ""
    on = f", {answer.given.isoformat()}" if answer.given else since
    return f"Answer{by}{on}: {answer.value.value}."


def _pointer(answer: Answer, written: bool) -> str:
    affirmed = answer.value in (AnswerValue.YES, AnswerValue.LARGELY)
    if not answer.document:
        return " Something written is asked for, and no document was named." if written and affirmed else ""
    if answer.document_exists is False:
        return f" It points to {answer.document}, which does not exist."
    if answer.document_exists is None:
        return f" It points to {answer.document}, which was not opened from here."
    return f" It points to {answer.document}, which exists."


def _range(low: str, high: str) -> str:
    words = {"MAJOR": "major", "MINOR": "minor", "CONFORM": "conform"}
    ends = [words.get(end, end) for end in dict.fromkeys((low, high))]
    return " to ".join(ends)


def _decided(decision: Decision) -> Constraint:
    by = f", {decision.role}" if decision.role else ""
    on = f", {decision.given.isoformat()}" if decision.given else ""
    value = place(decision.value)
    return Constraint(
        kind=ConstraintKind.DECISION,
        source=f"decision:{decision.criterion}",
        strength=Strength.DIRECT,
        low=value,
        high=value,
        reason=f"Decision{by}{on}: {_range(decision.value, decision.value)}. {decision.reason}",
    )
