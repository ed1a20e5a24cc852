"""Reads documents of several formats into one shape. Nothing is executed; sizes, depths and times are bounded."""

from gradatim.collectors.documents.formats.asciidoc import read_asciidoc
from gradatim.collectors.documents.formats.decode import decode
from gradatim.collectors.documents.formats.docx import read_docx
from gradatim.collectors.documents.formats.html import read_html
from gradatim.collectors.documents.formats.latex import read_latex
from gradatim.collectors.documents.formats.man import read_man
from gradatim.collectors.documents.formats.markdown import read_markdown
from gradatim.collectors.documents.formats.pdf import read_pdf
from gradatim.collectors.documents.formats.rst import read_rst
from gradatim.collectors.documents.formats.template import read_template
from gradatim.collectors.documents.formats.text import read_csv, read_text
from gradatim.collectors.documents.parsed import Parsed

_TEXT = {
    "markdown": read_markdown,
    "rst": read_rst,
    "asciidoc": read_asciidoc,
    "latex": read_latex,
    "man": read_man,
    "text": read_text,
    "html": read_html,
    "yaml": read_template,
}


def parse(path: str, format_: str, content: bytes) -> Parsed:
    """Read a document of the given format (`Document.format`).

    Raises:
        FormatError: it cannot be read; the message says why.
    """
    if format_ == "docx":
        return read_docx(content)
    if format_ == "pdf":
        return read_pdf(content)
    base = path.rpartition("/")[2].lower()
    if base.startswith(("codeowners", "owners")):
        reader = read_template
    else:
        reader = read_csv if base.endswith(".csv") else _TEXT[format_]
    return reader(decode(content))
