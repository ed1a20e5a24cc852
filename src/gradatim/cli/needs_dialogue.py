"""The needs interview on a terminal or over a pipe. It speaks on standard error; standard output is for the advice."""

from collections.abc import Callable
from pathlib import Path

from gradatim.cli.console import Console
from gradatim.model.needs import NeedsQuestion, QuestionKind
from gradatim.services.decide.session import NeedsSession, Pair

_HELP = (
    "Answer with the number or the word. Several numbers, where one is asked for: it is one of these.",
    "Numbers may be ranges: 10..20. Enter or ?: not known, or no such limit. b: back. q: leave; answers are kept.",
)
_RATIO_HELP = "1 equal, 3 somewhat, 5 clearly, 7 very much, 9 extremely; 1/3 the other way round. Enter skips the pair."
_WAYS = (
    ("o", "order", "put criteria in order"),
    ("p", "points", "give points"),
    ("c", "compare", "compare in pairs, with a check of consistency (21 short questions)"),
    ("e", "example", "take a named example"),
    ("n", "none", "say nothing: every weighting counts alike"),
)


class _LeaveError(Exception):
    """The person leaves, or the input ends."""


class NeedsDialogue:
    """Asks, checks, and writes each answer through at once."""

    def __init__(self, file: Path, result: Path | None = None, *, color: bool | None = None) -> None:
        self._session = NeedsSession(file, result)
        self._console = Console(err=True, color=color)
        self._asked: list[NeedsQuestion] = []

    def run(self, *, weigh_only: bool = False, weights_given: bool = False) -> bool:
        """Ask what is left; tell whether enough is known for an advice."""
        session = self._session
        self._say(f"Answers go to {session.file}. " + " ".join(_HELP))
        for id in session.from_result:
            self._say(f"Taken from the result: {id}.")
        try:
            if not weigh_only:
                self._name()
                self._questions()
                self._currency()
            if weigh_only or not (weights_given or (session.weighed and not session.pairs_left)):
                self._weights(anew=weigh_only)
        except (_LeaveError, KeyboardInterrupt):
            if session.left() and not weigh_only:
                self._say(f"\nLeft. Go on any time with: gradatim decide {session.file} --ask")
                return False
            self._say("\nLeft. What matters is taken as far as you said it; --weigh asks for it anew.")
        return True

    # Questions.

    def _name(self) -> None:
        if self._session.profile.name:
            return
        if name := self._word("What is the organisation called? (Enter for no name) "):
            self._session.name(name)

    def _word(self, ask: str) -> str:
        """Return a word, or nothing for Enter and `?`."""
        typed = self._read(ask)
        return "" if typed == "?" else typed

    def _questions(self) -> None:
        topic = ""
        while left := self._session.left():
            question = left[0]
            if self._session.topic(question) != topic:
                topic = self._session.topic(question)
                self._say(f"\n{topic}", bold=True)
            self._one(question)

    def _currency(self) -> None:
        if not self._session.wants_currency:
            return
        if named := self._word("In which currency are these? (Enter to leave it out) "):
            self._session.currency(named)

    def _one(self, question: NeedsQuestion) -> None:
        self._show(question)
        while True:
            typed = self._read("> ")
            if typed.lower() in ("b", "back"):
                self._back()
                return
            if typed.lower() in ("h", "help"):
                for line in (question.help, *_HELP):
                    self._say(line, indent=2)
                continue
            if not typed and question.absent == "required":
                self._say("This one is needed; a range will do.", indent=2)
                continue
            try:
                self._say(f"= {self._session.give(question, _texts(question, typed))}", indent=2)
            except ValueError as error:
                self._say(_wrong(question, error), indent=2)
                continue
            self._asked.append(question)
            return

    def _back(self) -> None:
        """Ask the question before again, then go on."""
        if self._asked:
            self._one(self._asked.pop())
        else:
            self._say("This is the first question of this sitting.", indent=2)

    def _show(self, question: NeedsQuestion) -> None:
        self._say("")
        self._say(question.ask)
        if question.help:
            self._say(question.help, indent=2)
        for number, option in enumerate(question.options, 1):
            self._say(f"{number}. {option.title}", indent=2)

    # Weights.

    def _weights(self, *, anew: bool) -> None:
        self._say("\nWhat matters how much", bold=True)
        if not anew and self._session.pairs_left:
            self._compare()
            return
        for key, _, text in _WAYS:
            self._say(f"{key}  {text}", indent=2)
        ways: dict[str, Callable[[], None]] = {
            "o": self._order,
            "p": self._points,
            "c": self._compare,
            "e": self._example,
            "n": self._nothing,
        }
        while True:
            typed = self._read("> ").lower() or "n"
            key = next((k for k, word, _ in _WAYS if typed in (k, word)), "")
            if key:
                # An order or an example replaces what was said; whoever leaves at this question keeps it.
                if key in "pcn" and self._session.weighed:
                    self._session.clear_weights()
                ways[key]()
                return
            self._say("One of: o, p, c, e, n.", indent=2)

    def _nothing(self) -> None:
        self._say("Every weighting counts alike then.", indent=2)

    def _criteria(self) -> list[str]:
        for number, (_, title) in enumerate(self._session.criteria(), 1):
            self._say(f"{number}. {title}", indent=2)
        return [id for id, _ in self._session.criteria()]

    def _order(self) -> None:
        ids = self._criteria()
        self._say("Most important first, by number, as many as you like:")
        while True:
            chosen = [_numbered(w, ids) for w in self._read("> ").replace(",", " ").split()]
            try:
                self._session.take_order(chosen)
            except ValueError as error:
                self._say(f"{error}.", indent=2)
                continue
            return

    def _points(self) -> None:
        self._say("Points for each, 0 to 100 or any scale; Enter for 0.")
        for id, title in self._session.criteria():
            while True:
                try:
                    self._session.take_points(id, self._read(f"{title}: ") or "0")
                except ValueError as error:
                    self._say(f"{error}.", indent=2)
                    continue
                break

    def _example(self) -> None:
        presets = self._session.presets()
        for number, (_, text) in enumerate(presets, 1):
            self._say(f"{number}. {text}", indent=2)
        while True:
            try:
                self._session.take_preset(_numbered(self._read("> "), [id for id, _ in presets]))
            except ValueError as error:
                self._say(f"{error}.", indent=2)
                continue
            return

    def _compare(self) -> None:
        self._say(f"How many times more does the first matter than the second? {_RATIO_HELP}")
        last = ""
        for pair in self._session.pairs():
            if last and pair.set != last:
                self._settle(last)
            last = pair.set
            self._pair(pair)
        if last:
            self._settle(last)

    def _pair(self, pair: Pair) -> None:
        while True:
            typed = self._read(f"{pair.a_title} over {pair.b_title}: ")
            if not typed:
                return
            try:
                self._session.compare(pair, typed)
            except ValueError as error:
                self._say(f"{error}.", indent=2)
                continue
            return

    def _settle(self, name: str) -> None:
        """Where the comparisons of a set contradict each other, show the three that fit least, and ask one again."""
        check = self._session.check(name)
        while check is not None and not check.acceptable:
            self._say(
                f"These contradict each other (consistency ratio {check.ratio:.2f}, above {check.limit:.2f}).", indent=2
            )
            self._say(check.worst, indent=2)
            worst = self._session.worst(name)
            for number, pair in enumerate(worst, 1):
                self._say(f"{number}. {pair.a_title} over {pair.b_title}", indent=4)
            typed = self._read("Which one again? (Enter keeps them as they are) ")
            if not typed:
                return
            if typed not in ("1", "2", "3"):
                self._say("1, 2, 3, or Enter.", indent=2)
                continue
            self._pair(worst[int(typed) - 1])
            check = self._session.check(name)

    # Reading and writing.

    def _read(self, prompt: str) -> str:
        try:
            typed = self._console.read(prompt).strip()
        except EOFError:
            raise _LeaveError from None
        if typed.lower() in ("q", "quit"):
            raise _LeaveError
        return typed

    def _say(self, text: str, *, indent: int = 0, bold: bool = False) -> None:
        for line in text.split("\n"):
            self._console.say(line, indent=indent, bold=bold)


def _texts(question: NeedsQuestion, typed: str) -> list[str]:
    """Return what was typed as the words of the file: numbers of options become their ids."""
    if not typed or typed == "?":
        return ["unknown"]
    if question.kind is QuestionKind.NUMBER:
        return [typed.replace(" ", "")]
    words = typed.replace(",", " ").replace(" or ", " ").split()
    return [_numbered(word, list(question.option_ids)) for word in words]


def _wrong(question: NeedsQuestion, error: ValueError) -> str:
    """Return what would be an answer. A file's message names ids; on the terminal people see numbers."""
    if not question.options:
        return f"{error}."
    return f"That is no answer here. Type a number from 1 to {len(question.options)}, or Enter where it is not known."


def _numbered(word: str, ids: list[str]) -> str:
    """Return the id behind a number from 1, or the word itself."""
    return ids[int(word) - 1] if word.isdecimal() and len(word) < 4 and 1 <= int(word) <= len(ids) else word
