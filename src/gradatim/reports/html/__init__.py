"""The HTML report."""

from gradatim.reports.html.page import render

__all__ = ["render"]
