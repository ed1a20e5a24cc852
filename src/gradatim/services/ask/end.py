"""How far an interview is, and why it ends. Words and rules only: what is known comes from its state."""

import math
from collections.abc import Iterable

import msgspec

from gradatim.model.rating import LevelEstimate, LevelRange, ReadinessState
from gradatim.rating.estimate import default_model
from gradatim.rating.words import counted
from gradatim.services.ask.state import State


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far the interview is."""

    asked: int
    """Questions answered or skipped in this session."""
    left: int
    """Questions that could still be asked towards the aim."""
    level: LevelRange | None = None
    estimate: LevelEstimate | None = None
    decision: ReadinessState | None = None
    to_go: str = ""
    """What is left until the aim is reached, in a few words."""
    done: bool = False
    because: str = ""
    """Why there is nothing more to ask."""


def leading(state: State) -> tuple[int, float]:
    """Return the likeliest level and its probability."""
    shares = state.estimate.probabilities if state.estimate else {1: 0.0}
    return max(shares.items(), key=lambda item: item[1])


def settled(state: State) -> str:
    """Return what is proved, where nothing is left to prove; empty otherwise."""
    if state.level is not None and state.level.settled:
        return f"Level {state.level.low} is settled: what was said and found proves it."
    if state.decision is not None and state.decision is not ReadinessState.UNDETERMINED:
        return f"It is settled: {str(state.decision).replace('_', ' ')}."
    return ""


def sure(state: State, *, unasked: bool) -> str:
    """Return the estimate where it is sure enough and each area was spoken about; empty otherwise."""
    level, share = leading(state)
    if state.estimate is None or unasked or share < default_model().interview.stop:
        return ""
    return f"The estimate is level {level} with {share:.0%}. {_to_prove(state, level)}"


def as_sure_as_can_be(state: State) -> str:
    """Return the estimate where more questions tell little."""
    level, share = leading(state)
    found = f"The estimate is level {level} with {share:.0%}, and no question left tells much more."
    return f"{found} {_to_prove(state, level)}"


def _to_prove(state: State, level: int) -> str:
    """Return what is missing until a level is proved, and the way there."""
    left = state.unproved(level)
    needs = []
    if left:
        needs.append(f"{counted(left, 'practice')} up to that level must be known one by one")
    if state.level is not None and state.level.high > level:
        needs.append(f"one that level {level + 1} needs must be found missing")
    return f"To prove it, {' and '.join(needs)}: go on with --prove."


def exhausted(*, asked: bool, unshown: int) -> str:
    """Return that nothing is left to ask, and how many answers need a document."""
    all_asked = "Every question was asked." if asked else "Every question here was answered before."
    if not unshown:
        return all_asked
    need = "answer needs a document before it settles" if unshown == 1 else "answers need a document before they settle"
    return f"{all_asked} {unshown} {need} anything."


def questions_left(left: int) -> str:
    """Return what is left where every question of a set is asked."""
    return f"{left} question{'' if left == 1 else 's'} left"


def until_sure(unasked: int) -> str:
    """Return what is left until the estimate is sure."""
    more = "more area" if unasked == 1 else "more areas"
    areas = f", with {unasked} {more} spoken about" if unasked else ""
    return f"stops at {default_model().interview.stop:.0%}{areas}"


def too_little_to_gain(state: State, telling: float) -> bool:
    """Tell whether so many questions would have to follow that asking them for an estimate makes no sense.

    Args:
        state: what is known.
        telling: bits that the next question is expected to tell.
    """
    if state.estimate is None:
        return False
    rules = default_model().interview
    missing = _bits(state.estimate.probabilities.values()) - _bits((rules.stop, 1 - rules.stop))
    return missing > rules.patience * telling


def _bits(probabilities: Iterable[float]) -> float:
    """Return how much is not known of what has these probabilities."""
    return -sum(p * math.log2(p) for p in probabilities if p > 0)
