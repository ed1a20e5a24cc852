"""`gradatim decide`: CMM, ISO 9001, both, or neither yet."""

import datetime as dt
from pathlib import Path

import click

from gradatim.cli import terminal
from gradatim.cli.errors import EXIT_OPEN, UserError
from gradatim.cli.inputs import Day, OutputPath

FORMATS = ("text", "json", "markdown", "html")


@click.command(name="decide")
@click.argument("file", default="needs.yaml", type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE]")
@click.option("--ask", is_flag=True, help="Ask what FILE does not answer yet, then advise. Also: when FILE is absent.")
@click.option("--weigh", is_flag=True, help="Only ask anew what matters how much, then advise.")
@click.option("--result", type=click.Path(path_type=Path), help="Take present maturity from a result of 'run'.")
@click.option("--preset", default="", metavar="ID", help="Use a named example of weights. 'list' shows them.")
@click.option("--template", is_flag=True, help="Write an empty FILE with every question, and stop.")
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="What goes to standard output."
)
@click.option("--output", "-o", type=OutputPath(), help="Write that to a file instead.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the HTML report here as well.")
@click.option("--seed", type=click.IntRange(0, 2**31), help="Seed of the draws. Default: FILE's, else a fixed one.")
@click.option("--draws", type=click.IntRange(100, 200_000), help="Number of draws. Default: FILE's, else 10,000.")
@click.option("--date", type=Day(), help="Day of the advice. Default: today.")
@click.option("--color/--no-color", default=None, help="Colour. Default: on a terminal, unless NO_COLOR is set.")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
def command(  # noqa: PLR0917 - one parameter an option
    file: Path,
    ask: bool,
    weigh: bool,
    result: Path | None,
    preset: str,
    template: bool,
    form: str,
    output: Path | None,
    report: Path | None,
    seed: int | None,
    draws: int | None,
    date: dt.datetime | None,
    color: bool | None,
    debug: bool,
) -> None:
    """Decide what to pursue: CMM, ISO 9001, both (which first), or neither yet.

    FILE is a needs profile; without one the questions are asked in plain words and written to it, answer by answer, so
    that you can leave and go on. Exit codes: 0 advised, 2 bad usage or input, 3 the answers do not settle it.
    """
    from gradatim.services import write  # noqa: PLC0415 - start-up
    from gradatim.services.decide import service  # noqa: PLC0415 - start-up

    if preset == "list":
        for line in service.preset_lines():
            click.echo(line)
        return
    if template:
        if file.exists():
            raise UserError(f"{file} is there already. Name another file, or fill the gaps with --ask.")
        write.write_text(file, service.empty_file())
        click.echo(f"Written: {file}. Fill it in, then: gradatim decide {file}", err=True)
        return
    if ask or weigh or not file.exists():
        _interview(file, weigh=weigh, weights_given=bool(preset), result=result, color=color)
    day = date.date() if date else dt.datetime.now(tz=dt.UTC).date()
    options = service.DecideOptions(result=result, preset=preset, seed=seed, draws=draws, date=day)
    decision = service.decide_file(file, options)
    content = service.render(decision, form, color=terminal.wants_color(color, output), width=terminal.width(output))
    if output:
        write.write_text(output, content)
        click.echo(f"Written: {output}", err=True)
    else:
        click.echo(content, nl=False, color=True)
    if report:
        write.write_text(report, service.render(decision, "html"))
        click.echo(f"Written: {report}", err=True)
    if decision.state != "settled":
        click.echo("The answers do not settle an advice; see what would turn it.", err=True)
        raise click.exceptions.Exit(EXIT_OPEN)


def _interview(file: Path, *, weigh: bool, weights_given: bool, result: Path | None, color: bool | None) -> None:
    from gradatim.cli.needs_dialogue import NeedsDialogue  # noqa: PLC0415 - start-up

    dialogue = NeedsDialogue(file, result, color=color)
    if not dialogue.run(weigh_only=weigh, weights_given=weights_given):
        raise click.exceptions.Exit(EXIT_OPEN)
