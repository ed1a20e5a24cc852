"""The documents collector: what counts as process documentation, what it is, whose it is and whether it lives."""

from gradatim.collectors.documents.collect import collect

__all__ = ["collect"]
