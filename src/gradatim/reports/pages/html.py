"""A page as one self-contained HTML file in the visual language of the report: no network, no script."""

from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from gradatim.reports.html.safe import css_string, finalize, slug, ticked
from gradatim.reports.pages.interface import Listing, Page, Paragraph, Picture, Table

_HERE = Path(__file__).parent
_STYLE = _HERE.parent / "html" / "style"
_SHARED = ("10-tokens.css", "20-head.css", "40-body.css", "90-narrow.css", "95-print.css")
"""Sheets of the report that pages share; the rest draws what only a result has."""


def render(page: Page, *, inner: str = "page.html.j2", script: str = "", **more: object) -> str:
    """Return the page as HTML. `inner` is the template, `script` a script of ours with its own hash in the policy."""
    return environment().get_template(inner).render(
        page=page,
        style=style(),
        policy=_policy(script),
        script=Markup(script),  # noqa: S704 - our own file
        page_foot=css_string(page.foot or page.title),
        **more,
    )  # fmt: skip


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """Return the templates of pages, and of quizzes beside them."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([_HERE, _HERE.parent / "quiz"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(ticked=ticked, slug=slug)
    made.tests.update(
        table=lambda b: isinstance(b, Table),
        listing=lambda b: isinstance(b, Listing),
        paragraph=lambda b: isinstance(b, Paragraph),
        picture=lambda b: isinstance(b, Picture),
    )
    made.globals["markup"] = Markup
    return made


@lru_cache(maxsize=1)
def style() -> Markup:
    """Return the shared sheets of the report and our own."""
    paths = [*(_STYLE / name for name in _SHARED), _HERE / "page.css"]
    return Markup("\n").join(Markup(p.read_text(encoding="utf-8")) for p in paths)  # noqa: S704 - our own files


def _policy(script: str) -> str:
    import base64  # noqa: PLC0415 - only for pages with a script
    import hashlib  # noqa: PLC0415

    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )
