"""A question about several practices at once: the list, and what may be typed about the least of them."""

import msgspec

from gradatim.cli.console import Console
from gradatim.cli.dialogue_words import KEYS, MEANING, OVERVIEW_MENU, BackError, LeaveError
from gradatim.cli.errors import clean
from gradatim.model.answers import AnswerValue
from gradatim.model.overview import IMPLEMENTATION, INSTITUTIONALIZATION
from gradatim.services.ask.interview import FEWEST, REFUTING, Interview, Question
from gradatim.services.ask.session import Session


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed."""

    value: AnswerValue = AnswerValue.UNKNOWN
    practice: str = ""
    """The practice that is least in place, or that does not apply."""
    area: bool = False
    """The area is to be answered as a checklist."""
    none_apply: tuple[str, ...] = ()
    """All practices of the list: none of this work exists here."""


class OverviewDialogue:
    """Shows the list once, again when something of it turned out not to apply, and takes a reply."""

    def __init__(self, console: Console, session: Session, interview: Interview, question: Question) -> None:
        self._say, self._read = console.say, console.read
        self._session, self._interview = session, interview
        self._question = question
        self._area = next(a for a in session.framework.areas if a.id == question.group)

    def reply(self) -> Reply | None:
        """Show the list and return what was typed; None where it is skipped or too little of it is left.

        Raises:
            LeaveError: the person leaves.
            BackError: the person wants the question before.
        """
        self._question = self._interview.overview(self._question)
        if len(self._question.practices) < FEWEST:
            return None
        self._show()
        while True:
            key, _, rest = self._read("> ").strip().lower().partition(" ")
            if key in ("s", "skip"):
                return None
            if key in ("a", "area"):
                return Reply(area=True)
            found = self._understood(key, rest.strip())
            if found is not None:
                return found

    def _understood(self, key: str, rest: str) -> Reply | None:
        """Return the reply, or None where the question has to be asked again."""
        if key in ("q", "quit"):
            raise LeaveError
        if key in ("b", "back"):
            raise BackError
        value = KEYS.get(key)
        if key in ("h", "help"):
            self._help()
        elif value is None:
            self._say(f"'{clean(key)[:40]}' is no answer. {OVERVIEW_MENU}")
        elif value in REFUTING or value is AnswerValue.NOT_APPLICABLE:
            return self._about_one(value, rest)
        else:
            if rest.strip():
                self._say(
                    "What follows the answer was not kept: a document shows one practice. [a] asks them one by one."
                )
            return Reply(value=value)
        return None

    def _about_one(self, value: AnswerValue, number: str) -> Reply | None:
        """Return a reply about one practice of the list; which one is asked for where it was not said."""
        refused = value is AnswerValue.NOT_APPLICABLE
        typed = number or self._read(self._which(refused=refused)).strip().lower()
        if typed in ("q", "quit"):
            raise LeaveError
        if typed == _ALL and refused and self._area.may_be_not_applicable:
            return Reply(value=value, none_apply=self._question.practices)
        count = len(self._question.practices)
        if typed.isdecimal() and len(typed) <= len(str(count)) and 1 <= int(typed) <= count:
            return Reply(value=value, practice=self._question.practices[int(typed) - 1])
        self._say(f"A number from 1 to {count} is needed: which one? Type it after the answer, such as p {count}.")
        return None

    def _which(self, *, refused: bool) -> str:
        if not refused:
            return "Which one is it? (its number) "
        none = f"; {_ALL}, where none of this work exists here" if self._area.may_be_not_applicable else ""
        return f"Which one does not apply? (its number{none}) "

    def _show(self) -> None:
        area = self._area
        half = self._question.criterion.rpartition(".")[2] if "." in self._question.criterion else ""
        about = f", {_HALVES.get(half, half)}" if half else ""
        count = len(self._question.practices)
        self._say("")
        self._say(f"{area.id} {area.title}{about} · {count} practices at once", bold=True)
        self._say(self._question.text, indent=2)
        marks = [self._mark(p) for p in self._question.practices]
        for number, (practice, mark) in enumerate(zip(self._question.practices, marks, strict=True), 1):
            self._say(f"{number:>2} {mark} {self._interview.criterion(practice).title}", indent=7, first=2)
        if any(m != " " for m in marks):
            self._say("+ the evidence shows it, - speaks against it, ~ says something.", indent=2)
        earlier = self._interview.previous(self._question.criterion)
        if earlier is not None:
            self._say(f"Said before: {earlier.value.value}.", indent=2)
        self._say(self._question.why, indent=2)
        self._say(OVERVIEW_MENU)

    def _mark(self, practice: str) -> str:
        """Return what the evidence says of a practice, as one sign."""
        judgement = self._interview.known(practice).judgement
        if not judgement.constraints or judgement.contradiction:
            return "~" if judgement.constraints else " "
        return "+" if judgement.interval.holds else "-" if judgement.interval.fails else "~"

    def _help(self) -> None:
        """Show each question in full."""
        for number, practice in enumerate(self._question.practices, 1):
            self._say(f"{number:>2} {self._interview.question(practice).text}", indent=5, first=2)
        self._say("Answer for the one that is least in place, not for the average:", indent=2)
        for line in MEANING[:4]:
            self._say(line, indent=4, first=2)
        self._say("What you say about all of them serves the estimate; it settles none of them.", indent=2)


_HALVES = {IMPLEMENTATION: "the work itself", INSTITUTIONALIZATION: "what keeps it going"}
_ALL = "all"
