"""The words for states and values, in one place for every format (shared visual language: word beside symbol)."""

from gradatim.model.framework import Scheme
from gradatim.model.judgement import Constraint, ConstraintKind
from gradatim.model.rating import GoalState, LevelEstimate, ReadinessState, StagedVerdict, Verdict
from gradatim.model.result import UnitInfo
from gradatim.model.words import joined

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

SIDES = {
    ConstraintKind.OBSERVATION: "Measured",
    ConstraintKind.ANSWER: "Said",
    ConstraintKind.DECISION: "Decided",
}


def side_words(side: Constraint) -> str:
    """Return one side of a contradiction: where it comes from, and why it bounds the value as it does."""
    source = f" ({side.source})" if side.kind is ConstraintKind.OBSERVATION else ""
    return f"{SIDES[side.kind]}{source}: {side.reason}"


def interval_code(scheme: Scheme, low: int, high: int, *, known: bool = False) -> str:
    """Return the places still possible in short: `LI`, `PI to LI`; the whole scale is `no evidence` unless known."""
    names = PLACES[scheme]
    if (low, high) == (0, 3) and not known:
        return "no evidence"
    return names[low] if low == high else f"{names[low]} to {names[high]}"


def interval_words(scheme: Scheme, low: int, high: int, *, known: bool = False) -> str:
    """Return the places still possible in words, for screen readers and plain text."""
    names = PLACES_LONG[scheme]
    if (low, high) == (0, 3):
        whole = "the whole scale is possible"
        return f"{whole}, with evidence" if known else f"no evidence: {whole}"
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


def verdict_title(verdict: Verdict) -> str:
    """Return a verdict as a heading: `Level 1 or 2`, `Not ready`."""
    if isinstance(verdict, StagedVerdict):
        return level_title(verdict.level.low, verdict.level.high)
    return DECISIONS[verdict.decision]


def level_words(low: int, high: int, top: int) -> str:
    """Return a level range in words: `levels 1 to 3 are possible, 4 and 5 are ruled out`."""
    settled = low == high
    parts = [f"level {low} is proved" if settled else f"levels {low} to {high} are possible"]
    if low > 1:
        below = _span(1, low - 1)
        parts.append(f"{below} {'is' if low == 2 else 'are'} passed")
    if high < top:
        above = _span(high + 1, top)
        parts.append(f"{above} {'is' if high + 1 == top else 'are'} ruled out")
    return ", ".join(parts)


def _span(low: int, high: int) -> str:
    if low == high:
        return str(low)
    return f"{low} and {high}" if high == low + 1 else f"{low} to {high}"


def level_state(level: int, low: int, high: int) -> str:
    """Return what is proved of one level: `passed`, `proved`, `possible` or `ruled out`."""
    if level > high:
        return "ruled out"
    if level < low:
        return "passed"
    return "proved" if low == high else "possible"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 practice`, `1,200 practices`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shared_words(unit: UnitInfo) -> str:
    """Return what of a folder's evidence is shared with the rest of its repository: `7 of 14 documents, releases`."""
    shares = ((unit.shared_documents, unit.documents, "document"), (unit.shared_pipelines, unit.pipelines, "pipeline"))
    words = [f"{n:,} of {count(of, noun)}" for n, of, noun in shares if n]
    if unit.shared_releases:
        words.append("the releases (no tag bears the folder's name)")
    return ", ".join(words)


def estimate_basis(estimate: LevelEstimate) -> str:
    """Return what an estimate rests on: `3 answers and 5 answers about whole areas (87 practices looked over)`."""
    if not (estimate.evidence or estimate.answers or estimate.overviews):
        return "no evidence yet, only on where its model starts"
    mined = estimate.evidence - estimate.answers
    rests = [count(mined, "observation")] if mined else []
    if estimate.answers or not estimate.overviews:
        rests.append(count(estimate.answers, "answer"))
    if estimate.overviews:
        looked_over = count(estimate.looked_over, "practice")
        rests.append(f"{count(len(estimate.overviews), 'answer')} about whole areas ({looked_over} looked over)")
    return joined(rests)


def with_stop(sentence: str) -> str:
    """Return a sentence or clause with a full stop at its end: `the clone is shallow` gets one."""
    return sentence if not sentence or sentence.endswith((".", "!", "?")) else f"{sentence}."


def without_heading(sentence: str, heading: str) -> str:
    """Return the sentence without the heading that it repeats."""
    rest = sentence.removeprefix(heading)
    if rest == sentence or not rest.startswith((".", ",")):
        return sentence
    rest = rest.lstrip(".,").strip()
    return f"{rest[:1].upper()}{rest[1:]}" if rest else sentence
