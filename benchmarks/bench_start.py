"""How long the program takes to start: `gradatim --help` against an interpreter that does nothing.

    python -m benchmarks.bench_start [--rounds N]

Run with compiled bytecode, as it is installed; the target is under 150 ms (DESIGN.md section 6). The table is Markdown,
for docs/performance.md.
"""

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import gradatim

TARGET_MS = 150
PROGRAM = "import sys; sys.argv[0] = 'gradatim'; from gradatim.cli import main; main()"
JOBS: dict[str, list[str]] = {
    "`python -c pass`": [sys.executable, "-c", "pass"],
    "`python -c 'import click'`": [sys.executable, "-c", "import click"],
    "`gradatim --help`": [sys.executable, "-c", PROGRAM, "--help"],
    "`gradatim --version`": [sys.executable, "-c", PROGRAM, "--version"],
    "`gradatim run --help`": [sys.executable, "-c", PROGRAM, "run", "--help"],
    "`gradatim explain sw-cmm:2`": [sys.executable, "-c", PROGRAM, "explain", "sw-cmm:2"],
}


def milliseconds(command: list[str]) -> float:
    """Run a command to its end and return how long that took."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return 1000 * (time.perf_counter() - start)


def measure(rounds: int) -> dict[str, list[float]]:
    """Run all jobs in turn, several times, after one round that nobody counts."""
    found: dict[str, list[float]] = {name: [] for name in JOBS}
    for turn in range(rounds + 1):
        for name, command in JOBS.items():
            taken = milliseconds(command)
            if turn:
                found[name].append(taken)
    return found


def table(found: dict[str, list[float]]) -> str:
    """Return the figures as a Markdown table; ratios are medians of neighbours in time."""
    floor = next(iter(found.values()))
    lines = ["| what | milliseconds, median | fastest | of `python -c pass` |", "|---|---|---|---|"]
    for name, taken in found.items():
        ratio = statistics.median(ours / theirs for ours, theirs in zip(taken, floor, strict=True))
        lines.append(f"| {name} | {statistics.median(taken):.0f} | {min(taken):.0f} | {ratio:.1f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=11)
    given = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(Path(gradatim.__file__).parent, quiet=2)
    print(table(measure(given.rounds)))


if __name__ == "__main__":
    main()
