"""The HTML report: one self-contained file, no network, JavaScript only opens the trees for printing."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from gradatim.model.evidence import EvidenceKind
from gradatim.model.rating import StagedVerdict
from gradatim.model.result import Result
from gradatim.reports import json
from gradatim.reports.html import actions, clauses, coverage, ladder, marks, seen, turning, units, verdicts
from gradatim.reports.html.compiled import KeptTemplates
from gradatim.reports.html.index import Index
from gradatim.reports.html.key import key
from gradatim.reports.html.proofs import proofs
from gradatim.reports.html.safe import clean, clip, css_string, finalize, foreign, scrub, ticked
from gradatim.reports.words import DECISIONS, count, edition_name, framework_name, joined, level_title

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
        policy=_policy(),
        style=_style(),
        script=_script(),
        page_foot=css_string(f"Gradatim, indicative result for {clip(result.title, 60)}. Not an official rating."),
        disclaimer=result.disclaimer.partition(". "),
        rests=_rests(index),
        symbols=marks.interval_symbols(),
        key=key(),
        verdicts=verdicts.views(index),
        units=units.rows(index),
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
    ))  # fmt: skip


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=KeptTemplates(),
    )
    environment.filters.update(
        foreign=foreign,
        ticked=ticked,
        count=count,
        name=framework_name,
        joined=joined,
        edition=lambda f: edition_name(f.id, f.edition),
    )
    return environment


@lru_cache(maxsize=1)
def _style() -> Markup:
    parts = sorted((_HERE / "style").glob("*.css"))
    return Markup("").join(Markup(p.read_text(encoding="utf-8")) for p in parts)  # noqa: S704 - our own files


@lru_cache(maxsize=1)
def _script() -> Markup:
    return Markup((_HERE / "templates" / "print.js").read_text(encoding="utf-8").strip())  # noqa: S704 - our own file


@lru_cache(maxsize=1)
def _policy() -> str:
    """Return the content security policy: nothing is loaded, one known script may run."""
    digest = base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )


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
