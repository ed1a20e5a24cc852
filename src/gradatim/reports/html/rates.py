"""A measured rate as a line from 0 to 100 %: the interval as a bar, the value as a ring, the policy's cuts as ticks."""

from markupsafe import Markup

from gradatim.model.framework import Scheme
from gradatim.model.judgement import MET
from gradatim.model.observation import Rate
from gradatim.model.result import RateCuts
from gradatim.reports.words import PLACES

_LEFT, _WIDTH = 8.0, 270.0


def chart(rate: Rate, cuts: RateCuts | None = None) -> Markup:
    """Return the line; with cuts, the places that a lower end at or above each of them supports are named above."""
    label = (
        f"{rate.numerator:,} of {rate.denominator:,}, {percent(rate.value)} percent, "
        f"95 percent interval {percent(rate.low)} to {percent(rate.high)}"
    )
    marks = [_text(x, 55, f"{x:.0%}" if x == 1 else f"{100 * x:.0f}") for x in (0.0, 0.5, 1.0)]
    if cuts is not None:
        marks = _cuts(cuts)
        label += f"; cuts of the policy at {_listed(cuts)} percent"
    x0, x1 = _at(rate.low), _at(rate.high)
    drawn = [
        '<path class="ax" d="M8 29H278"/><path class="tk" d="M8 25V33"/><path class="tk" d="M278 25V33"/>',
        *marks,
        f'<rect class="bar" x="{x0:.1f}" y="25" width="{max(x1 - x0, 1):.1f}" height="8"/>',
        f'<circle class="pt" cx="{_at(rate.value):.1f}" cy="29" r="4"/>',
    ]
    return Markup(
        '<svg class="rate" viewBox="0 0 300 58" width="300" height="58" role="img" aria-label="{}">{}</svg>'
    ).format(label, Markup("").join(map(Markup, drawn)))


def percent(value: float) -> str:
    """Return a share as whole percent, never rounded up to 100 or down to 0."""
    if 0 < value < 0.01:
        return "under 1"
    if 0.99 < value < 1:
        return "over 99"
    return f"{100 * value:.0f}"


def _at(value: float) -> float:
    return _LEFT + _WIDTH * min(max(value, 0.0), 1.0)


def _text(value: float, y: int, content: str, kind: str = "") -> str:
    return f'<text x="{_at(value):.1f}" y="{y}" text-anchor="middle"{kind}>{content}</text>'


def _cuts(cuts: RateCuts) -> list[str]:
    names = PLACES[Scheme(cuts.scheme)]
    known = [(place, cut) for place, cut in enumerate(cuts.supports, 1) if cut is not None]
    edges = [0.0, *(cut for _, cut in known), 1.0]
    places = [0, *(place for place, _ in known)]
    drawn = [
        f'<path class="{"cut" if place == MET else "tk"}" d="M{_at(cut):.1f} {15 if place == MET else 17}V41"/>'
        for place, cut in known
    ]
    wide = [(p, a, b) for p, a, b in zip(places, edges, edges[1:], strict=False) if b - a >= 0.1]
    drawn += [_text((a + b) / 2, 11, names[place], ' class="lab"') for place, a, b in wide]
    drawn += [_text(0, 55, "0"), *(_text(cut, 55, f"{100 * cut:g}") for _, cut in _apart(known))]
    return [*drawn, _text(1, 55, "%")]


def _apart(known: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return the cuts whose figures have room; the one that counts always has."""
    out: list[tuple[int, float]] = []
    for place, cut in sorted(known, key=lambda k: k[0] != MET):
        if all(abs(cut - other) >= 0.07 for _, other in out) and cut <= 0.96:
            out.append((place, cut))
    return sorted(out)


def _listed(cuts: RateCuts) -> str:
    figures = [f"{100 * c:g}" for c in cuts.supports if c is not None]
    return ", ".join(figures[:-1]) + f" and {figures[-1]}" if len(figures) > 1 else "".join(figures)
