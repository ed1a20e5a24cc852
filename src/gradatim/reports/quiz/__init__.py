"""The question bank as a page."""

from gradatim.reports.quiz.page import render

__all__ = ["render"]
