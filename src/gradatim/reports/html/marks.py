"""The marks of the visual language as inline SVG: state symbols, interval glyphs, levels, rates.

Geometry and meaning: four places on a line, worst left, best right; the upright stands where a criterion starts to
count; a bar covers what is still possible. Solid is proved, outlined is not. Every mark comes with its word or a label.
"""

from functools import lru_cache

from markupsafe import Markup

from gradatim.model.framework import Scheme
from gradatim.model.judgement import BEST, MET, WORST
from gradatim.reports.words import PLACES, interval_code, interval_words, level_words

_BAR, _PLACE = 16, 4
"""Width of one place on the small glyph, and the gap that parts two of them."""


@lru_cache(maxsize=512)
def state(tone: str, symbol: str, word: str, extra: str = "") -> Markup:
    """Return a symbol with its word. Tones: `hold`, `fail`, `open`, `clash`."""
    return Markup(
        '<span class="st {}{}"><svg class="sym" width="16" height="16" aria-hidden="true"><use href="#s-{}"/></svg>'
        "<span>{}</span></span>"
    ).format(tone, f" {extra}" if extra else "", symbol, word)


@lru_cache(maxsize=64)
def symbol(tone: str, name: str, word: str) -> Markup:
    """Return a symbol alone; its word is the label."""
    return Markup(
        '<span class="st {}"><svg class="sym" width="16" height="16" role="img" aria-label="{}">'
        '<use href="#s-{}"/></svg></span>'
    ).format(tone, word, name)


def tone(low: int, high: int) -> str:
    """Return the tone of an interval: it holds, fails or is open."""
    if low >= MET:
        return "hold"
    return "fail" if high < MET else "open"


@lru_cache(maxsize=256)
def interval(scheme: Scheme, low: int, high: int, *, known: bool = True, contradiction: bool = False) -> Markup:
    """Return the small glyph with its code."""
    words = interval_words(scheme, low, high, known=known)
    if contradiction:
        words = f"contradiction; until decided {words}"
    name = f"c{low}{high}" if contradiction else f"i{low}{high}" if known else "inone"
    kind = "clash" if contradiction else tone(low, high) if known else "open"
    return Markup(
        '<span class="iv"><svg class="g {}" width="64" height="16" role="img" aria-label="{}"><use href="#{}"/></svg>'
        '<span class="code" aria-hidden="true">{}</span></span>'
    ).format(kind, words, name, interval_code(scheme, low, high, known=known))


@lru_cache(maxsize=1)
def interval_symbols() -> Markup:
    """Return the definitions that `interval` uses."""
    spans = [(low, high) for low in range(WORST, BEST + 1) for high in range(low, BEST + 1)]
    made = [_symbol("inone", _outline(0, BEST, ""))]
    made += [_symbol(f"i{low}{high}", _ticks(low, high) + _bar(low, high)) for low, high in spans]
    made += [_symbol(f"c{low}{high}", _ticks(low, high) + _outline(low, high, "2.5 1.5")) for low, high in spans]
    return Markup("").join(made)


def _symbol(name: str, inside: str) -> Markup:
    return Markup(  # noqa: S704 - numbers and names of ours alone
        f'<symbol id="{name}" viewBox="0 0 64 16"><path class="ax" d="M2 8H62"/>{inside}'
        '<path class="halo" d="M32 3V13"/><path class="cut" d="M32 0V16"/></symbol>'
    )


def _bar(low: int, high: int) -> str:
    return f'<rect class="bar" x="{2 + _BAR * low}" y="4" width="{_BAR * (high - low + 1) - _PLACE}" height="8"/>'


def _outline(low: int, high: int, dashes: str) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    width = _BAR * (high - low + 1) - _PLACE - 1
    return f'<rect class="hollow" x="{2.5 + _BAR * low:g}" y="4.5" width="{width}" height="7"{dashed}/>'


def _ticks(low: int, high: int) -> str:
    out = [place for place in range(WORST, BEST + 1) if not low <= place <= high]
    return "".join(f'<path class="tk" d="M{8 + _BAR * place} 5.5V10.5"/>' for place in out)


@lru_cache(maxsize=64)
def big(scheme: Scheme, low: int, high: int, *, contradiction: bool = False) -> Markup:
    """Return the large glyph, for what was said against what was measured."""
    ticks = "".join(f'<path class="tk" d="M{25 + 50 * p} 7V15"/>' for p in range(4) if not low <= p <= high)
    x, width = 6 + 50 * low, 50 * (high - low + 1) - 12
    bar = f'<rect class="bar" x="{x}" y="5" width="{width}" height="12"/>'
    if contradiction:
        bar = (
            f'<rect class="hollow" x="{x + 0.75:g}" y="5.75" width="{width - 1.5:g}" height="10.5" '
            'stroke-dasharray="4 2.5"/>'
        )
    upright = '<path class="halo" d="M100 4V18"/><path class="cut" d="M100 0V22"/>'
    drawn = f'<path class="ax" d="M4 11H196"/>{ticks}{bar}{upright}'
    return Markup(
        '<svg class="big {}" viewBox="0 0 200 22" width="200" height="22" role="img" aria-label="{}">{}</svg>'
    ).format(
        "clash" if contradiction else tone(low, high),
        interval_words(scheme, low, high, known=True),
        Markup(drawn),  # noqa: S704 - numbers of ours alone
    )


def big_scale(scheme: Scheme) -> Markup:
    """Return the names of the four places above large glyphs."""
    texts = Markup("").join(
        Markup('<text x="{}" y="13" text-anchor="middle">{}</text>').format(25 + 50 * place, name)
        for place, name in enumerate(PLACES[scheme])
    )
    return Markup('<svg class="big" viewBox="0 0 200 18" width="200" height="18" aria-hidden="true">{}</svg>').format(
        texts
    )


def levels(low: int, high: int, top: int) -> Markup:
    """Return the level line: a place a level, an ink bar over those still possible, ticks on those ruled out."""
    width = 38 * top
    drawn = [f'<path class="ax" d="M4 11H{width - 4}"/>']
    for level in range(1, top + 1):
        x, inside = 38 * level - 19, low <= level <= high
        tick = "" if inside else f'<path class="tk" d="M{x} 6V16"/>'
        kind = "" if inside else ' class="out"'
        drawn.append(f'{tick}<text x="{x}" y="36" text-anchor="middle"{kind}>{level}</text>')
    drawn.append(f'<rect class="ink" x="{38 * low - 33}" y="4" width="{38 * (high - low + 1) - 10}" height="14"/>')
    return Markup(
        '<svg class="biglv" viewBox="0 0 {0} 40" width="{0}" height="40" role="img" aria-label="{1}">{2}</svg>'
    ).format(width, level_words(low, high, top), Markup("").join(map(Markup, drawn)))


def share(kind: str, part: float, whole: float) -> Markup:
    """Return a bar that starts at zero; `hollow` is an estimate or something not known."""
    if not part or not whole:
        return Markup("")
    filled = "o" if kind == "hollow" else "f"
    return Markup(
        '<svg class="hb {}" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="{}" x="0" y="1" width="{:.1f}" height="10" vector-effect="non-scaling-stroke"/></svg>'
    ).format(kind, filled, 100 * part / whole)
