"""What the interview says and understands: keys, menus, the line that tells where it stands."""

from collections.abc import Iterable

from gradatim.model.answers import AnswerValue
from gradatim.services.ask.interview import Interview


class LeaveError(Exception):
    """The person leaves."""


class BackError(Exception):
    """The person wants the question before."""


KEYS = {
    "y": AnswerValue.YES,
    "yes": AnswerValue.YES,
    "l": AnswerValue.LARGELY,
    "largely": AnswerValue.LARGELY,
    "p": AnswerValue.PARTLY,
    "partly": AnswerValue.PARTLY,
    "n": AnswerValue.NO,
    "no": AnswerValue.NO,
    "d": AnswerValue.NOT_APPLICABLE,
    "does not apply": AnswerValue.NOT_APPLICABLE,
    "not_applicable": AnswerValue.NOT_APPLICABLE,
    "?": AnswerValue.UNKNOWN,
    "don't know": AnswerValue.UNKNOWN,
    "unknown": AnswerValue.UNKNOWN,
}
MENU = "[y]es [l]argely [p]artly [n]o [d]oes not apply [?] don't know | [s]kip [b]ack [a]rea [h]elp [q]uit"
OVERVIEW_MENU = (
    "[y]es, even that one fully [l]argely [p]artly or [n]o with its number (p 7) [d]oes not apply (d 7) [?] don't know "
    "| [s]kip [b]ack [a]rea [h]elp [q]uit"
)
SHORT_MENU = "y l p n d ? | s b a h q"
MEANING = (
    "yes: it is done everywhere, and it could be shown.",
    "largely: it is done, with gaps that do little harm.",
    "partly: it is done in places, or with gaps that matter.",
    "no: it is not done.",
    "does not apply: the work does not exist here; the reason is asked.",
    "don't know: somebody else should be asked.",
    "A path or web address after the answer says what shows it: y docs/policy.md",
    "skip: asked again another day. back: the question before. area: this whole area as a checklist.",
)


def plain(text: str) -> str:
    """Return text without what a terminal sends beside letters (arrow keys): it would be written to a file."""
    return "".join(c if c.isprintable() else " " for c in text.rstrip("\r\n"))


def standing_line(interview: Interview, given: int) -> str:
    """Return where the interview stands, in one line."""
    progress = interview.progress()
    parts = [f"{given} answered"]
    if progress.estimate is not None:
        shares = sorted(progress.estimate.probabilities.items(), key=lambda item: -item[1])
        parts.append("estimate: " + _shares(shares))
    if progress.level is not None:
        low, high = progress.level.low, progress.level.high
        parts.append(f"proved: level {low}" if low == high else f"proved: level {low} to {high}")
    if progress.decision is not None:
        parts.append(f"readiness: {str(progress.decision).replace('_', ' ')}")
    parts.append(progress.to_go)
    return " · ".join(parts)


def _shares(shares: Iterable[tuple[int, float]]) -> str:
    shown = [(level, share) for level, share in shares if share >= 0.005][:3]
    return ", ".join(f"level {level} {share:.0%}" for level, share in shown)
