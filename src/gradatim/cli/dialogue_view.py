"""What the interview shows: questions, what the evidence says of them, where it stands and why it ends."""

from gradatim.cli.console import Console
from gradatim.cli.dialogue_words import MEANING, MENU, SHORT_MENU, standing_line
from gradatim.rating.words import counted
from gradatim.services.ask.interview import Interview, Question
from gradatim.services.ask.session import Session, known_lines

_FULL_MENUS = 3
"""Questions that come with the menu spelt out."""
_SHOWN_MESSAGES = 4
_SHOWN_IDS = 8
"""Answers that wait for a document, named at the end."""


class DialogueView:
    """Shows one interview; what was answered is noted here, and told when something new begins."""

    def __init__(self, console: Console, session: Session, interview: Interview) -> None:
        self._say = console.say
        self._session, self._interview = session, interview
        self.given: set[str] = set()
        """Criteria and overview questions answered in this session."""
        self._news = False
        self._shown_menus = 0
        self._areas = {a.id: a.title for a in session.framework.areas}
        self._areas |= {c.id: c.title for c in session.framework.clauses}

    def note(self, criterion: str) -> None:
        """Take note of an answer."""
        self.given.add(criterion)
        self._news = True

    def opening(self) -> None:
        """Say what is asked about, where answers go, and where the interview stands."""
        framework = self._session.framework
        self._say(f"{framework.title} ({framework.edition}): {len(framework.criteria)} questions at most.", bold=True)
        self._say(f"Answers go to {self._session.file}. Type h for help.")
        self.standing()

    def area(self, group: str) -> str:
        """Return an area or clause with its title."""
        return f"{group} {self._areas.get(group, '')}".strip()

    def question(self, question: Question) -> None:
        """Show a question, what the evidence says of it, and what may be typed."""
        self.heading(f"{self.area(question.group)} · {question.criterion.partition(':')[2]}")
        self._say(question.text, indent=2)
        known = known_lines(self._session, self._interview.known(question.criterion))
        self._say(f"Evidence: {known[0]}", indent=2)
        for line in known[1 : 1 + _SHOWN_MESSAGES]:
            self._say(line, indent=6, first=4)
        if len(known) > 1 + _SHOWN_MESSAGES:
            self._say(f"and {len(known) - 1 - _SHOWN_MESSAGES} more (gradatim explain)", indent=4)
        earlier = self._interview.previous(question.criterion)
        if earlier is not None:
            self._say(f"Said before: {earlier.value.value}.", indent=2)
        self._say(question.why, indent=2)
        self._shown_menus += 1
        self._say(MENU if self._shown_menus <= _FULL_MENUS else SHORT_MENU)

    def help(self, question: Question) -> None:
        """Show what the model asks in its own terms, and what the answers mean."""
        criterion = self._interview.criterion(question.criterion)
        self._say(f"The model asks: {criterion.statement}", indent=2)
        if criterion.artifacts:
            self._say(f"What may show it: {'; '.join(criterion.artifacts)}.", indent=2)
        if criterion.note:
            self._say(criterion.note, indent=2)
        for line in MEANING:
            self._say(line, indent=4, first=2)

    def standing(self) -> None:
        """Say where the interview stands."""
        self._say(standing_line(self._interview, len(self.given)))
        self._news = False

    def tell_news(self) -> None:
        """Say where it stands, once for all that was answered since this was last said."""
        if self._news:
            self.standing()

    def heading(self, text: str) -> None:
        """Begin something new, after the news of what was answered before."""
        self.tell_news()
        self._say("")
        self._say(text, bold=True)

    def _unshown(self) -> None:
        """Name the answers that wait for a document, and where it is written."""
        ids = self._interview.unshown()
        if ids:
            more = f" and {len(ids) - _SHOWN_IDS} more" if len(ids) > _SHOWN_IDS else ""
            self._say(f"They are: {', '.join(ids[:_SHOWN_IDS])}{more}.", indent=2)
            self._say(f"Name their documents in {self._session.file}, under `document`, or in a sheet:", indent=2)
            self._say(f"gradatim ask {self._session.file.parent} --export answers.xlsx", indent=2)

    def closing(self) -> None:
        """Say why it ends, where that led, and how to go on."""
        progress = self._interview.progress()
        self.tell_news()
        self._say("")
        if progress.because:
            self._say(progress.because, bold=True)
            self._unshown()
        if progress.estimate is not None and not (progress.level and progress.level.settled):
            self._say(f"{progress.estimate.calibration} The estimate never feeds a rating.")
        count = counted(len(self.given), "answer").capitalize()
        kept = f"{count} written to {self._session.file}." if self.given else "Nothing was written."
        self._say(f"{kept} See the verdict with: gradatim run {self._session.file.parent}")
