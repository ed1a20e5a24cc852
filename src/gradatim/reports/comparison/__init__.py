"""Pages of comparisons: frameworks side by side, crosswalks, levels, two results."""

from gradatim.reports.comparison.crosswalk import crosswalk_page
from gradatim.reports.comparison.difference import difference_page
from gradatim.reports.comparison.levels import levels_page
from gradatim.reports.comparison.matrix import drawing
from gradatim.reports.comparison.sides import short_page, sides_page
from gradatim.reports.comparison.standing import standing_sections

__all__ = [
    "crosswalk_page",
    "difference_page",
    "drawing",
    "levels_page",
    "short_page",
    "sides_page",
    "standing_sections",
]
