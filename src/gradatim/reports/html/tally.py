"""Tallies: one mark is one criterion, of one size on a page, so that lengths compare."""

from markupsafe import Markup

_STEP, _ROW = 4, 18


def tally(hold: int, open_: int, unknown: int, fail: int, *, major: int = 0, label: str = "", wrap: int = 25) -> Markup:
    """Return marks on a baseline: up holds, a thin line is open, a dot is unknown, down fails (long: major).

    Args:
        hold: criteria that hold.
        open_: criteria with evidence on both sides of the line.
        unknown: criteria of which nothing is known.
        fail: criteria that fail.
        major: criteria that fail as major.
        label: the same in words; without one the marks are left to the figures beside them.
        wrap: marks in one row.
    """
    kinds = ["hold"] * hold + ["open"] * open_ + ["dot"] * unknown + ["fail"] * fail + ["major"] * major
    if not kinds:
        return Markup("")
    drawn = "".join(_path(kind, kinds, wrap) for kind in ("hold", "open", "dot", "fail", "major"))
    rows = -(-len(kinds) // wrap)
    width, height = _STEP * min(len(kinds), wrap), _ROW * rows
    base = "".join(f"M0 {9.5 + _ROW * row:g}H{_STEP * min(len(kinds) - row * wrap, wrap)}" for row in range(rows))
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup(
        '<svg class="tally" viewBox="0 0 {0} {1}" width="{0}" height="{1}" {2}><path class="base" d="{3}"/>{4}</svg>'
    ).format(width, height, spoken, base, Markup(drawn))  # noqa: S704 - numbers of ours alone


def one(kind: str, count: int) -> Markup:
    """Return a figure with the mark that it counts: `hold`, `fail` or `dot`."""
    shape = {
        "hold": "M2 0h3v7h-3z",
        "fail": "M2 8h3v6h-3z",
        "dot": "M2.2 6.2h2.6v2.6h-2.6z",
        "open": "M2.9 2h1.2v10h-1.2z",
    }
    name = "open" if kind == "dot" else kind
    return Markup(
        '<span><svg class="mini" width="7" height="14" viewBox="0 0 7 14"><path class="base" d="M0 7.5H7"/>'
        '<path class="{}" d="{}"/></svg>{}</span>'
    ).format(name, shape[kind], count)


def _path(kind: str, kinds: list[str], wrap: int) -> str:
    if kind not in kinds:
        return ""
    drawn = "".join(_mark(kind, position, wrap) for position, k in enumerate(kinds) if k == kind)
    name = {"dot": "open", "major": "fail"}.get(kind, kind)
    return f'<path class="{name}" d="{drawn}"/>'


def _mark(kind: str, position: int, wrap: int) -> str:
    x, y = _STEP * (position % wrap), _ROW * (position // wrap)
    if kind == "hold":
        return f"M{x} {y}h3v9h-3z"
    if kind == "open":
        return f"M{x + 0.9:g} {y + 4}h1.2v11h-1.2z"
    if kind == "dot":
        return f"M{x + 0.4:g} {y + 8.4:g}h2.2v2.2h-2.2z"
    return f"M{x} {y + 10}h3v{8 if kind == 'major' else 4.5:g}h-3z"
