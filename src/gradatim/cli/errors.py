"""Errors as users see them: one message, what is wrong and how to mend it, and the exit code (docs/exit-codes.md)."""

import contextlib
import errno
import os
import sys

import click

EXIT_BELOW, EXIT_USAGE, EXIT_OPEN, EXIT_SOURCE, EXIT_BUG = 1, 2, 3, 4, 70
EXIT_NO_READER = 141
"""As the shell gives it for a program whose reader went away."""
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM})


class UserError(click.ClickException):
    """Bad usage or a bad input file."""

    exit_code = EXIT_USAGE


def clean(text: str) -> str:
    """Return text with control characters shown as escapes, so that no input can drive the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def drop_output() -> None:
    """Give up what standard output still holds: nobody takes it, and Python would complain about it at its end."""
    with contextlib.suppress(OSError, ValueError):  # a stream without a file of its own has nothing to complain about
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def domain_exit_code(error: BaseException) -> int | None:
    """Return the exit code of an error that a step raises in words for the user; None for any other."""
    # Imported only once something went wrong: `--help` must not pay for it.
    from gradatim.collectors.interface import CollectorError, InvalidInput  # noqa: PLC0415
    from gradatim.evaluation.interface import EvaluationError  # noqa: PLC0415
    from gradatim.evidence.store import EvidenceError  # noqa: PLC0415
    from gradatim.frameworks.interface import FrameworkError  # noqa: PLC0415
    from gradatim.probes.interface import ProbeError  # noqa: PLC0415
    from gradatim.reports.interface import ReportError  # noqa: PLC0415
    from gradatim.services.interface import ServiceError  # noqa: PLC0415

    if isinstance(error, InvalidInput | EvaluationError | EvidenceError | FrameworkError | ProbeError | ReportError):
        return EXIT_USAGE
    if isinstance(error, ServiceError):
        return EXIT_USAGE
    return EXIT_SOURCE if isinstance(error, CollectorError) else None


def report_error(error: BaseException) -> int:  # noqa: PLR0911 - one return a kind of error
    """Print one message for an error and return its exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        click.echo("Stopped. Nothing that was there before has changed.", err=True)
        return 130
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return EXIT_USAGE
    if isinstance(error, click.UsageError):
        where = f" See '{error.ctx.command_path} --help'." if error.ctx else ""
        click.echo(clean(f"Error: {error.format_message()}{where}"), err=True)
        return EXIT_USAGE
    if isinstance(error, click.ClickException):
        click.echo(clean(f"Error: {error.format_message()}"), err=True)
        return error.exit_code
    code = domain_exit_code(error)
    if code is not None:
        click.echo(clean(f"Error: {error}"), err=True)
        return code
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        named = isinstance(error.filename, str)
        if not named:
            drop_output()
        where = error.filename if named else "standard output or a temporary file"
        reason = os.strerror(error.errno)
        click.echo(clean(f"Error: {where}: cannot be written ({reason}). Make room and run again."), err=True)
        return EXIT_USAGE
    click.echo(
        clean(
            f"Error: {type(error).__name__}: {error}. This is a bug in Gradatim, please report it; --debug shows where."
        ),
        err=True,
    )
    return EXIT_BUG
