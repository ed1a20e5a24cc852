"""The decision as one self-contained HTML page: the executive's page first, the whole calculation after."""

from pathlib import Path

from gradatim.model.decision import Decision
from gradatim.reports.decision import marks, phrase
from gradatim.reports.frame.document import environment, framed

_FOLDER = Path(__file__).parent


def render(decision: Decision) -> str:
    """Return the page; no script, nothing loaded, every foreign text escaped."""
    months = max((a.outlook.months.high for a in decision.alternatives), default=1.0)
    days = max((a.outlook.own_days.high for a in decision.alternatives), default=1.0)
    foot = "Gradatim, needs assessment. Advice, not an official rating."
    made = environment(_FOLDER)
    made.filters["tight"] = lambda text: text.replace(" %", "\N{NO-BREAK SPACE}%")
    return made.get_template("decision.html.j2").render(
        **framed(foot, _FOLDER / "decision.css"),
        d=decision,
        phrase=phrase,
        marks=marks,
        advised=phrase.advised(decision),
        months=max(months, 1.0),
        days=max(days, 1.0),
        symbol={"settled": "s-yes", "unsettled": "s-open", "blocked": "s-no"}[decision.state],
        tone={"settled": "hold", "unsettled": "open", "blocked": "fail"}[decision.state],
    )
