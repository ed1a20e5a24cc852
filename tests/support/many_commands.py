"""Runs several command lines in one process and writes what each gave as JSON, to test another copy of the package.

python many_commands.py '[["explain", "sw-cmm"], ["compare"]]'
"""

import contextlib
import io
import json
import sys


def _run(arguments: list[str]) -> dict[str, object]:
    from gradatim.cli import main

    out, err, code = io.StringIO(), io.StringIO(), 0
    sys.argv = ["gradatim", *arguments]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main() or 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def _pages() -> list[str]:
    from gradatim.services.pages.frameworks import pages

    return sorted(pages())


if __name__ == "__main__":
    commands = json.loads(sys.argv[1])
    found = {" ".join(one): _run(one) for one in commands}
    sys.stdout.write(json.dumps({"runs": found, "pages": _pages()}))
