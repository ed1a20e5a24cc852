"""What an entry point tool hands over: named targets with the commands behind them."""

from collections.abc import Callable, Sequence

import msgspec

from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.rules import Found


class Line(msgspec.Struct, frozen=True):
    """A piece of shell text that a target runs."""

    text: str
    soft: str = ""
    """Why its failure is ignored (`-` before a make recipe line)."""


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """One target and what it runs."""

    path: str
    tool: str
    target: str
    line: int
    lines: tuple[Line, ...] = ()
    folder: str = ""
    """Where its commands run."""
    needs: tuple[str, ...] = ()
    """Keys of other targets of the same file that run first."""
    found: tuple[Found, ...] = ()
    """Stages known without looking at commands (hooks)."""
    named: bool = True
    """Its name may tell what it does where its commands do not."""
    soft: str = ""
    """Why the whole target never fails."""

    @property
    def key(self) -> tuple[str, str]:
        """Tell targets apart."""
        return self.path, self.target


class Call(msgspec.Struct, frozen=True):
    """A command line that calls an entry point tool, wrappers taken off."""

    words: tuple[str, ...]
    folder: str
    environment: tuple[str, ...] = ()
    """`NAME=value` that hold for it."""

    def option(self, *names: str) -> str:
        """Return the value of an option, `-e py` or `--env=py`; empty where it is absent."""
        for index, word in enumerate(self.words[1:], 1):
            for name in names:
                if word == name and index + 1 < len(self.words):
                    return self.words[index + 1]
                if word.startswith(name + "="):
                    return word[len(name) + 1 :]
                if len(name) == 2 and word.startswith(name) and len(word) > 2 and not word.startswith("--"):
                    return word[2:]
        return ""

    def plain(self, with_value: Sequence[str] = ()) -> list[str]:
        """Return the words that are neither options nor values of options that take one."""
        found: list[str] = []
        skip = False
        for word in self.words[1:]:
            if skip:
                skip = False
            elif word == "--":
                break
            elif word.startswith("-"):
                skip = word in with_value
            else:
                found.append(word)
        return found

    def value(self, name: str) -> str:
        """Return an environment value."""
        return next((v.partition("=")[2] for v in self.environment if v.startswith(name + "=")), "")


Caller = Callable[[Project, Call], "list[Recipe] | None"]
"""Returns the targets that a call runs; None where it is no call of a target, or nothing defines it."""
