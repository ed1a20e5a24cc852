"""Shows a page in one of its forms."""

from gradatim.reports.interface import WIDTH
from gradatim.reports.pages import markdown, text
from gradatim.reports.pages.interface import Page

FORMS = ("text", "markdown", "html")


def render(page: Page, form: str, width: int = WIDTH) -> str:
    """Return a page as `text`, `markdown` or `html`."""
    if form == "html":
        from gradatim.reports.pages import html  # noqa: PLC0415 - the template engine loads where HTML is asked for

        return html.render(page)
    return markdown.render(page) if form == "markdown" else text.render(page, width)
