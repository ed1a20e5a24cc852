"""The matrix of two frameworks as a drawing: a square for a strong link, a smaller one for partial, a dot for weak."""

from itertools import groupby

from markupsafe import escape

from gradatim.model.comparison import Line, Matrix
from gradatim.model.names import framework_name
from gradatim.reports.words import count

CELL, GAP, LEFT, TOP, EDGE = 18, 10, 300, 104, 12
_SIDE = {"strong": 12, "partial": 7}
WIDEST = 36
"""Columns that fit the width of a page."""
_LONGEST = 40
_TOKENS = (
    "text{fill:#1b1d20;font:12px sans-serif}.g{fill:#5f656c}.h{font-weight:600}.k{fill:#1c5a94}"
    ".r{stroke:#d8d5cd;fill:none}.s{stroke:#7f8489;fill:none}"
)


def drawing(matrix: Matrix, source: str, target: str, *, alone: bool = False) -> str:
    """Return the matrix as SVG; `alone` gives it its own colours and ground, for a file of its own."""
    matrix, source, target = _upright(matrix, source, target)
    columns, width = _places(matrix.columns, LEFT)
    lines, height = _places(matrix.rows, TOP)
    parts = [
        f'<text class="h" x="0" y="{TOP - 12}">{escape(framework_name(source))}</text>',
        f'<text class="h" x="{LEFT}" y="12">{escape(framework_name(target))}</text>',
        *_heads(matrix.columns, columns),
        *_names(matrix.rows, lines, width),
        *(f'<path class="r" d="M{x + CELL / 2} {TOP - 4}V{height - GAP}"/>' for x in columns.values()),
        *(_mark(matrix.at(r, c), columns[c.id], lines[r.id]) for r in matrix.rows for c in matrix.columns),
        *_key(height),
    ]
    edge = EDGE if alone else 0
    ground = f'<rect x="{-edge}" y="{-edge}" width="100%" height="100%" fill="#fcfbf8"/>' if alone else ""
    ground = f"<style>{_TOKENS}</style>{ground}" if alone else ""
    space = ' xmlns="http://www.w3.org/2000/svg"' if alone else ""
    label = escape(sentence(matrix, source, target))
    return (
        f'<svg{space} width="{width + 2 * edge}" height="{height + 24 + 2 * edge}" '
        f'viewBox="{-edge} {-edge} {width + 2 * edge} {height + 24 + 2 * edge}" role="img" '
        f'aria-label="{label}">{ground}{"".join(parts)}</svg>'
    )


def _upright(matrix: Matrix, source: str, target: str) -> tuple[Matrix, str, str]:
    """Return a matrix with rows as columns where it is too wide for a page, on paper too."""
    if len(matrix.columns) <= max(WIDEST, len(matrix.rows)):
        return matrix, source, target
    cells = {f"{c.id} {r.id}": found for r in matrix.rows for c in matrix.columns if (found := matrix.at(r, c))}
    return Matrix(rows=matrix.columns, columns=matrix.rows, cells=cells), target, source


def sentence(matrix: Matrix, source: str, target: str) -> str:
    """Return what the drawing shows, in a sentence."""
    matrix, source, target = _upright(matrix, source, target)
    found = list(matrix.cells.values())
    counts = ", ".join(f"{found.count(s)} {s}" for s in ("strong", "partial", "weak"))
    return (
        f"{count(len(matrix.rows), 'row')} of {framework_name(source)} against "
        f"{count(len(matrix.columns), 'column')} of {framework_name(target)}: {counts} links."
    )


def _places(lines: tuple[Line, ...], start: int) -> tuple[dict[str, int], int]:
    """Return where each line begins, with a gap between groups, and where the last one ends."""
    places, at = {}, start
    for _, group in groupby(lines, key=lambda line: line.group):
        for line in group:
            places[line.id] = at
            at += CELL
        at += GAP
    return places, at


def _heads(lines: tuple[Line, ...], places: dict[str, int]) -> list[str]:
    parts = []
    for name, group in groupby(lines, key=lambda line: line.group):
        members = list(group)
        x = places[members[0].id]
        parts.append(f'<path class="s" d="M{x} 32H{x + CELL * len(members) - 2}"/>')
        short = name if len(members) > 2 else name.replace("level ", "L")
        parts.append(f'<text class="g" x="{x}" y="27">{escape(short)}</text>')
    for line in lines:
        turn = f"translate({places[line.id] + CELL // 2 + 4} {TOP - 8}) rotate(-90)"
        name = f"<title>{escape(line.title)}</title>{escape(line.id)}"
        parts.append(f'<text transform="{turn}">{name}</text>')
    return parts


def _names(lines: tuple[Line, ...], places: dict[str, int], width: int) -> list[str]:
    parts = []
    for line in lines:
        y = places[line.id]
        title = line.title if len(line.title) <= _LONGEST else f"{line.title[: _LONGEST - 1].rstrip()}…"
        parts.append(f'<text x="0" y="{y + 13}">{escape(line.id)}</text>')
        parts.append(f'<text class="g" x="44" y="{y + 13}">{escape(title)}</text>')
        parts.append(f'<path class="r" d="M{LEFT - 4} {y + CELL / 2}H{width - GAP}"/>')
    return parts


def _mark(strength: str, x: int, y: int) -> str:
    middle_x, middle_y = x + CELL / 2, y + CELL / 2
    if strength in _SIDE:
        side = _SIDE[strength]
        return f'<rect class="k" x="{middle_x - side / 2}" y="{middle_y - side / 2}" width="{side}" height="{side}"/>'
    return f'<circle class="k" cx="{middle_x}" cy="{middle_y}" r="1.8"/>' if strength == "weak" else ""


def _key(height: int) -> list[str]:
    parts, x = [], 0
    for strength in ("strong", "partial", "weak"):
        parts.append(_mark(strength, x, height))
        parts.append(f'<text class="g" x="{x + CELL + 2}" y="{height + 13}">{strength}</text>')
        x += 80
    return parts
