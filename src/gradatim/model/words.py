"""Lists in words, for every step that speaks."""

from collections.abc import Sequence


def joined(names: Sequence[str]) -> str:
    """Return names as a list in words: `a, b and c`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
