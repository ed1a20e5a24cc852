"""`gradatim run`: the main job."""

import datetime as dt
import os
from pathlib import Path

import click

from gradatim.cli import terminal
from gradatim.cli.errors import EXIT_BELOW, EXIT_OPEN, UserError
from gradatim.cli.inputs import Day, OutputPath, SourcePath, input_file
from gradatim.cli.threshold import Threshold, parse_threshold, refuse_mismatch

FORMATS = ("text", "json", "markdown", "html")


def default_cache() -> Path | None:
    """Return the folder for what may be kept between runs: `GRADATIM_CACHE`, else the user's cache folder."""
    named = os.environ.get("GRADATIM_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if named:
        return Path(named) / ("" if os.environ.get("GRADATIM_CACHE") else "gradatim")
    try:
        return Path.home() / ".cache" / "gradatim"
    except RuntimeError:
        return None


@click.command(name="run")
@click.argument("paths", nargs=-1, required=True, type=SourcePath(), metavar="PATH...")
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="What goes to standard output."
)
@click.option("--output", "-o", type=OutputPath(), help="Write that to a file instead.")
@click.option(
    "--report", type=click.Path(path_type=Path), default=Path("gradatim-report.html"), show_default=True,
    help="Where the HTML report goes.",
)  # fmt: skip
@click.option(
    "--result", type=click.Path(path_type=Path), default=Path("gradatim-result.json"), show_default=True,
    help="Where the result for 'explain --why' goes.",
)  # fmt: skip
@click.option("--no-report", is_flag=True, help="Write no report and no result file.")
@click.option(
    "--framework", "frameworks", multiple=True, metavar="ID",
    help="Framework to judge against, repeatable. Default: sw-cmm and iso-9001; also: cmmi-dev.",
)  # fmt: skip
@click.option("--date", type=Day(), help="Judge as it stood on this day. Default: today.")
@click.option("--months", type=click.IntRange(1, 120), help="Length of the period that ends on that day. Default: 12.")
@click.option("--branch", default="", help="Main branch. Default: the one HEAD names.")
@click.option("--policy", type=input_file(), help="File with policy values of your own.")
@click.option("--answers", type=input_file(), help="Answers to use instead of the path's gradatim.yaml.")
@click.option("--lines", is_flag=True, help="Count changed lines in the period too (slower).")
@click.option(
    "--save-evidence", type=click.Path(path_type=Path), help="Save what was collected, to judge it again later."
)
@click.option(
    "--fail-under", multiple=True, metavar="ID:VALUE", help="Exit 1 below, 3 if open: sw-cmm:2, iso-9001:ready."
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep anything between runs.")
@click.option("--color/--no-color", default=None, help="Colour. Default: on a terminal, unless NO_COLOR is set.")
@click.option("--quiet", "-q", is_flag=True, help="No progress on standard error.")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
def command(  # noqa: PLR0917 - one parameter an option
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    report: Path,
    result: Path,
    no_report: bool,
    frameworks: tuple[str, ...],
    date: dt.datetime | None,
    months: int | None,
    branch: str,
    policy: Path | None,
    answers: Path | None,
    lines: bool,
    save_evidence: Path | None,
    fail_under: tuple[str, ...],
    no_cache: bool,
    color: bool | None,
    quiet: bool,
    debug: bool,
) -> None:
    """Judge repositories or folders: a CMM grade, an ISO 9001 verdict, the reasons and the next steps.

    PATH is a git repository, a plain folder, or an evidence file saved earlier; several become one unit each.
    Exit codes: 0 done, 1 below --fail-under, 2 bad usage or input, 3 --fail-under is open, 4 source unreadable.
    """
    from gradatim.cli.progress import Progress  # noqa: PLC0415 - start-up
    from gradatim.services import write  # noqa: PLC0415 - start-up
    from gradatim.services.run import service  # noqa: PLC0415 - start-up

    _refuse_contradiction(no_report=no_report)
    thresholds = tuple(parse_threshold(text) for text in fail_under)
    for threshold in thresholds:
        refuse_mismatch(threshold, service.scheme_of(threshold.framework))
    if save_evidence and not str(save_evidence).endswith(".evidence.json"):
        raise UserError(
            f"--save-evidence {save_evidence}: the name must end in .evidence.json, so that run takes it back."
        )
    _refuse_same(
        {
            "--report": None if no_report else report,
            "--result": None if no_report else result,
            "--output": output,
            "--save-evidence": save_evidence,
        }
    )
    options = service.AppraiseOptions(
        date=date.date() if date else dt.datetime.now(tz=dt.UTC).date(),
        months=months,
        frameworks=_with_thresholds(frameworks or service.DEFAULT_FRAMEWORKS, thresholds),
        policy=policy,
        cache=None if no_cache else default_cache(),
        branch=branch,
        line_counts=lines,
        answers_file=answers,
        debug=debug,
    )
    with Progress(enabled=not quiet) as progress:
        done = service.appraise(paths, options, progress.tell)
        progress.tell("Writing the report", 0, 0)
        written = [] if no_report else write.write_files(done.result, report, result)
        if save_evidence:
            write.write_evidence(save_evidence, done)
            written.append(save_evidence)
        content = write.render(
            done.result, form, color=terminal.wants_color(color, output), width=terminal.width(output)
        )
        if output:
            write.write_text(output, content)
            written.append(output)
    if output is None:
        click.echo(content, nl=False, color=True)
    for path in written:
        click.echo(f"Written: {path}", err=True)
    _exit(thresholds, done.result)


def _refuse_contradiction(*, no_report: bool) -> None:
    """Refuse `--no-report` beside an option that says where a report goes."""
    source = click.get_current_context().get_parameter_source
    for name in ("report", "result"):
        if no_report and source(name) is click.core.ParameterSource.COMMANDLINE:
            raise UserError(f"--no-report and --{name} contradict each other. Leave one of them out.")


def _refuse_same(places: dict[str, Path | None]) -> None:
    """Refuse two files under one name: the later would take the place of the earlier."""
    taken: dict[Path, str] = {}
    for option, place in places.items():
        if place is None or (place.exists() and not place.is_file()):
            continue
        if (other := taken.setdefault(place.absolute(), option)) != option:
            raise UserError(f"{other} and {option} both name {place}. Give each its own file.")


def _with_thresholds(frameworks: tuple[str, ...], thresholds: tuple[Threshold, ...]) -> tuple[str, ...]:
    """Return the frameworks with those of thresholds; one that is named in an edition is not added in the newest."""
    named = {name.partition("@")[0] for name in frameworks}
    return (*frameworks, *(t.framework for t in thresholds if t.framework not in named))


def _exit(thresholds: tuple[Threshold, ...], result: object) -> None:
    from gradatim.model.result import Result  # noqa: PLC0415 - start-up

    assert isinstance(result, Result)  # noqa: S101 - narrows the type
    outcomes = [t.check(result) for t in thresholds]
    for threshold, met in zip(thresholds, outcomes, strict=True):
        state = {True: "met", False: "not met", None: "open: the evidence does not settle it"}[met]
        click.echo(f"--fail-under {threshold.text}: {state}", err=True)
    if False in outcomes:
        raise click.exceptions.Exit(EXIT_BELOW)
    if None in outcomes:
        raise click.exceptions.Exit(EXIT_OPEN)
