"""The whole calculation, laid open: alternatives, criteria, answers and figures as they were used."""

from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt

from gradatim.model.decision import AlternativeOutcome, AnswerShown, CriterionOutcome, FigureUsed, GateState, Span
from gradatim.model.needs import Figure, Mark, NeedsProfile
from gradatim.planning.needs import money, values, words, wsm
from gradatim.planning.needs.assess import Assessment
from gradatim.planning.needs.audit_time import AuditDays
from gradatim.planning.needs.data import NeedsData

Array = npt.NDArray[np.float64]


def alternatives(done: Assessment, data: NeedsData) -> tuple[AlternativeOutcome, ...]:
    """Return how each alternative came out, in the order of the data."""
    return tuple(_alternative(done, data, place) for place in range(len(data.alternative_ids)))


def _alternative(done: Assessment, data: NeedsData, place: int) -> AlternativeOutcome:
    accept = done.acceptability
    scores = accept.scores[:, place]
    low, high = np.nanpercentile(scores, (5, 95)) if not np.isnan(scores).all() else (0.0, 0.0)
    share = float(done.open[:, place].mean())
    ids = data.criterion_ids
    central = accept.central[place]
    parts = wsm.contributions(done.mean_values, done.weights.central)[place]
    given = data.alternatives.alternatives[place]
    middle = float(done.scores[place])
    return AlternativeOutcome(
        id=given.id,
        title=words.title_at(place, done.facts, data),
        text=given.text,
        state=GateState.PASSED if share == 1 else GateState.CLOSED if share == 0 else GateState.MAY_CLOSE,
        rank=_place(done.scores, done.left, place),
        score=_rounded(Span(min(float(low), middle), middle, max(float(high), middle)) if share else Span(0, 0, 0)),
        contributions={id: round(float(p), 6) for id, p in zip(ids, parts, strict=True)},
        topsis=round(float(done.check.closeness[place]), 6),
        topsis_rank=done.check.topsis_ranks[place],
        net_flow=round(float(done.check.net[place]), 6),
        promethee_rank=done.check.promethee_ranks[place],
        first_share=round(float(accept.first[place]), 6),
        rank_shares=tuple(round(float(r), 6) for r in accept.ranks[place]),
        central_weights={i: round(float(w), 6) for i, w in zip(ids, central, strict=True)} if central.any() else {},
        confidence=round(float(accept.confidence[place]), 6),
        outlook=done.outlooks[given.id],
    )


def _place(scores: Array, left: tuple[bool, ...], place: int) -> int:
    ranks = wsm.ranks(np.where(left, scores, -np.inf))
    return ranks[place] if left[place] else 0


def _rounded(span: Span) -> Span:
    return Span(round(span.low, 6), round(span.mid, 6), round(span.high, 6))


def criteria(
    done: Assessment, unknown: Collection[str], data: NeedsData, context: money.Context
) -> tuple[CriterionOutcome, ...]:
    """Return each criterion with its weight, what each alternative is worth on it, and its evidence."""
    found = []
    for place, criterion in enumerate(data.criteria.criteria):
        weights = done.weights.draws[:, place]
        low, high = np.percentile(weights, (5, 95))
        middle = float(done.weights.central[place])
        found.append(
            CriterionOutcome(
                id=criterion.id,
                title=criterion.title,
                group=criterion.group,
                says=values.says(criterion, done.facts, unknown, data, context),
                function=values.function_words(criterion, data),
                weight=_rounded(Span(min(float(low), middle), middle, max(float(high), middle))),
                values={a: _value(done, n, place) for n, a in enumerate(data.alternative_ids)},
                evidence=criterion.evidence,
                source=criterion.source,
                mark=criterion.mark,
            )
        )
    return tuple(found)


def _value(done: Assessment, alternative: int, criterion: int) -> Span:
    column = done.values[:, alternative, criterion]
    return _rounded(Span(float(column.min()), float(column.mean()), float(column.max())))


def answers(profile: NeedsProfile, data: NeedsData, currency: str) -> tuple[AnswerShown, ...]:
    """Return every question with its answer in words, those not answered too."""
    return tuple(
        AnswerShown(
            id=q.id,
            ask=q.ask,
            answer=words.given_words(q, profile.answers.get(q.id), currency),
            mark=profile.answers[q.id].mark if q.id in profile.answers else Mark.USER,
        )
        for q in data.questions.questions
    )


def figures(done: Assessment, data: NeedsData, context: money.Context) -> tuple[FigureUsed, ...]:
    """Return every figure and constant that was used, with source and mark."""
    stored: Mapping[str, Figure] = context.figures
    shown = [
        FigureUsed(id=id, title=titled.title, figure=_plain(stored[id]))
        for id, titled in data.economics.figures.items()
    ]
    shown += [
        FigureUsed(id=id, title=c.title, figure=_point(c.value, c.mark, c.source))
        for id, c in data.economics.constants.items()
    ]
    source = "crosswalk ISO 9001:2015 to CMMI-DEV 1.3, links judged by this project"
    for level, share in sorted(context.overlap.iso_by_level.items()):
        title = f"ISO 9001 covered by an organisation at level {level}"
        shown.append(
            FigureUsed(id=f"iso_at_level_{level}", title=title, figure=_point(round(share, 3), Mark.COMPUTED, source))
        )
    for level, share in sorted(context.overlap.level_by_iso.items()):
        title = f"Practices of level {level} covered by an ISO 9001 organisation"
        shown.append(
            FigureUsed(id=f"level_{level}_by_iso", title=title, figure=_point(round(share, 3), Mark.COMPUTED, source))
        )
    return (*shown, *_audit_figures(money.situation(done.facts, context).audit))


def _audit_figures(found: AuditDays) -> list[FigureUsed]:
    """Return the days of each audit of the cycle, over the sets of answers."""
    parts = (
        ("initial", "First audit, stage 1 and 2", Mark.RETRIEVED, "table; two public files agree in all rows"),
        ("surveillance", "A surveillance audit", Mark.RETRIEVED, "about one third of the first"),
        ("recertification", "A recertification", Mark.BACKGROUND, "about two thirds of what the first would take"),
    )
    return [
        FigureUsed(
            id=f"audit_{name}",
            title=f"{title}: days before the factor",
            figure=Figure(
                low=float(days.min()), mode=float(np.median(days)), high=float(days.max()),
                unit="audit days", mark=mark, source=f"IAF MD 5 ({source})",
            ),
        )
        for name, title, mark, source in parts
        for days in (getattr(found, name),)
    ]  # fmt: skip


def _plain(figure: Figure) -> Figure:
    return Figure(
        low=figure.low, mode=figure.mode, high=figure.high, unit=figure.unit, mark=figure.mark, source=figure.source
    )


def _point(value: float, mark: Mark, source: str) -> Figure:
    return Figure(low=value, mode=value, high=value, mark=mark, source=source)
