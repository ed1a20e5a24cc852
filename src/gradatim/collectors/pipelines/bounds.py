"""How far the commands of one unit are followed: a definition may call itself, or a million others."""

from collections.abc import Iterator
from contextlib import contextmanager

from gradatim.collectors.pipelines.project import Project

MAX_DEPTH = 24
MAX_COMMANDS = 30_000
"""Commands looked at in one unit: beyond it nothing more is followed, and a problem says so."""

MAX_CHARACTERS = 20_000_000
"""Of scripts read in one unit, each as often as it is read differently; ours, from the time that it takes."""


class Bounds:
    """Counts what was followed in one unit, and knows what is being followed right now."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._open: set[tuple[str, ...]] = set()
        self._count = 0
        self._characters = 0

    def spent(self) -> bool:
        """Count one more command, and tell whether that is too many."""
        self._count += 1
        return self._count > MAX_COMMANDS

    def takes(self, size: int) -> bool:
        """Count characters of scripts, and tell whether so many more are read."""
        self._characters += size
        if self._characters > MAX_CHARACTERS:
            self.give_up()
        return self._characters <= MAX_CHARACTERS

    def is_open(self, key: tuple[str, ...]) -> bool:
        """Tell whether something is being followed already: it calls itself."""
        return key in self._open

    @contextmanager
    def following(self, key: tuple[str, ...]) -> Iterator[None]:
        """Know, while it is followed, that it is."""
        self._open.add(key)
        try:
            yield
        finally:
            self._open.discard(key)

    def give_up(self) -> None:
        """Say that something was not followed to its end."""
        self._project.problem("", "commands are nested or repeated too often: what lies deeper was not followed")
