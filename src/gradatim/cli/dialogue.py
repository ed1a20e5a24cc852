"""The interview on a terminal or over a pipe: what may be typed, and what becomes of it."""

from collections.abc import Sequence

import msgspec

from gradatim.cli.console import Console
from gradatim.cli.dialogue_overview import OverviewDialogue
from gradatim.cli.dialogue_view import DialogueView
from gradatim.cli.dialogue_words import KEYS, MEANING, MENU, BackError, LeaveError
from gradatim.cli.errors import clean
from gradatim.model.answers import Answer, AnswerValue
from gradatim.services.ask.interview import REFUTING, Interview, Question
from gradatim.services.ask.session import Session


class Dialogue:
    """Asks, takes answers, writes each through at once."""

    def __init__(self, session: Session, interview: Interview, role: str) -> None:
        self._session = session
        self._interview = interview
        self._role = role
        self._console = Console()
        self._say, self._read, self._terminal = self._console.say, self._console.read, self._console.terminal
        self._view = DialogueView(self._console, session, interview)

    def run(self, *, checklist: bool = False) -> None:
        """Interview until the aim is reached, the questions run out or the person leaves."""
        try:
            self._open()
            if checklist:
                self._checklist()
            self._loop()
        except (LeaveError, KeyboardInterrupt, EOFError):
            self._say("")
            self._say(f"Left. Go on any time with: gradatim ask {self._session.file.parent}")
        self._view.closing()

    # The course of the interview.

    def _open(self) -> None:
        self._view.opening()
        if self._role:
            self._say(f"Answering as {self._role} (another one: --role).")
        elif self._terminal:
            self._role = self._typed_role()

    def _typed_role(self) -> str:
        """Ask for a role; a sign that answers a question is none."""
        while True:
            typed = self._read("Your role, for the record, never a name (Enter for none): ").strip()
            if typed.lower() in ("q", "quit"):
                raise LeaveError
            if typed.lower() not in KEYS:
                return typed
            self._say("That would answer a question; they follow. Type a role, such as team lead, or press Enter.")

    def _loop(self) -> None:
        question = self._interview.next()
        while question is not None:
            try:
                self._ask(question)
                question = self._interview.next()
            except BackError:
                earlier = self._interview.back()
                if earlier is None:
                    self._say("This is the first question.")
                question = earlier or question

    def _ask(self, question: Question) -> None:
        """Show one question and take its answer."""
        if question.practices:
            self._overview(question)
            return
        self._view.question(question)
        while True:
            typed = self._read("> ").strip()
            word, _, rest = typed.partition(" ")
            key = word.lower()
            if typed.lower() in KEYS:
                key, rest = typed.lower(), ""
            if key in KEYS:
                if self._take(question, KEYS[key], rest.strip()):
                    return
            elif key in ("s", "skip"):
                self._interview.skip(question.criterion)
                return
            elif key in ("a", "area"):
                self._checklist(question.group)
                return
            elif not self._command(key, question):
                self._say(f"'{clean(typed)[:40]}' is no answer. {MENU}")

    def _overview(self, question: Question) -> None:
        """Ask about several practices at once, and about the one that is named as the least."""
        self._view.tell_news()
        asked = OverviewDialogue(self._console, self._session, self._interview, question)
        while (reply := asked.reply()) is not None:
            if reply.area:
                self._checklist(question.group)
                return
            if reply.none_apply:
                self._none_apply(reply.none_apply)
                return
            if reply.value is AnswerValue.NOT_APPLICABLE:
                self._take(self._interview.question(reply.practice), reply.value, "")
                continue
            if reply.practice and not self._named(reply.practice):
                continue
            answer = Answer(criterion=question.criterion, value=reply.value, role=self._role, given=self._session.date)
            least = self._interview.previous(reply.practice) if reply.practice else None
            self._write(self._interview.named(answer, least) if least else answer)
            return
        self._interview.skip(question.criterion)

    def _none_apply(self, practices: tuple[str, ...]) -> None:
        """Write that none of these practices applies, for one reason."""
        reason = self._read("Why does none of it apply? ").strip()
        if not reason:
            self._say("A reason is needed.")
            return
        self._write(
            *(
                Answer(
                    criterion=p,
                    value=AnswerValue.NOT_APPLICABLE,
                    role=self._role,
                    reason=reason,
                    given=self._session.date,
                )
                for p in practices
            )
        )

    def _named(self, practice: str) -> bool:
        """Ask about the practice that was named; False where the list is to be shown again."""
        try:
            self._ask(self._interview.question(practice, "You named it as the one that is least in place."))
        except BackError:
            return False
        said = self._interview.previous(practice)
        return said is None or said.value is not AnswerValue.NOT_APPLICABLE

    def _command(self, key: str, question: Question) -> bool:
        if key in ("q", "quit"):
            raise LeaveError
        if key in ("b", "back"):
            raise BackError
        if key in ("h", "help"):
            self._view.help(question)
            return True
        return False

    def _take(self, question: Question, value: AnswerValue, document: str) -> bool:
        """Complete an answer, have it confirmed where much hangs on it, and write it; False where it was taken back."""
        fault = self._session.pointer_fault(document)
        if fault:
            self._say(f"{fault}. Answer again.")
            return False
        answer = Answer(
            criterion=question.criterion,
            value=value,
            role=self._role,
            document=document,
            given=self._session.date,
        )
        if value is AnswerValue.NOT_APPLICABLE:
            reason = self._read("Why does it not apply? ").strip()
            if not reason:
                self._say("A reason is needed. Answer again.")
                return False
            answer = msgspec.structs.replace(answer, reason=reason)
        if value in REFUTING and self._interview.wants_check(answer):
            return self._check(question, answer)
        self._write(self._shown(question, answer))
        return True

    def _check(self, question: Question, answer: Answer) -> bool:
        """Ask back, once, before an answer settles much by itself."""
        self._interview.checked(question.criterion)
        self._say("To be sure that we understood each other, because much hangs on this one:")
        for line in MEANING[:4]:
            self._say(line, indent=2)
        self._say("If its purpose is reached in another way, it is done. Enter keeps your answer.")
        while True:
            typed = self._read(f"{answer.value.value}? > ").strip().lower()
            if not typed:
                self._write(answer)
                return True
            if typed in KEYS:
                return self._take(question, KEYS[typed], "")
            if typed in ("q", "quit"):
                raise LeaveError
            self._say(f"Press Enter to keep '{answer.value.value}', type another answer, or q to leave.")

    def _shown(self, question: Question, answer: Answer) -> Answer:
        """Ask for a document where the answer counts in full only with one, and look up the one that was named."""
        criterion = self._interview.criterion(question.criterion)
        written = criterion.by_procedure or bool(criterion.documented_information)
        if (
            written
            and self._terminal
            and not answer.document
            and answer.value in (AnswerValue.YES, AnswerValue.LARGELY)
        ):
            answer = msgspec.structs.replace(answer, document=self._document())
        answer = self._session.pointing(answer)
        if answer.document_exists is False:
            self._say(
                f"{clean(answer.document)} is not in the repository; the answer counts as a word alone until it is."
            )
        return answer

    def _document(self) -> str:
        """Ask for a pointer until it is one, or none."""
        while True:
            document = self._read("Which document shows it? (path or address; Enter for none) ").strip()
            fault = self._session.pointer_fault(document)
            if not fault:
                return document
            self._say(f"{fault}.")

    def _write(self, *answers: Answer) -> None:
        """Write first, then go on: what is counted is on disk."""
        self._session.write(*answers)
        for answer in answers:
            self._interview.give(answer)
            self._view.note(answer.criterion)

    # Whole areas.

    def _checklist(self, area: str = "") -> None:
        """Show all questions left of the chosen areas, and take the answers in one line or one by one."""
        left = [q for q in self._interview.checklist() if not area or q.group == area]
        for group in dict.fromkeys(q.group for q in left):
            self._area(group, [q for q in left if q.group == group])

    def _area(self, group: str, asked: list[Question]) -> None:
        self._view.heading(f"{self._view.area(group)}: {len(asked)} questions")
        for number, question in enumerate(asked, 1):
            self._say(f"{number}. {question.text}", indent=4, first=2)
        self._say(f"Answers in order, one sign each (y l p n ?; s to skip), {len(asked)} at most; Enter: one by one.")
        signs = "".join(self._read("> ").lower().split())
        if signs in ("q", "quit"):
            raise LeaveError
        if len(signs) > len(asked) or any(sign not in "ylpn?s" for sign in signs):
            self._say("Not understood; one by one then.")
            signs = ""
        for question, sign in zip(asked, signs, strict=False):
            if sign == "s":
                self._interview.skip(question.criterion)
            elif not self._take(question, KEYS[sign], ""):
                self._one_by_one([question])
        self._one_by_one(asked, len(signs))

    def _one_by_one(self, asked: Sequence[Question], at: int = 0) -> None:
        """Ask the questions of a checklist from one place on; `back` goes to the one before."""
        while at < len(asked):
            try:
                self._ask(asked[at])
                # Whoever went back, or took the rest of the area at once, is not asked again what was answered since.
                given = self._view.given
                at = next((n for n in range(at + 1, len(asked)) if asked[n].criterion not in given), len(asked))
            except BackError:
                if at == 0:
                    self._say("This is the first question of the list.")
                at = max(at - 1, 0)
