"""The HTML report: one self-contained file, no network, JavaScript only opens the trees for printing."""

import hashlib
from pathlib import Path

import jinja2

from gradatim.model.evidence import EvidenceKind
from gradatim.model.names import edition_name, framework_name
from gradatim.model.rating import StagedVerdict
from gradatim.model.result import Result
from gradatim.model.words import joined
from gradatim.reports import json
from gradatim.reports.differing import differing
from gradatim.reports.frame.document import environment, framed
from gradatim.reports.frame.safe import clean, clip, scrub
from gradatim.reports.html import actions, clauses, coverage, ladder, marks, seen, turning, units, verdicts
from gradatim.reports.html.index import Index
from gradatim.reports.html.key import key
from gradatim.reports.html.proofs import proofs
from gradatim.reports.words import DECISIONS, count, level_title, shared_words

_HERE = Path(__file__).parent


def render(result: Result) -> str:
    """Return the report. Same result, same bytes."""
    index = Index(result)
    trees = proofs(index)  # first: it decides which criteria the other parts can link to
    return scrub(_environment().get_template("page.html.j2").render(
        result=result,
        index=index,
        title=clip(result.title, 200),
        summary=_summary(index),
        disclaimer=result.disclaimer.partition(". "),
        rests=_rests(index),
        shared=shared_words(result.units[0]) if len(result.units) == 1 else "",
        symbols=marks.interval_symbols(),
        key=key(),
        verdicts=verdicts.views(index),
        units=units.rows(index),
        differing=differing(result),
        blockers=ladder.blockers(index),
        steps=actions.steps(index),
        questions=actions.questions(index),
        ladders=ladder.ladders(index),
        heat=clauses.maps(index),
        findings=actions.findings(index),
        findings_caption=actions.findings_caption(index),
        proofs=trees,
        turnings=turning.views(index),
        contradictions=actions.contradictions(index),
        seen=seen.groups(index),
        coverage=coverage.coverage(index),
        doubts=coverage.doubts(index),
        facts=[(u, units.facts(u)) for u in result.units[:12]],
        digest=_digest(result),
        **_frame(result),
    ))  # fmt: skip


def _environment() -> jinja2.Environment:
    made = environment(_HERE / "templates")
    made.filters.update(
        clip=clip,
        count=count,
        name=framework_name,
        joined=joined,
        edition=lambda f: edition_name(f.id, f.edition),
    )
    return made


def _frame(result: Result) -> dict[str, object]:
    foot = f"Gradatim, indicative result for {clip(result.title, 60)}. Not an official rating."
    script = (_HERE / "templates" / "print.js").read_text(encoding="utf-8").strip()
    return framed(foot, *(_HERE / "style").glob("*.css"), script=script)


def _summary(index: Index) -> str:
    """Return the verdicts for the title of the window."""
    parts = [
        f"{framework_name(v.framework)} {_lower(level_title(v.level.low, v.level.high))}"
        if isinstance(v, StagedVerdict)
        else f"{framework_name(v.framework)} {DECISIONS[v.decision].lower()}"
        for v in index.verdicts
    ]
    return clean(f"{clip(index.result.title, 80)}: {', '.join(parts)}. Gradatim, indicative result")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _rests(index: Index) -> str:
    result = index.result
    answers = sum(e.kind is EvidenceKind.AFFIRMATION for e in result.evidence)
    roles = len({role for unit in result.units for role in unit.roles})
    by = f" by {count(roles, 'role')}" if answers and roles else ""
    asked = len({o.probe for o in result.observations})
    return f"{count(len(result.evidence) - answers, 'record')}, {count(answers, 'answer')}{by}, {count(asked, 'probe')}"


def _digest(result: Result) -> str:
    """Return the digest of the JSON result as it is written beside the report."""
    return hashlib.sha256(json.render(result).encode("utf-8", "replace")).hexdigest()
