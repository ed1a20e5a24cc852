"""Joins keys into groups, whatever the order in which they come (union-find)."""

from collections.abc import Iterable


class Groups:
    """Which keys belong together."""

    def __init__(self) -> None:
        """Begin with every key alone."""
        self._parent: dict[str, str] = {}

    def root(self, key: str) -> str:
        """Return the key that leads the group of a key."""
        path = []
        while self._parent.setdefault(key, key) != key:
            path.append(key)
            key = self._parent[key]
        for step in path:
            self._parent[step] = key
        return key

    def join(self, keys: Iterable[str]) -> None:
        """Make one group of all that the keys are in."""
        roots = sorted({self.root(key) for key in keys})
        for other in roots[1:]:
            # The smaller name leads, so that the order of arrival does not matter.
            self._parent[other] = roots[0]

    def join_to_one(self, key: str, candidates: Iterable[str]) -> None:
        """Join a key to the only other group among the candidates; to none where there are several."""
        others = {self.root(other) for other in candidates} - {self.root(key)}
        if len(others) == 1:
            self.join((key, *others))
