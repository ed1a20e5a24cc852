"""A plain page, sections with paragraphs, lists, tables and pictures, and its forms: text, Markdown, HTML."""

from gradatim.reports.pages.interface import Cell, Listing, Page, Paragraph, Picture, Section, Table
from gradatim.reports.pages.show import FORMS, render

__all__ = ["FORMS", "Cell", "Listing", "Page", "Paragraph", "Picture", "Section", "Table", "render"]
