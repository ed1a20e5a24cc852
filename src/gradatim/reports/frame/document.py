"""The document around every page: one head, one set of sheets, one content security policy. Nothing is loaded."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from gradatim.reports.frame.compiled import KeptTemplates
from gradatim.reports.frame.safe import css_string, finalize, foreign, slug, ticked

_HERE = Path(__file__).parent


@lru_cache(maxsize=8)
def environment(*folders: Path) -> jinja2.Environment:
    """Return the templates of some folders, with the frame below them."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, _HERE]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=KeptTemplates(),
    )
    made.filters.update(foreign=foreign, ticked=ticked, slug=slug)
    return made


def framed(foot: str, *sheets: Path, script: str = "") -> dict[str, object]:
    """Return what `base.html.j2` needs; `foot` stands at the foot of every sheet of paper, `script` is one of ours."""
    return {
        "style": style(*sheets),
        "policy": policy(script),
        "script": Markup(script),  # noqa: S704 - our own file
        "page_foot": css_string(foot),
    }


@lru_cache(maxsize=8)
def style(*sheets: Path) -> Markup:
    """Return the shared sheets and those of a page, in the order of their names: numbered ones first."""
    paths = sorted((*(_HERE / "style").glob("*.css"), *sheets), key=lambda p: p.name)
    return Markup("").join(Markup(p.read_text(encoding="utf-8")) for p in paths)  # noqa: S704 - our own files


def policy(script: str) -> str:
    """Return the content security policy: nothing is loaded, one known script may run, or none."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )
