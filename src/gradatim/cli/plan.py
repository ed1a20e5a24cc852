"""`gradatim plan`: from a verdict and a target to a roadmap."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gradatim.cli import terminal
from gradatim.cli.errors import EXIT_BELOW, UserError
from gradatim.cli.inputs import Amount, Day, OutputPath, SourcePath, input_file

if TYPE_CHECKING:
    from gradatim.model.result import Result

FORMATS = (
    "text", "json", "markdown", "html", "xlsx", "csv", "csv-redmine", "csv-kanboard", "csv-gitlab", "csv-github",
    "csv-azure", "ics",
)  # fmt: skip


@click.command(name="plan")
@click.argument("sources", nargs=-1, type=SourcePath(), metavar="[RESULT | PATH...]")
@click.option(
    "--target", "-t", "targets", multiple=True, metavar="ID:LEVEL",
    help="What to reach, repeatable, most important first: sw-cmm:3, cmmi-dev:2, iso-9001.",
)  # fmt: skip
@click.option(
    "--capacity", "-c", multiple=True, metavar="[ROLE=]N", help="Person-days a month: 30, or quality-assurance=5."
)
@click.option("--budget", type=Amount(), help="Person-days at most: what can be reached with them?")
@click.option("--by", type=Day(), help="Day by which it has to be shown: what can be reached by then?")
@click.option("--start", type=Day(), help="First day of the work. Default: today.")
@click.option(
    "--unknown", type=click.Choice(["ask", "met", "unmet"]), default=None,
    help="Criteria nobody knows about: ask first, take as met, take as missing. Default: ask; from zero: unmet.",
)  # fmt: skip
@click.option("--people", type=click.IntRange(1, 1_000_000), help="People concerned in each unit.")
@click.option("--units", type=click.IntRange(1, 200), default=1, show_default=True, help="From zero: number of units.")
@click.option("--rate", multiple=True, metavar="[ROLE=]N", help="Day rate, for all or for a role: 800, engineer=700.")
@click.option("--currency", default="", help="Name of the money behind --rate.")
@click.option("--leave-out", multiple=True, metavar="ID", help="Area or clause that does not apply: sw-cmm:SSM.")
@click.option("--effort", type=click.Path(path_type=Path), help="File with efforts of your own (docs/plan.md).")
@click.option("--policy", type=input_file(), help="File with policy values of your own.")
@click.option(
    "--draws", type=click.IntRange(10, 100_000), help="Draws of the simulation. Default: 500; 100 for large plans."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the simulation.")
@click.option(
    "--progress", "plan_file", type=click.Path(path_type=Path), metavar="PLAN.json", help="Hold a plan against RESULT."
)
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="What to write.")
@click.option("--output", "-o", type=OutputPath(), help="Write to a file; needed for xlsx.")
@click.option("--all", "every", is_flag=True, help="Text: list every step.")
@click.option("--color/--no-color", default=None, help="Colour. Default: on a terminal, unless NO_COLOR is set.")
@click.option("--quiet", "-q", is_flag=True, help="No progress on standard error.")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
def command(  # noqa: PLR0917 - one parameter an option
    sources: tuple[Path, ...],
    targets: tuple[str, ...],
    capacity: tuple[str, ...],
    budget: float | None,
    by: dt.datetime | None,
    start: dt.datetime | None,
    unknown: str | None,
    people: int | None,
    units: int,
    rate: tuple[str, ...],
    currency: str,
    leave_out: tuple[str, ...],
    effort: Path | None,
    policy: Path | None,
    draws: int | None,
    seed: int,
    plan_file: Path | None,
    form: str,
    output: Path | None,
    every: bool,
    color: bool | None,
    quiet: bool,
    debug: bool,
) -> None:
    """Plan the way to a level, to certification, or to both: measures, their order, who does them, when, for how much.

    RESULT is a file of 'gradatim run'; a folder or repository is judged first; with neither, the plan starts from zero.
    Exit codes: 0 done, 1 the targets are out of reach with --budget or --by, 2 bad usage or input, 4 source unreadable.
    """
    from gradatim.cli.progress import Progress  # noqa: PLC0415 - start-up
    from gradatim.model.plan import ALL_ROLES  # noqa: PLC0415 - start-up
    from gradatim.services.plan import files, service  # noqa: PLC0415 - start-up

    _check(targets, plan_file, sources, form, output, units)
    if currency and not rate:
        raise UserError("--currency names the money of --rate: give a day rate too, or leave it out.")
    today = dt.datetime.now(tz=dt.UTC).date()
    first = start.date() if start else today
    # A folder is judged as it stands at the start of the work, but not on a day that is still to come.
    judged = min(first, today)
    if by and by.date() < first:
        raise UserError(
            f"--by {by.date()} is before the first day of the work, {first}. Name a later day, or an earlier --start."
        )
    total, roles = _numbers("--capacity", capacity)
    rates = _numbers("--rate", rate)
    colored, width = terminal.wants_color(color, output), terminal.width(output)
    with Progress(enabled=not quiet) as shown:
        if plan_file:
            held = files.hold(plan_file, _result(sources, targets, policy, judged, shown.tell, plan_file))
            content: str | bytes = files.render_progress(held, form, color=colored, width=width)
            reached = True
        else:
            options = service.PlanOptions(
                targets=targets,
                start=first,
                capacity=total,
                role_capacity=roles,
                budget=budget,
                by=by.date() if by else None,
                unknown=unknown or "",
                people=people,
                units=units,
                rates=rates[1] | ({ALL_ROLES: rates[0]} if rates[0] is not None else {}),
                currency=currency,
                leave_out=leave_out,
                effort=effort,
                draws=draws,
                seed=seed,
                policy=policy,
            )
            result = _result(sources, targets, policy, judged, shown.tell, None)
            shown.tell("Choosing, ordering and simulating", 0, 0)
            made = service.plan(result, options).plan
            content = files.render(made, form, color=colored, width=width, every=every)
            reached = made.reached
    if output:
        files.write(output, content)
        click.echo(f"Written: {output}", err=True)
    else:
        click.echo(content, nl=False, color=True)
    if not reached:
        click.echo(
            "The targets are out of reach with this budget or date; the plan holds the most that fits.", err=True
        )
        raise click.exceptions.Exit(EXIT_BELOW)


def _check(  # noqa: PLR0917 - the options that can contradict each other
    targets: tuple[str, ...],
    plan_file: Path | None,
    sources: tuple[Path, ...],
    form: str,
    output: Path | None,
    units: int,
) -> None:
    if plan_file and targets:
        raise UserError("--progress holds an old plan against a result; leave --target out, the plan has its own.")
    if plan_file and not sources:
        raise UserError("--progress needs a newer result: gradatim plan --progress PLAN.json RESULT")
    if plan_file and form not in {"text", "json"}:
        raise UserError("--progress can be written as text or json.")
    if not plan_file and not targets:
        raise UserError("Name at least one --target: sw-cmm:2, sw-cmm:3, cmmi-dev:3, iso-9001.")
    if form == "xlsx" and output is None:
        raise UserError("A spreadsheet cannot go to the terminal: name a file with --output plan.xlsx.")
    if units > 1 and sources:
        raise UserError("--units is for plans from zero; with a result its own units count.")


def _numbers(option: str, texts: tuple[str, ...]) -> tuple[float | None, dict[str, float]]:
    """Read `30` and `role=5` from a repeated option."""
    total: float | None = None
    roles: dict[str, float] = {}
    for text in texts:
        role, found, number = text.rpartition("=")
        try:
            value = float(number)
        except ValueError:
            value = -1.0
        if not 0 <= value < 1e9:
            raise UserError(f"{option} {text}: write a number, or ROLE=NUMBER, from 0 on.")
        if found:
            roles[role] = value
        else:
            total = value
    return total, roles


def _result(  # noqa: PLR0917 - what a source is judged by
    sources: tuple[Path, ...],
    targets: tuple[str, ...],
    policy: Path | None,
    date: dt.date,
    tell: object,
    plan_file: Path | None,
) -> "Result | None":
    """Read the result, or judge the paths."""
    from gradatim.cli.run import default_cache  # noqa: PLC0415 - start-up
    from gradatim.services import result_file  # noqa: PLC0415 - start-up
    from gradatim.services.plan import files  # noqa: PLC0415 - start-up

    if not sources:
        return None
    if len(sources) == 1 and sources[0].is_file() and not sources[0].name.endswith(".evidence.json"):
        return result_file.read(sources[0])
    from gradatim.services.run import service  # noqa: PLC0415 - start-up

    names = files.frameworks_of(plan_file) if plan_file else tuple(t.partition(":")[0] for t in targets)
    options = service.AppraiseOptions(
        date=date, frameworks=tuple(dict.fromkeys(names)), policy=policy, cache=default_cache()
    )
    return service.appraise(sources, options, tell).result  # type: ignore[arg-type]
