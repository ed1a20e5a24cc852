"""The documents collector: what counts as process documentation, what it is, whose it is and whether it lives."""

from gradatim.collectors.documents.collect import collect
from gradatim.collectors.documents.folder import collect_folder

__all__ = ["collect", "collect_folder"]
