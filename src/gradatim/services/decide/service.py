"""Which standard: a needs profile in, the advice and the whole calculation out."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from gradatim import __version__
from gradatim.collectors.needs import Vocabulary, read_profile, template
from gradatim.collectors.needs.reader import preset_statement
from gradatim.frameworks import loader
from gradatim.model.decision import Decision
from gradatim.model.needs import Given, Mark, NeedsProfile, WeightStatement
from gradatim.model.rating import ConformityVerdict, ReadinessState, StagedVerdict
from gradatim.model.result import Result
from gradatim.planning.needs import audit_time, money
from gradatim.planning.needs import data as needs_data
from gradatim.planning.needs.assess import figures
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.decision import decide as work_out
from gradatim.planning.needs.words import given_words
from gradatim.reports.decision import html, markdown, text
from gradatim.reports.decision import json as decision_json
from gradatim.reports.interface import WIDTH
from gradatim.reports.select import leading_verdicts
from gradatim.services import result_file
from gradatim.services.interface import ServiceError

STAGED = ("sw-cmm", "cmmi-dev")
_ISO_STATUS = {
    ReadinessState.READY: ("ready",),
    ReadinessState.NOT_READY: ("none", "partly"),
    ReadinessState.UNDETERMINED: ("none", "partly", "ready"),
}
"""What a verdict leaves possible; a scan cannot see a certificate, so only people say `certified`."""


class DecideOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the profile is completed with."""

    result: Path | None = None
    preset: str = ""
    seed: int | None = None
    draws: int | None = None
    date: dt.date | None = None


def decide_file(path: Path, options: DecideOptions) -> Decision:
    """Read a needs file and work out the advice.

    Raises:
        InvalidInput: the file is broken; one line per fault, with line and column.
        SourceUnavailable: it cannot be read.
        ServiceError: an answer that is needed is missing, or an option does not fit.
    """
    return decide(read_profile(path, vocabulary()), options)


def decide(profile: NeedsProfile, options: DecideOptions) -> Decision:
    """Work out the advice for a profile.

    Raises:
        ServiceError: an answer that is needed is missing, or an option does not fit.
    """
    data = needs_data.load()
    found = read_result(options.result) if options.result is not None else {}
    completed = _completed(profile, found, options, data)
    _check(completed, data)
    decision = work_out(
        completed,
        data,
        context(completed, data),
        tool_version=__version__,
        date=options.date,
        currency=completed.currency,
    )
    clashes = (*_clashes(profile, found, data), *_at_odds(completed))
    return msgspec.structs.replace(decision, contradictions=clashes)


def _clashes(profile: NeedsProfile, found: Mapping[str, Given], data: NeedsData) -> Iterator[str]:
    """Yield where people said what the result rules out. What people said was used; it is shown, never hidden."""
    for id, measured in found.items():
        said = profile.answers.get(id)
        if said is None or "certified" in said.options:  # No scan can see a certificate.
            continue
        if measured.low is not None and measured.high is not None and said.low is not None and said.high is not None:
            apart = said.high < measured.low or said.low > measured.high
        else:
            apart = not set(said.options) & set(measured.options)
        if apart:
            question = data.question(id)
            yield (
                f"Contradiction: {question.ask} You said {given_words(question, said)}, the result leaves "
                f"{given_words(question, measured)}. What you said was used. Settle it before you rely on the advice."
            )


def _at_odds(profile: NeedsProfile) -> Iterator[str]:
    """Yield where answers about sales do not fit together: the ranking goes by choices, the money by the margin."""
    margin, stake = profile.answers.get("yearly_sales_at_stake"), profile.answers.get("sales_at_stake")
    if margin is None or not margin.low:
        return
    if stake is not None and stake.options == ("none",):
        yield (
            "Contradiction: no sales hang on a certificate or a level (sales_at_stake), and yet a yearly margin does "
            "(yearly_sales_at_stake). The ranking uses the first, the money the second. Settle it before you rely on "
            "the advice."
        )
    asked = [profile.answers.get(id) for id in ("requires_iso", "requires_level")]
    if all(a is not None and a.options == ("none",) for a in asked):
        yield (
            "Contradiction: nobody asks for ISO 9001 or a level (requires_iso, requires_level), so the yearly margin "
            "that you gave is counted nowhere. Settle it before you rely on the advice."
        )


def _completed(
    profile: NeedsProfile, found: Mapping[str, Given], options: DecideOptions, data: NeedsData
) -> NeedsProfile:
    changed = profile
    if found:
        said = {id: given for id, given in profile.answers.items() if given.mark is not Mark.RESULT}
        # What people said stays where it is narrower than anything a scan can tell: a certificate, an appraised level.
        changed = msgspec.structs.replace(changed, answers={**found, **said})
    if options.preset:
        changed = msgspec.structs.replace(changed, weights=preset_weights(options.preset, data))
    if options.seed is not None:
        changed = msgspec.structs.replace(changed, seed=options.seed)
    if options.draws is not None:
        changed = msgspec.structs.replace(changed, draws=options.draws)
    return changed


def preset_weights(id: str, data: NeedsData) -> WeightStatement:
    """Return the weights of a named example.

    Raises:
        ServiceError: there is none of that name.
    """
    points = {p.id: p.points for p in data.presets.presets}
    if id not in points:
        raise ServiceError(f"No example of weights '{id}'. There are: {', '.join(points)}.")
    return preset_statement(id, points[id])


def vocabulary() -> Vocabulary:
    """Return what a needs file may speak of."""
    data = needs_data.load()
    return Vocabulary(
        questions=data.questions.questions,
        sets=data.sets(),
        presets={p.id: p.points for p in data.presets.presets},
        figures=tuple(data.economics.figures),
    )


def _check(profile: NeedsProfile, data: NeedsData) -> None:
    missing = [q for q in data.questions.questions if q.absent == "required" and q.id not in profile.answers]
    if missing:
        asked = " ".join(f"{q.id}: {q.ask}" for q in missing)
        raise ServiceError(f"The profile lacks what every figure rests on. {asked} Write it under `answers`.")


def read_result(path: Path) -> dict[str, Given]:
    """Return what a result file says about where the organisation stands.

    Raises:
        ServiceError: it cannot be read.
        ReportError: it is no result.
    """
    return present_maturity(result_file.read(path))


def present_maturity(result: Result) -> dict[str, Given]:
    """Return what a result says about where the organisation stands: levels and ISO status still possible.

    The levels are those that the verdict leaves. Within them the estimate's probabilities say how often each is drawn,
    because a verdict that rests on little leaves nearly all levels; the estimate never narrows them.
    """
    found: dict[str, Given] = {}
    verdicts = leading_verdicts(result)
    staged = [v for v in verdicts if isinstance(v, StagedVerdict) and v.framework in STAGED]
    if staged:
        found["level"] = _level(min(staged, key=lambda v: STAGED.index(v.framework)))
    for verdict in verdicts:
        if isinstance(verdict, ConformityVerdict):
            found["iso_status"] = Given(options=_ISO_STATUS[verdict.decision], mark=Mark.RESULT)
    return found


def _level(verdict: StagedVerdict) -> Given:
    low, high = verdict.level.low, verdict.level.high
    levels = range(low, high + 1)
    estimate = verdict.estimate.probabilities if verdict.estimate else {}
    shares = tuple(estimate.get(level, 0.0) for level in levels)
    if not sum(shares) > 0 or low == high:
        return Given(low=low, high=high, mark=Mark.RESULT)
    return Given(options=tuple(map(str, levels)), shares=shares, low=low, high=high, mark=Mark.RESULT)


def context(profile: NeedsProfile, data: NeedsData) -> money.Context:
    """Return the figures, the audit-time table of the ISO 9001 framework, and the overlap that the crosswalk counts."""
    rules = loader.annex("iso-9001")["certification_rules"]
    return money.Context(
        economics=data.economics,
        figures=figures(profile, data),
        audit=audit_time.rules(rules, data.economics.constants["band_growth"].value),
        overlap=overlap(data),
    )


def overlap(data: NeedsData) -> money.Overlap:
    """Return what each framework covers of the other, from the profiles kept beside the crosswalks."""
    profiles = {p["id"]: p for p in loader.literature()["profiles"]}
    worth = {k: data.economics.constants[k].value for k in ("strong", "partial", "weak")}
    by_level = {
        int(level): sum(counts[k] * worth[k] for k in worth) / sum(counts.values())
        for level, counts in profiles["iso9001-2015-profile-cmmi-levels"]["levels"].items()
    }
    areas = profiles["cmmi-profile-iso9001-2015"]["areas"].values()
    levels = sorted({a["level"] for a in areas})
    by_iso = {
        n: sum(a["score"] for a in areas if a["level"] == n) / sum(a["level"] == n for a in areas) for n in levels
    }
    return money.Overlap(iso_by_level={n: by_level[n] for n in (2, 3)}, level_by_iso=by_iso)


def render(decision: Decision, form: str, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the decision in one format: `text`, `json`, `markdown` or `html`."""
    if form == "text":
        return text.render(decision, color=color, width=width)
    return {"json": decision_json.render, "markdown": markdown.render, "html": html.render}[form](decision)


def empty_file() -> str:
    """Return a needs file with every question and no answer."""
    return template(vocabulary())


def preset_lines() -> tuple[str, ...]:
    """Return the named examples of weights, one a line."""
    return tuple(
        f"{p.id}: {p.title}. {p.text} Points: {', '.join(f'{c} {n:g}' for c, n in p.points.items())} [{p.mark}]"
        for p in needs_data.load().presets.presets
    )
