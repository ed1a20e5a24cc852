"""`gradatim explain`: what an id means, or why a result is what it is."""

from pathlib import Path

import click

from gradatim.cli import terminal
from gradatim.cli.errors import UserError

DEFAULT_RESULT = Path("gradatim-result.json")


@click.command(name="explain")
@click.argument("words", metavar="ID [RESULT]", nargs=-1)
@click.option(
    "--why", metavar="ID", help="Show the proof of a verdict, level, area, goal, clause or criterion in RESULT."
)
@click.option("--search", metavar="WORDS", help="Find what has to do with some words: 'code review'.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
@click.option("--depth", type=click.IntRange(1, 12), help="With --why: how many steps down to show; 12 for all.")
@click.option("--unit", default="", help="With --why: the unit, by id or name, where the result has several.")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
def command(  # noqa: PLR0917 - one parameter an option
    words: tuple[str, ...],
    why: str | None,
    search: str | None,
    form: str,
    depth: int | None,
    unit: str,
    debug: bool,
) -> None:
    """Explain any framework, level, area, goal, practice, clause, requirement, probe, rule or term.

    Several words need no quotes. A RESULT file at the end tells where the thing stands there.

    \b
    gradatim explain sw-cmm:SCM.Ac4         a practice
    gradatim explain iso 9001 clause 8.3.4  a clause
    gradatim explain changes_are_reviewed   a probe
    gradatim explain maturity level         a term
    gradatim explain policy:answers.valid_days
    gradatim explain code review            what has to do with it
    gradatim explain sw-cmm:SCM gradatim-result.json
    gradatim explain --why sw-cmm:2 gradatim-result.json
    """
    from gradatim.services import explain  # noqa: PLC0415 - start-up

    width = terminal.width()
    about, result = _split(words)
    if sum(bool(x) for x in (why, search)) + bool(about and not why) != 1:
        raise UserError("Name one thing to explain: an ID, --why ID [RESULT] or --search WORDS.")
    if why:
        # With --why the first free argument is the result.
        path = result or (Path(about) if about else DEFAULT_RESULT)
        click.echo(explain.why(why, path, form=form, depth=depth or 0, unit=unit, width=width), nl=False)
    elif search:
        click.echo(explain.search(search, form=form, width=width), nl=False)
    else:
        click.echo(explain.about(about, form=form, result=result, width=width), nl=False)


def _split(words: tuple[str, ...]) -> tuple[str, Path | None]:
    """Part the name from the result that may follow it: a file that is there, or a name ending in `.json`."""
    if words and (words[-1].endswith(".json") or ("/" in words[-1] and Path(words[-1]).is_file())):
        return " ".join(words[:-1]), Path(words[-1])
    return " ".join(words), None
