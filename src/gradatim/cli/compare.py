"""`gradatim compare`: two frameworks, a crosswalk, or two results."""

from pathlib import Path

import click

from gradatim.cli import terminal
from gradatim.cli.errors import UserError
from gradatim.cli.inputs import OutputPath

FORMATS = ("text", "markdown", "json", "html", "svg")


@click.command(name="compare")
@click.argument("names", nargs=-1, metavar="[FRAMEWORK FRAMEWORK | RESULT RESULT]")
@click.option(
    "--with", "more", metavar="FRAMEWORK", help="A third framework, the other end of a crosswalk, or whose --levels."
)
@click.option("--result", type=click.Path(path_type=Path), help="Add what each framework says of this result.")
@click.option("--crosswalk", metavar="ID", help="Links of a clause, area, practice or framework: iso-9001:8.3.")
@click.option("--levels", is_flag=True, help="The five levels: their areas, and what moving up means in practice.")
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="svg: a crosswalk's matrix.")
@click.option("--output", "-o", type=OutputPath(), help="Write to a file instead of standard output.")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
def command(  # noqa: PLR0917 - one parameter an option
    names: tuple[str, ...],
    more: str | None,
    result: Path | None,
    crosswalk: str | None,
    levels: bool,
    form: str,
    output: Path | None,
    debug: bool,
) -> None:
    """Tell CMM and ISO 9000 apart, find what corresponds, or see why two results differ.

    \b
    gradatim compare                                   the difference in five minutes
    gradatim compare sw-cmm iso-9001                   side by side, all aspects
    gradatim compare sw-cmm iso-9001 --with cmmi-dev   with the successor beside them
    gradatim compare sw-cmm iso-9001 --result gradatim-result.json
    gradatim compare --crosswalk iso-9001:8.3          from a clause to the practices
    gradatim compare --crosswalk sw-cmm:PR             and back; --result tells where they stand
    gradatim compare --levels                          the five levels in practice
    gradatim compare --levels --with cmmi-dev          those of the successor
    gradatim compare before.json after.json            two results, and why they differ
    """
    made = _made(names, more or "", result, crosswalk or "", levels, form, terminal.width(output))
    if output is None:
        click.echo(made, nl=False)
    else:
        from gradatim.services.write import write_text  # noqa: PLC0415 - start-up

        write_text(output, made)
        click.echo(f"Written: {output}", err=True)


def _made(  # noqa: PLR0917 - as above
    names: tuple[str, ...], more: str, result: Path | None, crosswalk: str, levels: bool, form: str, width: int
) -> str:
    from gradatim.services import compare  # noqa: PLC0415 - start-up

    if bool(names) + bool(crosswalk) + levels > 1:
        raise UserError("Name one thing to compare: two FRAMEWORKs, two RESULTs, --crosswalk ID or --levels.")
    if result and len(names) != 2 and not crosswalk:
        raise UserError(
            "--result goes with two frameworks or a crosswalk: gradatim compare sw-cmm iso-9001 --result FILE."
        )
    if crosswalk:
        return compare.crosswalk(crosswalk, more, form, result, width=width)
    if levels:
        return compare.levels(form, more or "sw-cmm", width=width)
    if not names:
        return (
            compare.short(form, width=width)
            if not more
            else compare.sides(("sw-cmm", "iso-9001", more), form, width=width)
        )
    if len(names) != 2:
        raise UserError("Comparing takes two names: gradatim compare sw-cmm iso-9001, or two result files.")
    if any(compare.is_framework(name) for name in names) or not any(_is_file(name) for name in names):
        return compare.sides((*names, *((more,) if more else ())), form, result, width=width)
    if more:
        raise UserError("--with goes with frameworks, not with results.")
    return compare.results(Path(names[0]), Path(names[1]), form, width=width)


def _is_file(name: str) -> bool:
    """Tell whether a name means a file, be it there or not: reading it says what is wrong."""
    return Path(name).is_file() or name.endswith(".json") or "/" in name
