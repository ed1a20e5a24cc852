"""Pipeline definitions and the entry points they call: which stages run, on which events, and whether they gate."""

from gradatim.collectors.pipelines.collector import collect

__all__ = ["collect"]
