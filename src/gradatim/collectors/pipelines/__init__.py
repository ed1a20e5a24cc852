"""Pipeline definitions and the entry points they call: which stages run, on which events, and whether they gate."""

from gradatim.collectors.pipelines.collector import collect
from gradatim.collectors.pipelines.scope import of_folder

__all__ = ["collect", "of_folder"]
