"""Dependencies and releases: what is declared, fixed, checked, kept up to date, licensed, released and told of."""

from gradatim.collectors.dependencies.collector import collect

__all__ = ["collect"]
