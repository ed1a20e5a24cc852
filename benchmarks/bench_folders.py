"""Folders of one repository as units: what the first costs, and each further one, beside git's own path limiting.

    python -m benchmarks.bench_folders REPOSITORY FOLDER FOLDER...

Each row is a process of its own as a user waits for it: the first folder, all folders together, all again unchanged,
one of them alone. Beside them `git log --raw` once, and limited to each folder (`--full-history`), which is what a
reading for each unit would cost. The table is Markdown, for docs/performance.md.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.bench_mining import drain, period_of
from benchmarks.bench_run import Figures, appraise, timed


def measure(repository: Path, folders: list[str]) -> dict[str, Figures]:
    """Run every job once, in turn."""
    date = period_of(repository).end.isoformat()
    units = [repository / folder for folder in folders]
    many = f"{len(units)} folders"

    def limited() -> float:
        for folder in folders:
            drain(repository, "--raw", "--full-history", below=folder)
        return 0.0

    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        jobs: dict[str, Callable[[], float]] = {
            "`git log --raw`, drained": lambda: float(drain(repository, "--raw") * 0),
            f"`git log --raw --full-history -- FOLDER`, {many}": limited,
            "the first folder, nothing kept": lambda: appraise(units[:1], here, here / "one", date),
            f"{many}, nothing kept": lambda: appraise(units, here, here / "all", date),
            f"{many}, unchanged": lambda: appraise(units, here, here / "all", date),
            "one of them, unchanged": lambda: appraise(units[-1:], here, here / "all", date),
        }
        return {what: timed(job) for what, job in jobs.items()}


def main() -> None:
    """Measure the folders named and print their table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("repository", type=Path)
    parser.add_argument("folders", nargs="+")
    given = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print("| job | seconds | peak memory, MB |\n|---|---|---|")
    for what, taken in measure(given.repository.resolve(), given.folders).items():
        print(f"| {what} | {taken.seconds:.2f} | {f'{taken.memory:.0f}' if taken.memory else ''} |", flush=True)


if __name__ == "__main__":
    main()
