"""Whole results for tests of reports, made by the real judging and rating from synthetic observations and answers."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from gradatim.evaluation.policy import Policy, load_policy
from gradatim.frameworks import loader
from gradatim.model.answers import Answer, Answers, AnswerValue, NotApplicable
from gradatim.model.evidence import Evidence, EvidenceKind, Problem, Provenance
from gradatim.model.observation import Observation, Outcome
from gradatim.model.result import Result
from gradatim.services.run.assemble import assemble
from gradatim.services.run.judging import UnitJudged
from tests.support.judging import wilson
from tests.support.values import PERIOD, evidence_set, full_id

DAY = date(2026, 8, 31)
BOTH = ("sw-cmm", "iso-9001")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</style></title></textarea><b>out</b>",
    "\x1b[31mred\x1b[0m\x07",
    "\u202egnp.exe\u202c\u2066",
    "two\nlines\r\n\tand a tab",
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; \u0000",
)
POISON = " ".join(HOSTILE)


def records(number: int, start: int = 0) -> tuple[Evidence, ...]:
    """Commits, every other one with an address."""
    return tuple(
        Evidence(
            id=f"commit:{full_id(n)[:12]}",
            kind=EvidenceKind.ARTIFACT,
            source="git",
            location=full_id(n),
            summary=f"Change number {n}",
            when=date(2026, 3, 1 + n % 28),
            url=f"https://forge.example/acme/rocket/commit/{full_id(n)}" if n % 2 else "",
        )
        for n in range(start, start + number)
    )


def seen(probe: str, outcome: Outcome, unit: str = "rocket", **fields: Any) -> Observation:
    """What a probe saw, without a rate."""
    given = {"probe": probe, "unit": unit, "outcome": outcome, "message": f"The fact of {probe}."}
    return Observation(**(given | fields))


def rate(probe: str, good: int, of: int, unit: str = "rocket", **fields: Any) -> Observation:
    """A measured rate over the first `of` records, the bad ones first."""
    low, high = wilson(good, of)
    ids = tuple(e.id for e in records(of))
    given = {"numerator": good, "denominator": of, "low": low, "high": high, "evidence": ids}
    outcome = Outcome.TRUE if good >= 0.75 * of else Outcome.FALSE
    return seen(probe, outcome, unit, **(given | {"counter_examples": of - good} | fields))


def observations(unit: str = "rocket") -> tuple[Observation, ...]:
    """Every outcome: rates, records, absence, set aside, errors."""
    return (
        rate("changes_are_reviewed", 37, 52, unit, caveats=("a squash hides who approved",)),
        rate("changes_carry_tests", 3, 60, unit),
        rate("fixes_carry_tests", 58, 60, unit),
        seen("version_control_covers_all_work_products", Outcome.TRUE, unit, evidence=(records(1)[0].id,)),
        seen("audits_are_recorded", Outcome.FALSE, unit),
        seen("release_procedure_is_written", Outcome.TRUE, unit, alive=False),
        seen("commits_are_signed", Outcome.FALSE, unit, suppressed="quality role: a pilot is on, until 2026-12-31"),
        seen("backups_are_defined", Outcome.NOT_APPLICABLE, unit),
        seen("releases_are_tagged", Outcome.NOT_AVAILABLE, unit),
        seen("metrics_are_published", Outcome.ERROR, unit),
    )


def said(framework: str, locals_: Iterable[str], value: AnswerValue, **fields: Any) -> tuple[Answer, ...]:
    """The same answer to several criteria."""
    given = {"value": value, "role": "engineering lead", "given": date(2026, 8, 1), "location": "gradatim.yaml:3"}
    return tuple(Answer(criterion=f"{framework}:{local}", **(given | fields)) for local in locals_)


def level_two() -> tuple[Answer, ...]:
    """Yes, with a document, to every practice of level 2 but those of SSM."""
    areas = {a.id for a in loader.load("sw-cmm").areas if a.level == 2} - {"SSM"}
    practices = [c.id for c in loader.load("sw-cmm").criteria if c.group in areas]
    return said("sw-cmm", practices, AnswerValue.YES, document="docs/handbook.md", document_exists=True)


def unit(name: str = "rocket", answers: Answers | None = None, **fields: Any) -> UnitJudged:
    """A unit with all observations."""
    given: dict[str, Any] = {"answers": answers or Answers(), "title": name.title(), "unit": name}
    return UnitJudged(
        unit=name,
        evidence_set=evidence_set(**(given | {"provenance": (_provenance(name),)} | fields)),
        observations=observations(name),
        evidence=records(60),
    )


def _provenance(name: str) -> Provenance:
    return Provenance(collector="git", version="1", source=name, revision=full_id(1))


def made(*units: UnitJudged, frameworks: tuple[str, ...] = BOTH, policy: Policy | None = None) -> Result:
    """A result from units."""
    return assemble(units, tuple(loader.load(f) for f in frameworks), policy or load_policy(None), DAY)


def mixed(policy: Path | None = None) -> Result:
    """Open levels, a contradiction, majors, minors, opportunities, what does not apply, a problem."""
    answers = Answers(
        answers=(
            *said("sw-cmm", ("SCM.Ac3", "QPM.Ac1"), AnswerValue.NO),
            *said("sw-cmm", ("SPP.Ac13",), AnswerValue.PARTLY),
            *said("sw-cmm", ("RM.Ac1", "RM.Ac2", "SPP.Co1"), AnswerValue.YES, document="docs/plan.md"),
            *said("iso-9001", ("9.2.2.a-1", "9.3.1-1"), AnswerValue.NO),
            *said("iso-9001", ("6.1.2.b.1", "8.4.1-3"), AnswerValue.PARTLY),
            *said("iso-9001", ("7.5.1.a", "7.5.1.b"), AnswerValue.LARGELY),
            *said("iso-9001", ("7.2.a", "7.2.b"), AnswerValue.YES, document="docs/training.md", document_exists=True),
        ),
        not_applicable=(
            NotApplicable(id="sw-cmm:SSM", reason="No supplier writes software here.", approver="sponsor"),
            NotApplicable(id="iso-9001:7.1.5.2", reason="No measuring equipment.", approver="sponsor"),
        ),
    )
    problem = Problem(
        source="documents",
        what="Not read: a scanned page",
        hides="What it would show.",
        mend="Add the text.",
        location="docs/old.pdf",
    )
    return made(unit(answers=answers, problems=(problem,)), policy=load_policy(policy))


def settled() -> Result:
    """Level 2 proved, level 3 and above ruled out by one area."""
    answers = (*level_two(), *said("sw-cmm", ("PR.Ac1",), AnswerValue.NO))
    out = (NotApplicable(id="sw-cmm:SSM", reason="No supplier writes software here.", approver="sponsor"),)
    return made(unit(answers=Answers(answers=answers, not_applicable=out)))


def several() -> Result:
    """Three units, three frameworks."""
    answers = Answers(answers=said("sw-cmm", ("PR.Ac1",), AnswerValue.NO))
    return made(unit("rocket", answers), unit("probe"), unit("lander"), frameworks=(*BOTH, "cmmi-dev"))


_TEXTS = frozenset({
    "title", "branch", "url", "style", "message", "caveats", "summary", "location", "reason", "suppressed", "what",
    "hides", "mend", "text", "why", "statement", "remedy", "escalation", "default", "used", "effect", "how", "roles",
    "misleads", "question", "applicability_reason", "doubt", "doubts", "limits", "disclaimer", "sentence", "model",
    "calibration", "source_text", "read", "tool_version", "confirm", "blocks",
})  # fmt: skip


def poisoned(result: Result) -> Result:
    """Return the result with hostile text behind every text in it."""
    return msgspec.convert(_walk(msgspec.to_builtins(result), "", lambda text: f"{text} {POISON}"), Result)


def _walk(value: Any, key: str, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {k: _walk(v, k, change) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_walk(v, key, change) for v in value]
    return change(value) if isinstance(value, str) and key in _TEXTS else value


__all__ = ["DAY", "HOSTILE", "PERIOD", "POISON", "made", "mixed", "poisoned", "records", "settled", "several", "unit"]
