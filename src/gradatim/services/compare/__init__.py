"""Comparing: frameworks side by side, crosswalks, the levels, two results."""

from gradatim.services.compare.interface import CompareError
from gradatim.services.compare.service import FORMS, crosswalk, is_framework, levels, results, short, sides

__all__ = ["FORMS", "CompareError", "crosswalk", "is_framework", "levels", "results", "short", "sides"]
