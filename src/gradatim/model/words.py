"""Lists and shares in words, for every step that speaks."""

from collections.abc import Sequence


def joined(names: Sequence[str]) -> str:
    """Return names as a list in words: `a, b and c`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def percent(share: float) -> str:
    """Return a share in percent; what is neither none nor all is never shown as such."""
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 <= share < 1:
        return "over 99 %"
    return f"{share * 100:,.0f} %"
