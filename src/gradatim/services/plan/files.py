"""Plans in and out: every format, and a plan held against a newer result."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from gradatim.files import whole
from gradatim.model.evidence import YEARS
from gradatim.model.judgement import ALL, Judgement
from gradatim.model.plan import Plan, Progress
from gradatim.model.result import Result
from gradatim.model.words import joined
from gradatim.planning.roadmap.interface import RoadmapError
from gradatim.planning.roadmap.progress import progress
from gradatim.rating.sensitivity import from_result
from gradatim.reports.interface import WIDTH
from gradatim.reports.plan import calendar, html, json, markdown, sheet, text, trackers
from gradatim.services.interface import ServiceError
from gradatim.services.plan.inputs import seen_in
from gradatim.services.result_file import content

MOST_BYTES = 200_000_000


def load(path: Path) -> Plan:
    """Read a plan.

    Raises:
        ServiceError: the file cannot be read.
        ReportError: it is no plan.
    """
    plan = json.parse(content(path, MOST_BYTES, "a plan", "gradatim plan --format json"), str(path))
    if fault := _fault(plan):
        raise ServiceError(f"{path}: {fault}. Make it anew with 'gradatim plan --format json'.")
    return plan


def _fault(plan: Plan) -> str:
    """Return what is wrong with a plan beyond its shape; empty where nothing is. Somebody may have edited it."""
    if plan.start.year not in YEARS:
        return f"the start {plan.start} is not from {YEARS[0]} to {YEARS[-1]}"
    ids = {s.id for s in plan.steps}
    if len(ids) < len(plan.steps):
        return "two steps have the same id"
    seen: set[str] = set()
    for step in sorted(plan.steps, key=lambda s: s.rank):
        for after in step.after:
            if after.step in ids and after.step not in seen:
                return f"the step {step.id} stands before {after.step}, which has to come first"
        seen.add(step.id)
    return ""


def frameworks_of(path: Path) -> tuple[str, ...]:
    """Return the frameworks that a plan has targets in."""
    return tuple(f"{t.framework}@{t.edition}" if t.edition else t.framework for t in load(path).targets)


def hold(path: Path, result: Result | None) -> Progress:
    """Hold a plan against a newer result.

    Raises:
        ServiceError: there is no result, it has none of the plan's units, or it is of another edition.
    """
    plan = load(path)
    if result is None:
        raise ServiceError("A plan is held against a result: gradatim plan --progress PLAN.json RESULT")
    if result.date.year not in YEARS:
        raise ServiceError(f"The result is of {result.date}, which is not from {YEARS[0]} to {YEARS[-1]}.")
    judged = {f.id: f.edition for f in result.frameworks}
    for target in plan.targets:
        if target.edition not in {"", judged.get(target.framework, target.edition)}:
            raise ServiceError(
                f"The plan is for {target.framework}@{target.edition}, the result for {target.framework}@"
                f"{judged[target.framework]}; their criteria are not the same."
            )
    single = len(result.units) == 1
    units = {u.id for u in result.units}
    known: dict[tuple[str, str], Judgement] = {}
    # One unit each: the plan may have been made under another folder name, or from zero.
    rename = {result.units[0].id: plan.units[0].id} if single and len(plan.units) == 1 else {}
    if not rename and not units & {u.id for u in plan.units}:
        raise ServiceError(
            f"The plan is for {', '.join(u.id for u in plan.units)}, the result for {', '.join(sorted(units))}: "
            "no unit in common."
        )
    for judgement in from_result(result.criteria):
        if single or judgement.unit != ALL:
            known[judgement.criterion, rename.get(judgement.unit, judgement.unit)] = judgement
    try:
        held = progress(plan, known, result.date, seen_in(result))
    except RoadmapError as error:
        raise ServiceError(f"{path}: {error}") from error
    missing = [] if rename else [u.title for u in plan.units if u.id not in units]
    return msgspec.structs.replace(held, notes=tuple(_not_seen(missing)))


def _not_seen(missing: Sequence[str]) -> Iterator[str]:
    if missing:
        yield f"Not in the result, so nothing is known of their steps: {joined(missing)}."


def render(plan: Plan, form: str, *, color: bool = False, width: int = WIDTH, every: bool = False) -> str | bytes:
    """Return a plan in one format; a spreadsheet as bytes, everything else as text."""
    if form == "text":
        return text.render(plan, color=color, width=width, every=every)
    if form == "xlsx":
        return sheet.render_xlsx(plan)
    forms = {
        "json": json.render,
        "markdown": markdown.render,
        "html": html.render,
        "csv": sheet.render_csv,
        "csv-redmine": trackers.render_redmine,
        "csv-kanboard": trackers.render_kanboard,
        "csv-gitlab": trackers.render_gitlab,
        "csv-github": trackers.render_github,
        "csv-azure": trackers.render_azure,
        "ics": calendar.render,
    }
    return forms[form](plan)


def render_progress(held: Progress, form: str, *, color: bool = False, width: int = WIDTH) -> str:
    """Return progress as `text` or `json`."""
    return json.render(held) if form == "json" else text.render_progress(held, color=color, width=width)


def write(path: Path, content: str | bytes) -> None:
    """Write one file whole.

    Raises:
        ServiceError: it cannot be written.
    """
    try:
        whole.write(path, content.encode("utf-8", "replace") if isinstance(content, str) else content)
    except OSError as error:
        raise ServiceError(
            f"{path}: cannot be written ({os.strerror(error.errno or 0)}). Name another place."
        ) from error
