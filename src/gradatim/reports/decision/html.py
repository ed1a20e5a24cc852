"""The decision as one self-contained HTML page: the executive's page first, the whole calculation after."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from gradatim.model.needs import Decision
from gradatim.reports.decision import marks, phrase
from gradatim.reports.text import safe

_FOLDER = Path(__file__).parent


def render(decision: Decision) -> str:
    """Return the page; no script, nothing loaded, every foreign text escaped."""
    months = max((a.outlook.months.high for a in decision.alternatives), default=1.0)
    days = max((a.outlook.own_days.high for a in decision.alternatives), default=1.0)
    return _template().render(
        d=decision,
        phrase=phrase,
        marks=marks,
        advised=phrase.advised(decision),
        css=Markup((_FOLDER / "page.css").read_text(encoding="utf-8")),  # noqa: S704 - our own style sheet
        months=max(months, 1.0),
        days=max(days, 1.0),
        symbol={"settled": "s-yes", "unsettled": "s-open", "blocked": "s-no"}[decision.state],
        tone={"settled": "hold", "unsettled": "open", "blocked": "fail"}[decision.state],
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


def _finalize(value: object) -> object:
    """Show foreign text as one line without control characters; the engine escapes it after."""
    return safe(value) if type(value) is str else value
