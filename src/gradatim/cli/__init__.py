"""The command line: parses input, calls one service, shows the result. Holds no rule of the standards."""

from gradatim.cli.group import main

__all__ = ["main"]
