"""The words for states and values, in one place for every format (shared visual language: word beside symbol)."""

from gradatim.model.framework import Scheme
from gradatim.model.rating import GoalState, ReadinessState

PLACES = {
    Scheme.STAGED: ("NI", "PI", "LI", "FI"),
    Scheme.CONFORMITY: ("major", "minor", "OFI", "conform"),
}
PLACES_LONG = {
    Scheme.STAGED: ("not implemented", "partially implemented", "largely implemented", "fully implemented"),
    Scheme.CONFORMITY: (
        "major nonconformity",
        "minor nonconformity",
        "opportunity for improvement",
        "conform",
    ),
}
DECISIONS = {
    ReadinessState.READY: "Ready",
    ReadinessState.NOT_READY: "Not ready",
    ReadinessState.UNDETERMINED: "Undetermined",
}
GOAL_STATES = {
    GoalState.SATISFIED: "satisfied",
    GoalState.UNSATISFIED: "unsatisfied",
    GoalState.UNDETERMINED: "undetermined",
    GoalState.NOT_APPLICABLE: "not applicable",
    GoalState.NOT_RATED: "not rated",
}


def interval_code(scheme: Scheme, low: int, high: int) -> str:
    """Return the places still possible in short: `LI`, `PI to LI`, `no evidence` for the whole scale."""
    names = PLACES[scheme]
    if (low, high) == (0, 3):
        return "no evidence"
    return names[low] if low == high else f"{names[low]} to {names[high]}"


def interval_words(scheme: Scheme, low: int, high: int) -> str:
    """Return the places still possible in words, for screen readers and plain text."""
    names = PLACES_LONG[scheme]
    if (low, high) == (0, 3):
        return "the whole scale is possible"
    return f"{names[low]}, settled" if low == high else f"between {names[low]} and {names[high]}"


def interval_glyph(low: int, high: int) -> str:
    """Return four places with the cut in the middle as text: `··|■■` is largely or fully."""
    marks = ["■" if low <= place <= high else "·" for place in range(4)]
    if (low, high) == (0, 3):
        marks = ["□"] * 4
    return f"{marks[0]}{marks[1]}|{marks[2]}{marks[3]}"


def level_title(low: int, high: int) -> str:
    """Return a level range as a heading: `Level 2`, `Level 1 or 2`, `Level 1 to 5`."""
    if low == high:
        return f"Level {low}"
    return f"Level {low} or {high}" if high == low + 1 else f"Level {low} to {high}"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 practice`, `1,200 practices`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
