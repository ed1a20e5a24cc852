"""Bars on a common time axis, as inline SVG in per cent, so that they fit any width of a table column."""

import datetime as dt
import math
from itertools import pairwise

from markupsafe import Markup

from gradatim.model.plan import PlanChance, PlanRung, PlanStep

MIDDLE, HEIGHT = 9, 18
LEAST = 0.5
"""Per cent of the width that a bar takes at least, so that a day is seen."""
LABEL = 14
"""Per cent of the width that a label takes, on paper too."""
MOST_TICKS = 14


class Axis:
    """Days on a line from 0 to 100 per cent."""

    def __init__(self, first: dt.date, last: dt.date, by: dt.date | None = None) -> None:
        self.first = first
        self.by = by
        self.last = max(last, by or last, first + dt.timedelta(days=30))
        self.ticks = self._ticks()
        self._days = self._width()

    def _width(self) -> float:
        """Return the days that the line stands for: some are added where the last tick's label would not fit."""
        days = (self.last - self.first).days
        labelled = (self.ticks[-1] - self.first).days / (1 - LABEL / 100) if self.ticks else 0.0
        return max(days, labelled)

    def at(self, day: dt.date) -> float:
        """Return the place of a day in per cent."""
        return round(100 * min(max((day - self.first).days / self._days, 0.0), 1.0), 2)

    def _ticks(self) -> list[dt.date]:
        """Return month starts, every third or twelfth where there are many."""
        months = []
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                months.append(day)
            day = (day + dt.timedelta(days=32)).replace(day=1)
        for step in (1, 3, 12, 60):
            chosen = [m for m in months if (m.month - 1 + 12 * (m.year % 5)) % step == 0]
            if len(chosen) <= MOST_TICKS:
                return chosen
        return []

    def head(self) -> Markup:
        """Return the axis with its labels: years in full, else the month."""
        out = [self._tick(tick) for tick in self.ticks]
        out += [f'<text class="axis" x="{place}%" dx="3" y="13">{said}</text>' for place, said in self._labels()]
        words = f"From {self.first} to {self.last}"
        # Dates and month names only.
        return Markup(f'<svg role="img" aria-label="Time axis. {words}">{"".join(out)}</svg>')  # noqa: S704

    def _labels(self) -> list[tuple[float, str]]:
        """Return labels that do not run into each other: place in per cent, and words. A year pushes months aside."""
        years = [(self.at(t), str(t.year)) for t in self.ticks if t.month == 1]
        if len(years) == len(self.ticks):
            return _spaced(years)
        out: list[tuple[float, str]] = []
        for tick in self.ticks:
            place, year = self.at(tick), tick.month == 1
            while year and out and place - out[-1][0] < LABEL and not out[-1][1].isdecimal():
                out.pop()
            if not out or place - out[-1][0] >= LABEL:
                out.append((place, str(tick.year) if year else tick.strftime("%b")))
        return out

    def _tick(self, tick: dt.date) -> str:
        place = self.at(tick)
        kind = "year" if tick.month == 1 else "tick"
        return f'<line class="{kind}" x1="{place}%" x2="{place}%" y1="0" y2="{HEIGHT}"/>'

    def frame(self, inside: str) -> Markup:
        """Return a row's picture with ticks and the date asked for. Its figures stand beside it."""
        ticks = "".join(self._tick(t) for t in self.ticks)
        by = self.at(self.by) if self.by else None
        line = f'<line class="by" x1="{by}%" x2="{by}%" y1="0" y2="{HEIGHT}"/>' if by is not None else ""
        # Figures and fixed names only: nothing from outside gets in here.
        return Markup(f'<svg aria-hidden="true">{ticks}{inside}{line}</svg>')  # noqa: S704

    def _bar(self, kind: str, start: dt.date, end: dt.date) -> str:
        left = self.at(start)
        wide = max(self.at(end + dt.timedelta(days=1)) - left, LEAST)
        return f'<rect class="{kind}" x="{left}%" y="4" width="{wide:.2f}%" height="10"/>'

    def _wait(self, end: dt.date, shown: dt.date) -> str:
        if shown <= end:
            return ""
        return f'<line class="wait" x1="{self.at(end)}%" x2="{self.at(shown)}%" y1="{MIDDLE}" y2="{MIDDLE}"/>'

    def step(self, start: dt.date, end: dt.date, shown: dt.date, kind: str) -> Markup:
        """Return the bar of a step; `kind` is `do`, `if` or `ask`."""
        if kind == "ask":
            mark = f'<circle class="ask" cx="{self.at(start)}%" cy="{MIDDLE}" r="5"/>'
            return self.frame(mark)
        return self.frame(self._wait(end, shown) + self._bar(kind, start, end))

    def rung(self, rung: PlanRung) -> Markup:
        """Return a rung: a diamond where it is in place, and the wait until it is shown."""
        if rung.done is None or rung.shown is None:
            return self.frame("")
        place = self.at(rung.done)
        diamond = (
            f'<svg x="{place}%" overflow="visible"><path class="goal" d="M0 2 L7 {MIDDLE} L0 16 L-7 {MIDDLE} Z"/></svg>'
        )
        return self.frame(self._wait(rung.done, rung.shown) + diamond)

    def spread(self, chance: PlanChance) -> Markup:
        """Return the outlined bar of the draws with the median as a ring."""
        ring = f'<circle class="ring" cx="{self.at(chance.p50)}%" cy="{MIDDLE}" r="5"/>'
        return self.frame(self._bar("if", chance.p10, chance.p95) + ring)


def _spaced(years: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Return every second, third, ... year, as there is room, counted from the last: it says when the end comes."""
    narrowest = min((after[0] - before[0] for before, after in pairwise(years)), default=100.0)
    return years[::-1][:: math.ceil(LABEL / narrowest)][::-1]


def kind_of(step: PlanStep) -> str:
    """Return how a step is drawn."""
    if step.kind in {"ask", "clash"}:
        return "ask"
    return "if" if step.conditional else "do"
