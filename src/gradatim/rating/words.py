"""Verdicts in words: short sentences, the fact first, then its weight, then what would change it."""

from collections.abc import Sequence

import msgspec

from gradatim.model.rating import LevelRange, ReadinessState
from gradatim.model.words import joined

_LISTED = 4
"""Names of a list that are spelt out."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int, *, first: bool = False) -> str:
    """Return a count as a word up to ten, capitalised at the start of a sentence."""
    word = _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"
    return word.capitalize() if first else word


def sentence(text: str) -> str:
    """Return a clause as a sentence; a path or an id at its start keeps its letters (`docs/plan.md`)."""
    first = text.partition(" ")[0].rstrip(",:;.")
    start = text[:1] if set(first) & set("/\\._:`") else text[:1].upper()
    return f"{start}{text[1:].rstrip('.')}."


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun, `one area`, `12 areas`."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def listed(names: Sequence[str]) -> str:
    """Return names as a list in words, the first few, with the rest counted."""
    shown = list(names[:_LISTED])
    if len(names) > _LISTED:
        shown.append(f"{number(len(names) - _LISTED)} more")
    return joined(shown)


class LevelTally(msgspec.Struct, frozen=True):
    """Counts of the practices that the sentence speaks about."""

    applicable: int
    holds: int
    fully: int
    refuted: int
    open: int
    unknown: int
    judgements: int
    """Goals that wait for a judgement by people."""
    defaults: bool = False
    """They count as unsatisfied until then."""
    weighed: int = 0
    """Goals of proved levels whose weaknesses people have to weigh; they count as satisfied until then."""


def staged_sentence(level: LevelRange, top: int, culprits: Sequence[str], tally: LevelTally) -> str:
    """Return the grade in words."""
    parts = [_level_words(level)]
    if level.high < top:
        by = f"{counted(len(culprits), 'area')} ({listed(culprits)})"
        parts.append(f"Level {level.high + 1} is ruled out by {by}.")
    if level.settled and level.low > 1:
        parts.append(_proved(tally))
    elif not level.settled:
        parts.append(_missing(level.low + 1, tally, level.low == 1))
    if tally.judgements and not (level.settled and level.low > 1):
        parts.append(_waiting(tally))
    if tally.weighed:
        parts.append(_weighed(tally.weighed))
    return " ".join(parts)


def _weighed(goals: int) -> str:
    return (
        f"{number(goals, first=True)} goal{' counts' if goals == 1 else 's count'} as satisfied by default: whether "
        "weaknesses together do harm is a judgement by people."
    )


def _waiting(tally: LevelTally) -> str:
    one = tally.judgements == 1
    goals = f"{number(tally.judgements, first=True)} goal{'' if one else 's'}"
    if tally.defaults:
        counts = "counts" if one else "count"
        return f"{goals} {counts} as unsatisfied by default and {'waits' if one else 'wait'} for a judgement by people."
    return f"{goals} {'waits' if one else 'wait'} for a judgement by people."


def _level_words(level: LevelRange) -> str:
    if level.settled:
        return f"Level {level.low}, proved." if level.low > 1 else "Level 1."
    join = "or" if level.high == level.low + 1 else "to"
    return f"Level {level.low} {join} {level.high}."


def _proved(tally: LevelTally) -> str:
    largely = tally.holds - tally.fully
    if not tally.fully:
        return f"All {tally.applicable} practices that apply are at least largely implemented."
    return (
        f"All {tally.applicable} practices that apply are known; {tally.fully} are fully and {largely} at least "
        "largely implemented."
    )


def _missing(level: int, tally: LevelTally, whole: bool) -> str:
    facts = [(tally.unknown, "unknown"), (tally.open, "open"), (tally.refuted, "below the line")]
    found = [(count, word) for count, word in facts if count]
    if not found:
        return f"Nothing rules out level {level}."
    (count, word), *rest = found
    share = "all" if count == tally.applicable > 1 else f"{count}"
    own = "its" if whole else "its own"
    words = [f"{share} of {own} {tally.applicable} practices {_are(count)} {word}"]
    words += [f"{n} {_are(n)} {w}" for n, w in rest]
    return f"Nothing rules out level {level}, but {listed(words)}."


def units_below(highs: Sequence[int], high: int) -> str:
    """Return that some units, taken alone, are below what is possible for all together; empty where none is.

    Args:
        highs: the highest level that is possible for each unit.
        high: the highest that is possible for all together.
    """
    below = [own for own in highs if own < high]
    if not below:
        return ""
    count = f"{number(len(below), first=True)} of {number(len(highs))} units"
    return (
        f"{count}, taken alone, cannot be above level {max(below)}; what that means for all together is a judgement by "
        "people."
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


class ReadinessTally(msgspec.Struct, frozen=True):
    """Counts that the readiness sentence speaks about."""

    applicable: int
    majors: int
    minors: int
    open: int
    not_assessed: int
    escalated: int
    """Clauses whose minors together count as major by default."""
    questions: int
    """Clauses where people have to say whether several minors are major together."""


def conformity_sentence(decision: ReadinessState, tally: ReadinessTally) -> str:
    """Return the opinion on readiness in words."""
    if decision is ReadinessState.NOT_READY:
        return _not_ready(tally)
    if decision is ReadinessState.READY:
        return f"Ready. All {tally.applicable} requirements that apply are known, and none can be major.{_plans(tally)}"
    return _undetermined(tally)


def _plans(tally: ReadinessTally) -> str:
    if not tally.minors:
        return ""
    one = tally.minors == 1
    return (
        f" {number(tally.minors, first=True)} {'looks' if one else 'look'} like "
        f"{'a minor nonconformity and needs' if one else 'minor nonconformities and need'} a plan."
    )


def _not_ready(tally: ReadinessTally) -> str:
    minors = f"{number(tally.minors)} like {'a minor one' if tally.minors == 1 else 'minor ones'}"
    if tally.majors:
        one = tally.majors == 1
        looks = (
            "requirement looks like a major nonconformity" if one else "requirements look like major nonconformities"
        )
        found = f"{number(tally.majors, first=True)} {looks}{' and ' + minors if tally.minors else ''}."
    else:
        clauses = counted(tally.escalated, "clause")
        found = f"Minor nonconformities pile up on {clauses}, which counts as major until a person decides."
    return f"Not ready. {found}{_more(tally)}"


def _more(tally: ReadinessTally) -> str:
    facts = [
        f"{count} {'was' if count == 1 else 'were'} {word}"
        for count, word in ((tally.not_assessed, "not assessed"), (tally.open, "left open"))
        if count
    ]
    return f" {' and '.join(facts)}, so more may follow." if facts else ""


def _undetermined(tally: ReadinessTally) -> str:
    facts = []
    if tally.not_assessed:
        were = "was" if tally.not_assessed == 1 else "were"
        some = f"{tally.not_assessed} of {tally.applicable} requirements {were} not assessed"
        none = f"none of the {tally.applicable} requirements was assessed"
        facts.append(none if tally.not_assessed == tally.applicable else some)
    if tally.open:
        facts.append(f"{tally.open} {'is' if tally.open == 1 else 'are'} open")
    parts = [f"Undetermined. Nothing rules readiness out{', but ' + ' and '.join(facts) if facts else ''}."]
    if tally.minors:
        looks = "looks like a nonconformity" if tally.minors == 1 else "look like nonconformities"
        parts.append(f"{number(tally.minors, first=True)} {looks}, minor until a person says otherwise.")
    if tally.questions:
        asks = f"whether the minors on {counted(tally.questions, 'clause')} are major together"
        parts.append(f"People have to say {asks}.")
    return " ".join(parts)
