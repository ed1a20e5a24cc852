"""The whole `gradatim run`: first time and unchanged second time, as ratios to `git log --raw` alone.

    python -m benchmarks.bench_run [--rounds N] [--commits N] [REPOSITORY...]

Without a repository one of 40,000 commits is made. Every job is a process of its own with everything a user waits for:
start of the interpreter, reports written. Ratios are medians of neighbours in time. Targets (issue of the main job):
first time under 6 times `git log --raw`, unchanged second time under one second. The table is Markdown, for
docs/performance.md.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench_mining import drain, period_of
from benchmarks.made_repository import make

COMMITS = 40_000
PROGRAM = "import sys; sys.argv[0] = 'gradatim'; from gradatim.cli import main; main()"
_PEAK = (
    "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode; "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done)"
)


class Figures(NamedTuple):
    """What one job took: seconds, and the peak memory of its largest process in MB."""

    seconds: float
    memory: float


def timed(work: Callable[[], float]) -> Figures:
    """Return seconds and what the work says of memory."""
    start = time.perf_counter()
    memory = work()
    return Figures(time.perf_counter() - start, memory)


def appraise(units: list[Path], folder: Path, cache: Path, date: str) -> float:
    """Run the program as a user would and return its peak memory in MB."""
    own = [sys.executable, "-c", PROGRAM, "run", *map(str, units), "--date", date, "--quiet"]
    environment = os.environ | {"GRADATIM_CACHE": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, *own], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout) / 1024


def git_raw(repository: Path) -> float:
    """Run the floor, and say nothing of memory."""
    drain(repository, "--raw")
    return 0.0


def measure(repository: Path, rounds: int) -> dict[str, list[Figures]]:
    """Run the floor, the first time and the unchanged second time in turn."""
    date = period_of(repository).end.isoformat()
    found: dict[str, list[Figures]] = {"`git log --raw`, drained": [], "first time": [], "unchanged second time": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for turn in range(rounds):
            cache = folder / f"cache-{turn}"
            jobs = (
                lambda: git_raw(repository),
                lambda cache=cache: appraise([repository], folder, cache, date),  # type: ignore[misc]
                lambda cache=cache: appraise([repository], folder, cache, date),  # type: ignore[misc]
            )
            for runs, job in zip(found.values(), jobs, strict=True):
                runs.append(timed(job))
    return found


def table(repository: Path, found: dict[str, list[Figures]]) -> str:
    """Return one repository's figures as a Markdown table."""
    counted = subprocess.check_output(["git", "-C", str(repository), "rev-list", "--count", "HEAD"], text=True)
    name = repository.parent.name if repository.name in ("repo", ".git") else repository.name
    lines = [
        f"**{name}**, {int(counted)} commits",
        "",
        "| job | seconds | of `--raw` | peak memory, MB |",
        "|---|---|---|---|",
    ]
    floor = next(iter(found.values()))
    for job, runs in found.items():
        seconds = statistics.median(r.seconds for r in runs)
        ratio = statistics.median(ours.seconds / theirs.seconds for ours, theirs in zip(runs, floor, strict=True))
        memory = f"{max(r.memory for r in runs):.0f}" if any(r.memory for r in runs) else ""
        lines.append(f"| {job} | {seconds:.2f} | {ratio:.2f} | {memory} |")
    return "\n".join(lines)


def main() -> None:
    """Measure the repositories named, or one that is made, and print their tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("repositories", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--commits", type=int, default=COMMITS, help="size of the repository that is made")
    given = parser.parse_args()
    # Without compiled bytecode imports cost several times as much, and would be measured.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        chosen = given.repositories or [make(Path(folder) / f"made-{given.commits}.git", given.commits)]
        for repository in chosen:
            print(table(repository.resolve(), measure(repository.resolve(), given.rounds)), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
