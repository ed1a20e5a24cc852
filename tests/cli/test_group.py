"""Start-up and shape of the command line."""

import subprocess
import sys

import pytest

from gradatim.cli.group import VERBS
from tests.cli.conftest import Run

HEAVY = ("numpy", "scipy", "rich", "jinja2", "yaml", "openpyxl", "pypdf", "ruamel", "msgspec", "sqlite3")


def test_help_imports_none_of_the_heavy_modules() -> None:
    code = (
        "import sys, contextlib\n"
        "sys.argv = ['gradatim', '--help']\n"
        "from gradatim.cli import main\n"
        "with contextlib.suppress(SystemExit):\n    main()\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(run: Run, verb: str) -> None:
    ran = run(verb, "--help")
    assert ran.code == 0
    assert "Usage: gradatim" in ran.out


def test_no_verb_at_all_shows_the_help(run: Run) -> None:
    assert "Commands:" in run("--help").out
