"""Facts from git: read safely, cached by ref tips, people as pseudonyms."""

from gradatim.collectors.git.blame import line_days
from gradatim.collectors.git.history import VERSION, collect
from gradatim.collectors.git.layout import NotARepository

__all__ = ["VERSION", "NotARepository", "collect", "line_days"]
