"""`gradatim ask`: the adaptive interview, and its answer sheets."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gradatim.cli.errors import UserError, clean
from gradatim.cli.inputs import Day, SourcePath, input_file
from gradatim.cli.run import default_cache

if TYPE_CHECKING:
    from gradatim.services.ask.session import Session


@click.command(name="ask")
@click.argument("path", default=".", type=SourcePath(), metavar="[PATH]")
@click.option(
    "--framework",
    metavar="ID",
    help="cmmi-dev, iso-9001 (always proves). Default: that of --area, else sw-cmm.",
)
@click.option("--prove", is_flag=True, help="Go on until the verdict is proved; refuting questions first.")
@click.option("--area", "areas", multiple=True, metavar="ID", help="One area or clause, as a checklist; repeatable.")
@click.option("--all", "everything", is_flag=True, help="Every question that was not answered, in order.")
@click.option("--singly", is_flag=True, help="One practice at a time, never a whole area at once.")
@click.option("--role", default="", help="Your role, never a name. Default: the one that answered last.")
@click.option(
    "--export", "export", type=click.Path(path_type=Path), help="Write the questions to a .csv or .xlsx file."
)
@click.option("--import", "import_", type=click.Path(path_type=Path), help="Read answers from such a file.")
@click.option("--keep-good", is_flag=True, help="With --import: write the good rows although others are bad.")
@click.option("--answers", type=click.Path(path_type=Path), help="Keep answers here, not in PATH/gradatim.yaml.")
@click.option("--date", type=Day(), help="Day of the answers. Default: today.")
@click.option("--policy", type=input_file(), help="File with policy values of your own.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep anything between runs.")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
def command(  # noqa: PLR0917 - one parameter an option
    path: Path,
    framework: str | None,
    prove: bool,
    areas: tuple[str, ...],
    everything: bool,
    singly: bool,
    role: str,
    export: Path | None,
    import_: Path | None,
    keep_good: bool,
    answers: Path | None,
    date: dt.datetime | None,
    policy: Path | None,
    no_cache: bool,
    debug: bool,
) -> None:
    """Settle by interview what a scan cannot know.

    Asks in plain words, about a whole area or one practice, the most telling question first, and writes each answer to
    gradatim.yaml at once: leave with quit, Ctrl-C or the end of input whenever you like, and go on another day. Stops
    when the level is known with 96 % by the estimate's model; --prove goes on until it is proved.
    """
    from gradatim.cli.progress import Progress  # noqa: PLC0415 - start-up
    from gradatim.services.ask import session as sessions  # noqa: PLC0415 - start-up
    from gradatim.services.ask import sheet  # noqa: PLC0415 - start-up
    from gradatim.services.run.service import AppraiseOptions  # noqa: PLC0415 - start-up

    _check_sheets(export, import_, keep_good)
    _check_aims(prove, everything, areas)
    options = AppraiseOptions(
        date=date.date() if date else dt.datetime.now(tz=dt.UTC).date(),
        policy=policy,
        cache=None if no_cache else default_cache(),
        answers_file=answers,
        debug=debug,
    )
    with Progress() as progress:
        session = sessions.open_session(path, framework or sessions.framework_of(areas), options, progress.tell)
    if export:
        count = sheet.export_sheet(session, export, areas)
        click.echo(f"Written: {export}, {count} questions. Read it back with: gradatim ask --import {export}", err=True)
        click.echo(f"Answer each with one of: {', '.join(sheet.ANSWER_WORDS)}.", err=True)
    elif import_:
        _import(session, import_, keep_good)
    else:
        _interview(session, role, areas, prove=prove, everything=everything, singly=singly)


def _check_sheets(export: Path | None, import_: Path | None, keep_good: bool) -> None:
    """Refuse options that contradict each other, with the one that would make them right."""
    if export and import_:
        raise UserError("--export and --import exclude each other. Export first, fill the sheet, then import it.")
    if keep_good and not import_:
        raise UserError("--keep-good belongs to --import FILE.")


def _check_aims(prove: bool, everything: bool, areas: tuple[str, ...]) -> None:
    """Refuse aims that contradict each other."""
    if everything and areas:
        raise UserError("--all asks every area. Leave out --area, or leave out --all.")
    if everything and prove:
        raise UserError("--all asks everything, needed or not. Leave out --prove, or leave out --all.")


def _import(session: "Session", file: Path, keep_good: bool) -> None:
    from gradatim.reports.words import count  # noqa: PLC0415 - start-up
    from gradatim.services.ask.sheet import import_sheet  # noqa: PLC0415 - start-up

    found = import_sheet(session, file)
    for fault in found.faults:
        click.echo(clean(f"{file.name}: {fault}"), err=True)
    if found.faults and not keep_good:
        good = count(len(found.answers), "good one")
        mend = f"Mend, or take the {good} with --keep-good." if found.answers else "Mend, and import again."
        raise UserError(f"{count(len(found.faults), 'bad row')}; nothing was written. {mend}")
    if found.answers:
        session.write(*found.answers)
    click.echo(
        f"{session.file}: {count(len(found.answers), 'answer')} written, {found.same} unchanged, "
        f"{count(found.empty, 'row')} empty, {len(found.faults)} bad.",
        err=True,
    )


def _interview(
    session: "Session", role: str, areas: tuple[str, ...], *, prove: bool, everything: bool, singly: bool
) -> None:
    from gradatim.cli.dialogue import Dialogue  # noqa: PLC0415 - start-up
    from gradatim.services.ask.interview import Aim  # noqa: PLC0415 - start-up

    interview = session.interview(Aim.PROVE if prove else Aim.ESTIMATE, areas, everything=everything, singly=singly)
    Dialogue(session, interview, role or session.role).run(checklist=bool(areas))
