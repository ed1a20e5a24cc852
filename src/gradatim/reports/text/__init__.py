"""The result for a terminal."""

from gradatim.reports.interface import WIDTH
from gradatim.reports.text.show import render

__all__ = ["WIDTH", "render"]
