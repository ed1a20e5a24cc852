"""From what people say to constraints and applicability, and to a list of what does not count."""

from collections.abc import Iterable
from datetime import date

import msgspec

from gradatim.evaluation.interface import Decision
from gradatim.model.answers import Answer, Answers, AnswerValue, NotApplicable
from gradatim.model.evidence import Problem
from gradatim.model.framework import Criterion, Framework, Scheme
from gradatim.model.judgement import Constraint, ConstraintKind, Strength
from gradatim.model.policy import AnswerBounds, PolicyValues, place


class Applicable(msgspec.Struct, frozen=True):
    """What a claim of not applicable comes to for one criterion."""

    accepted: bool
    reason: str


class Said(msgspec.Struct, frozen=True):
    """All that people said about one framework, by local criterion id, and what of it does not count."""

    constraints: dict[str, tuple[Constraint, ...]]
    shown: frozenset[str]
    """Criteria for which an affirmation points to a document: the written procedure counts as seen."""
    applicability: dict[str, Applicable]
    unused: tuple[Problem, ...]


def local_id(framework: Framework, full: str) -> str | None:
    """Return the id without the framework (and edition), or None where it belongs to another framework."""
    head, colon, local = full.partition(":")
    if not colon:
        return None
    return local if head in (framework.id, f"{framework.id}@{framework.edition}") else None


def read_said(
    framework: Framework, answers: Answers, policy: PolicyValues, on: date, decisions: Iterable[Decision] = ()
) -> Said:
    """Return the constraints, the applicability and what does not count, for one framework on one day."""
    known = {c.id: c for c in framework.criteria}
    constraints: dict[str, list[Constraint]] = {}
    shown: set[str] = set()
    claims = [n for n in answers.not_applicable if local_id(framework, n.id) is not None]
    unused: list[Problem] = []
    for answer in answers.answers:
        local = local_id(framework, answer.criterion)
        if local is None or answer.value is AnswerValue.UNKNOWN:
            continue
        late = _expired(answer, policy, on)
        if late:
            unused.append(_unused(answer.criterion, answer.location, late, "Answer it again."))
        elif answer.value is AnswerValue.NOT_APPLICABLE:
            claims.append(_as_claim(answer))
        elif local not in known:
            unused.append(_unused(answer.criterion, answer.location, _NOTHING, "Name a practice or requirement."))
        else:
            constraints.setdefault(local, []).append(_constraint(answer, known[local], framework, policy))
            if _points_to_document(answer, policy) and answer.value in (AnswerValue.YES, AnswerValue.LARGELY):
                shown.add(local)
    for look in answers.overviews:
        late = _expired(look, policy, on)
        if late and local_id(framework, look.criterion) is not None:
            unused.append(_unused(look.criterion, look.location, late, "Answer it again."))
    for decision in decisions:
        local = local_id(framework, decision.criterion)
        if local in known:
            constraints.setdefault(local, []).append(_decided(decision))
    applicability = _applicability(framework, claims, policy, on, unused)
    return Said({k: tuple(v) for k, v in constraints.items()}, frozenset(shown), applicability, tuple(unused))


def overviews_in_force(answers: Answers, policy: PolicyValues, on: date) -> Answers:
    """Return the answers without those about whole areas that expired."""
    kept = tuple(a for a in answers.overviews if not _expired(a, policy, on))
    return msgspec.structs.replace(answers, overviews=kept)


def unused_answers(framework: Framework, answers: Answers, policy: PolicyValues, on: date) -> tuple[Problem, ...]:
    """Return the answers and claims that do not count, or not in full, each with the reason and how to mend it."""
    of_it = [a for a in (*answers.answers, *answers.overviews) if local_id(framework, a.criterion) is not None]
    return (
        *read_said(framework, answers, policy, on).unused,
        *_missing_documents(of_it),
        *_given_later(of_it, on),
        *_undated(of_it),
    )


def _missing_documents(answers: Iterable[Answer]) -> list[Problem]:
    return [
        Problem(
            source="answers",
            what=f"The answer about {a.criterion} points to {a.document}, which does not exist.",
            hides="What the document would show; the answer counts as a word alone.",
            mend="Correct the path, from the root of the repository, or write the document.",
            location=a.location,
        )
        for a in answers
        if a.document and a.document_exists is False
    ]


def _given_later(answers: Iterable[Answer], on: date) -> list[Problem]:
    """Say so where answers come from after the day of the appraisal: a mistyped year, or a day in the past."""
    later = [a for a in answers if a.given is not None and a.given > on]
    if not later:
        return []
    problem = Problem(
        source="answers",
        what=f"{len(later)} {'answer was' if len(later) == 1 else 'answers were'} given after {on.isoformat()}, "
        f"the day of this appraisal; the first is about {later[0].criterion}. They count all the same.",
        hides="Whether they held on that day.",
        mend="Correct `given`, or judge a later day.",
        location=later[0].location,
    )
    return [problem]


def _undated(answers: Iterable[Answer]) -> list[Problem]:
    """Say so where nothing tells how old answers are: they would count for ever."""
    undated = [a for a in answers if not (a.given or a.stood or a.expires) and a.value is not AnswerValue.UNKNOWN]
    if not undated:
        return []
    first = undated[0].criterion
    problem = Problem(
        source="answers",
        what=f"The answer about {first} bears no date. It counts, however old it is."
        if len(undated) == 1
        else f"{len(undated)} answers bear no date; the first is about {first}. They count, however old they are.",
        hides="Whether what was said still holds.",
        mend="Write `given: 2026-08-02` beside it, as `gradatim ask` does, or commit the file: its history tells.",
        location=undated[0].location,
    )
    return [problem]


def _expired(answer: Answer, policy: PolicyValues, on: date) -> str:
    """Say why an answer counts no longer: by its own date, else by its age; empty where it counts."""
    if answer.expires is not None:
        return f"expired on {answer.expires.isoformat()}" if answer.expires < on else ""
    since, days = answer.given or answer.stood, policy.answers.valid_days
    if since is None or (on - since).days <= days:
        return ""
    how = "was given on" if answer.given else "bears no date and stands in the file unchanged since"
    return f"{how} {since.isoformat()}, more than {days} days ago"


def _unused(what: str, location: str, why: str, mend: str) -> Problem:
    return Problem(
        source="answers",
        what=f"What was said about {what} does not count: it {why}.",
        hides="The criterion is judged as if nothing had been said.",
        mend=mend,
        location=location,
    )


def _as_claim(answer: Answer) -> NotApplicable:
    return NotApplicable(
        id=answer.criterion,
        reason=answer.reason,
        approver=answer.role,
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


def _applicability(
    framework: Framework, claims: list[NotApplicable], policy: PolicyValues, on: date, unused: list[Problem]
) -> dict[str, Applicable]:
    """Expand claims to criteria; an accepted claim wins over a refused one, whatever their order."""
    out: dict[str, Applicable] = {}
    for claim in claims:
        local = local_id(framework, claim.id) or ""
        criteria, refusal = _covered(framework, local, policy)
        refusal = refusal or _claim_fault(claim, on)
        if refusal:
            unused.append(_unused(f"{claim.id} (not applicable)", claim.location, refusal, _CLAIM_MEND))
        for criterion in criteria:
            if not refusal:
                out[criterion] = Applicable(True, _join(out.get(criterion), claim.reason))
            elif criterion not in out:
                out[criterion] = Applicable(False, f"The claim that it does not apply was not accepted: it {refusal}.")
    return out


_NOTHING = "names nothing in this framework"
_CLAIM_MEND = "Give a reason that stands today, or judge the criteria like any others."


def _join(before: Applicable | None, reason: str) -> str:
    if before is None or not before.accepted or before.reason == reason:
        return reason
    return "; ".join(sorted({*before.reason.split("; "), reason}))


def _claim_fault(claim: NotApplicable, on: date) -> str:
    if not claim.reason.strip():
        return "gives no reason"
    if claim.expires is not None and claim.expires < on:
        return f"expired on {claim.expires.isoformat()}"
    return ""


def _covered(framework: Framework, local: str, policy: PolicyValues) -> tuple[tuple[str, ...], str]:
    """Return the criteria that an id stands for, and why they can not be left out (empty where they can)."""
    staged = framework.scheme is Scheme.STAGED
    criteria, refusal = _covered_staged(framework, local) if staged else (_below(framework, local), "")
    groups = {c.id: c.group for c in framework.criteria}
    for criterion in criteria:
        if kept := policy.applicability.kept(framework.id, groups[criterion]):
            what = "area" if staged else "clause"
            return criteria, f"concerns {what} {kept}, which practically never can be left out"
    return criteria, refusal if criteria else _NOTHING


def _below(framework: Framework, local: str) -> tuple[str, ...]:
    """Return the requirement itself, or all requirements of a clause and its sub-clauses."""
    parents = {c.id: c.parent for c in framework.clauses}

    def inside(clause: str) -> bool:
        while clause:
            if clause == local:
                return True
            clause = parents.get(clause, "")
        return False

    return tuple(c.id for c in framework.criteria if c.id == local or inside(c.group))


def _covered_staged(framework: Framework, local: str) -> tuple[tuple[str, ...], str]:
    if any(c.id == local for c in framework.criteria):
        return (local,), ""
    optional = {a.id: a.may_be_not_applicable for a in framework.areas}
    for area in framework.areas:
        if area.id == local:
            members = tuple(c.id for c in framework.criteria if c.group == local)
            return members, "" if optional[local] else _whole_area(framework)
    for goal in framework.goals:
        if goal.id == local:
            only = tuple(c.id for c in framework.criteria if c.goals == (local,))
            return only, "" if optional.get(goal.group, False) else _whole_area(framework)
    return (), _NOTHING


def _whole_area(framework: Framework) -> str:
    may = [a.id for a in framework.areas if a.may_be_not_applicable]
    return f"takes out more than a practice, which the method allows for {' and '.join(may) or 'no area'} only"
