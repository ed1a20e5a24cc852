"""Facts from git: read safely, cached by ref tips, people as pseudonyms."""

from gradatim.collectors.git.blame import line_days
from gradatim.collectors.git.discovery import NotARepository, Place, place_of
from gradatim.collectors.git.folder import Folder
from gradatim.collectors.git.history import VERSION, collect

__all__ = ["VERSION", "Folder", "NotARepository", "Place", "collect", "line_days", "place_of"]
