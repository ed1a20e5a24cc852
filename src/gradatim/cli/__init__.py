"""The command line: parses input, calls one service, shows the result. Holds no rule of the standards."""

import gc
import signal

__all__ = ["main"]


def main() -> None:
    """Run the command line. While its modules are imported Ctrl-C just ends the process, without a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Facts are many and hold no circles: looking for some after every 700 new objects takes a twentieth of a run.
    gc.set_threshold(100_000, 20, 100)
    from gradatim.cli.group import main as run  # noqa: PLC0415 - only now may Ctrl-C come

    run()
