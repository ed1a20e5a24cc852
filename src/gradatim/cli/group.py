"""The command group. Verbs are imported when they are used, so that `--help` starts at once."""

import contextlib
import importlib
import io
import os
import signal
import sys
from pathlib import Path
from typing import Any

import click

from gradatim import __version__
from gradatim.cli.errors import EXIT_NO_READER, UserError, drop_output, report_error

VERBS = {
    "run": ("gradatim.cli.run", "Judge repositories: a CMM grade, an ISO 9001 verdict, and why."),
    "ask": ("gradatim.cli.ask", "Settle by interview what a scan cannot know."),
    "compare": ("gradatim.cli.compare", "Tell CMM and ISO 9000 apart; crosswalks; two results and why they differ."),
    "plan": ("gradatim.cli.plan", "Plan the way to a level, to certification, or to both."),
    "decide": ("gradatim.cli.decide", "Decide what to pursue: CMM, ISO 9001, both or neither yet."),
    "explain": ("gradatim.cli.explain", "Tell what an id means, or why a result is what it is."),
    "quiz": ("gradatim.cli.quiz", "Questions and reasoned answers on CMM and ISO 9000."),
}
"""Verb to module and its one line of help; the module holds a click command `command`."""


class LazyGroup(click.Group):
    """A group whose commands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(VERBS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in VERBS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest verbs where one is unknown."""
        if args and not args[0].startswith("-") and args[0] not in VERBS:
            import difflib  # noqa: PLC0415 - only on a mistyped verb

            near = difflib.get_close_matches(args[0], VERBS, 1, 0.5)
            hint = f" Did you mean '{near[0]}'?" if near else f" There are: {', '.join(VERBS)}."
            raise UserError(f"No command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; a reader that went away (`gradatim run . | head`) ends it quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            drop_output()
            raise click.exceptions.Exit(EXIT_NO_READER) from None


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="gradatim")
def group() -> None:
    """Grade a software process (SW-CMM, CMMI-DEV) and judge ISO 9001 readiness from one body of evidence.

    Start with `gradatim run PATH`. Results are indicative: never an official rating or certificate.
    """


def main() -> None:
    """Run the command line; the only place where an exit code is made."""
    debug = "--debug" in sys.argv
    _prepare()
    try:
        code = group.main(prog_name="gradatim", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except Exception as error:
        if debug and not isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort):
            raise
        sys.exit(report_error(error))
    except KeyboardInterrupt:
        click.echo("\nStopped. Nothing that was there before has changed.", err=True)
        sys.exit(130)


def _prepare() -> None:
    """Let Ctrl-C and `kill` stop a run in words, and show what a terminal's encoding lacks as a question mark.

    A stream that was closed (`gradatim run . >&-`) swallows what is written: in the order of their numbers, so that
    no file of ours is opened in its place.
    """
    for stream, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, stream) is None:
            setattr(sys, stream, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good
    with contextlib.suppress(ValueError):  # only the main thread may
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
