"""A page as one self-contained HTML file in the visual language of the report: no network."""

from pathlib import Path

from markupsafe import Markup

from gradatim.reports.frame.document import environment, framed
from gradatim.reports.pages.interface import Listing, Page, Paragraph, Picture, Table

_HERE = Path(__file__).parent


def render(page: Page, *, inner: str = "page.html.j2", folder: Path = _HERE, script: str = "", **more: object) -> str:
    """Return the page as HTML. `inner` is the template, in a folder with sheets of its own; `script` is one of ours."""
    made = environment(folder, _HERE)
    made.tests.update(
        table=lambda b: isinstance(b, Table),
        listing=lambda b: isinstance(b, Listing),
        paragraph=lambda b: isinstance(b, Paragraph),
        picture=lambda b: isinstance(b, Picture),
    )
    frame = framed(page.foot or page.title, *sorted({_HERE / "page.css", *folder.glob("*.css")}), script=script)
    return made.get_template(inner).render(page=page, markup=Markup, **frame, **more)
