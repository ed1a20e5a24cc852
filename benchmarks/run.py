"""All benchmarks in one command, as Markdown for docs/performance.md: `make bench`, or

    python benchmarks/run.py [--rounds N] [--interview] [REPOSITORY...]

Without a repository those that need one get a made one of 40,000 commits. Peers run where they are installed and the
repository is small enough for them. `--interview` adds the simulation of interviews, which takes many minutes.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a file: `benchmarks` is a folder beside the package, not part of it

from benchmarks.bench_run import COMMITS  # noqa: E402 - needs the path above
from benchmarks.made_repository import make  # noqa: E402 - as above

PEER_COMMITS = 4_000


def conditions() -> str:
    """Say under which conditions the figures come about: they are worth little without."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    git = subprocess.check_output(["git", "--version"], text=True).removeprefix("git version ").strip()
    return (
        f"{os.cpu_count()} cores, load {load}, git {git}, "
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}"
    )


def section(title: str, module: str, *arguments: str, fenced: bool = False) -> bool:
    """Run one benchmark in a process of its own and print what it says; tell whether it worked."""
    print(f"## {title}\n\nConditions: {conditions()}.\n", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    text = done.stdout.rstrip()
    print(f"```text\n{text}\n```\n" if fenced else f"{text}\n", flush=True)
    return done.returncode == 0


def main() -> int:
    """Run them all; return 1 where one failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("repositories", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--interview", action="store_true", help="simulate interviews too (many minutes)")
    given = parser.parse_args()
    rounds = ("--rounds", str(given.rounds))
    with tempfile.TemporaryDirectory() as folder:
        named = [str(path.resolve()) for path in given.repositories]
        large = named or [str(make(Path(folder) / f"made-{COMMITS}.git", COMMITS))]
        small = [] if named else [str(make(Path(folder) / f"made-{PEER_COMMITS}.git", PEER_COMMITS))]
        worked = [
            section("Start-up", "bench_start"),
            section("Whole run", "bench_run", *rounds, *large),
            section("Rating", "bench_rating", fenced=True),
            section("Frameworks", "bench_frameworks", fenced=True),
            section("Roadmap", "bench_plan", fenced=True) if (ROOT / "benchmarks/bench_plan.py").exists() else True,
            section("Mining", "bench_mining", "--peers", *rounds, *large),
            section("Mining, against peers", "bench_mining", "--peers", *rounds, *small) if small else True,
        ]
        if given.interview:
            worked.append(section("Interview", "simulate_interview", "--runs", "100"))
    return 0 if all(worked) else 1


if __name__ == "__main__":
    sys.exit(main())
