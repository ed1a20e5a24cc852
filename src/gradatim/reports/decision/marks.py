"""The pictures of a decision page as inline SVG: ranges and shares are estimates, so all are outlines."""

from markupsafe import Markup

from gradatim.model.decision import Span

WIDTH = 220
_EDGE = 6


def range_mark(value: Span, most: float, label: str) -> Markup:
    """Return a range on a line from 0 to `most`: outline from low to high, ring in the middle."""
    low, mid, high = (_x(v, most) for v in (value.low, value.mid, value.high))
    return Markup(
        '<svg class="rg" viewBox="0 0 {w} 18" role="img" aria-label="{label}">'
        '<path class="ax" d="M{a} 9H{b}"/><rect class="hollow" x="{low}" y="4" width="{wide}" height="10"/>'
        '<circle class="ring" cx="{mid}" cy="9" r="3.5"/></svg>'
    ).format(
        w=WIDTH,
        a=_EDGE,
        b=WIDTH - _EDGE,
        low=f"{low:.1f}",
        wide=f"{max(1.5, high - low):.1f}",
        mid=f"{mid:.1f}",
        label=label,
    )


def share_mark(share: float, label: str) -> Markup:
    """Return a share of draws as an outlined bar from 0 to all."""
    return Markup(
        '<svg class="rg" viewBox="0 0 {w} 18" role="img" aria-label="{label}">'
        '<path class="ax" d="M{a} 15H{b}"/><rect class="hollow" x="{a}" y="4" width="{wide}" height="10"/></svg>'
    ).format(w=WIDTH, a=_EDGE, b=WIDTH - _EDGE, wide=f"{_x(share, 1.0) - _EDGE:.1f}", label=label)


def value_mark(value: Span, label: str) -> Markup:
    """Return what an alternative is worth on one criterion: a short line from 0 to 1 with its range."""
    low, mid, high = (2 + 44 * v for v in (value.low, value.mid, value.high))
    return Markup(
        '<svg class="vm" viewBox="0 0 48 10" width="48" height="10" role="img" aria-label="{label}">'
        '<path class="ax" d="M2 5H46"/><rect class="hollow" x="{low}" y="2.5" width="{wide}" height="5"/>'
        '<path class="cut" d="M{mid} 0V10"/></svg>'
    ).format(low=f"{low:.1f}", wide=f"{max(0.5, high - low):.1f}", mid=f"{mid:.1f}", label=label)


def _x(value: float, most: float) -> float:
    span = WIDTH - 2 * _EDGE
    return _EDGE + span * min(1.0, max(0.0, value / most if most > 0 else 0.0))
