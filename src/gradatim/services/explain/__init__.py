"""Explains ids, terms and verdicts in plain words."""

from gradatim.services.explain.interface import ExplainError
from gradatim.services.explain.service import about, search, why

__all__ = ["ExplainError", "about", "search", "why"]
