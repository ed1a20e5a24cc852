"""`gradatim quiz`: questions in the terminal, or as a page."""

import secrets
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gradatim.cli import terminal

if TYPE_CHECKING:
    from gradatim.model.learning import Question
    from gradatim.services.quiz import Session

_TOPICS = ("basics", "sw-cmm", "iso-9000", "assessment", "comparison", "cmmi", "practice")


@click.command(name="quiz")
@click.option("--count", "-n", type=click.IntRange(1, 1500), help="How many questions. Default: 10; on a page: 200.")
@click.option("--topic", "-t", "topics", multiple=True, type=click.Choice(_TOPICS), help="Only this topic, repeatable.")
@click.option("--difficulty", type=click.IntRange(1, 3), help="1 everybody, 2 practitioner, 3 specialist.")
@click.option("--interview", is_flag=True, help="Open questions, answered aloud, with what a good answer names.")
@click.option("--seed", type=click.IntRange(0, 2**31), help="The same seed gives the same questions.")
@click.option(
    "--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page that works without network."
)
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", help="json: with answers.")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
def command(  # noqa: PLR0917 - one parameter an option
    count: int | None,
    topics: tuple[str, ...],
    difficulty: int | None,
    interview: bool,
    seed: int | None,
    html: Path | None,
    form: str,
    debug: bool,
) -> None:
    """Ask questions on CMM and ISO 9000, and give the reasons for every answer.

    Answer with a letter; s skips, q stops. Nothing about you is stored. Answers may be piped in, one a line.

    \b
    gradatim quiz                              ten questions
    gradatim quiz --topic iso-9000 -n 20
    gradatim quiz --interview                  open questions and good answers
    gradatim quiz --html quiz.html             a page to learn from
    """
    from gradatim.services import quiz  # noqa: PLC0415 - start-up

    chosen = secrets.randbelow(100_000) if seed is None and not html else seed or 1
    wanted = count or (200 if html else 10)
    spoken = True if interview else None if html else False
    questions = quiz.select(wanted, seed=chosen, topics=topics, difficulty=difficulty or 0, spoken=spoken)
    if html:
        from gradatim.services.write import write_text  # noqa: PLC0415 - start-up

        write_text(html, quiz.page(questions))
        click.echo(f"Written: {html}, {len(questions)} questions", err=True)
    elif form == "json":
        click.echo(quiz.as_json(questions), nl=False)
    else:
        _ask(quiz.Session(questions), chosen)


def _ask(session: "Session", seed: int) -> None:
    """Ask until the questions or the answers end."""
    many = "one question" if len(session.questions) == 1 else f"{len(session.questions)} questions"
    click.echo(f"{many.capitalize()}, seed {seed}. A letter answers, s skips, q stops.", err=True)
    for number, question in enumerate(session.questions, 1):
        click.echo(f"\n{number} of {len(session.questions)}")
        click.echo(_wrapped(question.question))
        if not (_choose(session, question) if question.choices else _speak(session, question)):
            break
    click.echo("")
    click.echo(session.summary(), nl=False)


def _choose(session: "Session", question: "Question") -> bool:
    """Ask a question with choices; tell whether to go on."""
    letters = "abcdefgh"[: len(question.choices)]
    for letter, choice in zip(letters, question.choices, strict=True):
        click.echo(_wrapped(choice, f"  {letter}) ", "     "))
    given = _read(f"Your answer [{letters[0]}-{letters[-1]}]", {*letters, "s", "q"})
    if given is None or given == "q":
        return False
    right = f"{letters[question.right]}) {question.answer}"
    if given == "s":
        session.skip(question)
        click.echo(_wrapped(f"Skipped. Right is {right}"))
    elif session.answer(question, letters.index(given)):
        click.echo(_wrapped(f"Right: {right}"))
    else:
        click.echo(_wrapped(f"No. Right is {right}"))
    _explain(question)
    return True


def _speak(session: "Session", question: "Question") -> bool:
    """Ask an open question, show a good answer, let the speaker judge; tell whether to go on."""
    if _read("Say your answer, then press Enter (s skips, q stops)", None) in ("q", None):
        return False
    click.echo(_wrapped(question.answer))
    for point in question.points:
        click.echo(_wrapped(point, "  - ", "    "))
    held = _read("Did you have the main points? [y/n]", {"y", "n", "s", "q"})
    if held is None or held == "q":
        return False
    if held == "s":
        session.skip(question)
    else:
        session.judge(question, held == "y")
    _explain(question)
    return True


def _read(prompt: str, allowed: set[str] | None) -> str | None:
    """Read one answer; None where the input has ended. With no set of allowed answers every line is one."""
    while True:
        click.echo(f"{prompt}: ", nl=False, err=not sys.stdout.isatty())
        line = sys.stdin.readline()
        if not line:
            return None
        given = line.strip().casefold()[:20]
        if allowed is None:
            return given
        if given in allowed:
            return given
        click.echo(f"Please answer with one of: {', '.join(sorted(allowed))}.", err=True)


def _explain(question: "Question") -> None:
    click.echo(_wrapped(question.reason))
    if question.see:
        click.echo(_wrapped(f"More: gradatim explain {question.see[0]}"))


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return "\n".join(
        textwrap.wrap(text, terminal.width(), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    )
