"""Mining speed as ratios, in one run: this collector against plain git, PyDriller and Perceval on the same repository.

    python -m benchmarks.bench_mining [--peers] [--rounds N] REPOSITORY...

Every job runs in a process of its own, in turn with the others, so that start-up, imports and memory count and so that
a busy machine slows all of them. The table is Markdown, for docs/performance.md.
"""

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from gradatim.collectors.git import collect
from gradatim.collectors.git.mining import mine
from gradatim.collectors.git.opening import open_layout
from gradatim.collectors.git.process import BLOCK, Git
from gradatim.collectors.git.store import cache_file, open_store
from gradatim.model.evidence import Period

PEER_COMMITS = 10_000
"""Peers are asked only about repositories up to this size: they take minutes above it."""


def period_of(path: Path) -> Period:
    """Return the year that ends with the repository's last commit."""
    arguments = ["git", "-C", str(path), "log", "-1", "--format=%cs"]
    last = date.fromisoformat(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip())
    return Period(last - timedelta(days=364), last)


def drain(path: Path, *options: str, below: str = "") -> int:
    """Read all that `git log` prints about what the collector reads (`below`: of one folder), and throw it away."""
    form = "--format=format:%x00%H%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%B%x00"
    tips = [*open_layout(path).branches().values(), "HEAD"]
    command = [
        "git",
        "-C",
        str(path),
        "log",
        "-z",
        "--no-renames",
        "--no-abbrev",
        form,
        *options,
        *tips,
        *(["--", below] if below else []),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0)
    assert process.stdout is not None
    size = 0
    while block := process.stdout.read(BLOCK):
        size += len(block)
    process.wait()
    return size


def job_git_raw(path: Path, _cache: Path) -> None:
    """The floor: plain `git log --raw`."""
    drain(path, "--raw")


def job_git_numstat(path: Path, _cache: Path) -> None:
    """The floor with line counts: plain `git log --numstat`."""
    drain(path, "--numstat")


def job_mine(path: Path, cache: Path) -> None:
    """Whole history, raw, into the cache."""
    layout = open_layout(path)
    store = open_store(cache_file(cache, layout.common_dir))
    with Git(layout) as git, store.writing():
        mine(git, store, layout, frozenset((*layout.branches().values(), layout.head)), None)


def job_lines(path: Path, cache: Path, processes: int = 1) -> None:
    """Whole history, raw and with the line counts of every commit that is no merge."""
    layout = open_layout(path)
    store = open_store(cache_file(cache, layout.common_dir))
    with Git(layout) as git, store.writing():
        mine(git, store, layout, frozenset((*layout.branches().values(), layout.head)), None, counting=processes)


def job_lines_two(path: Path, cache: Path) -> None:
    """The same with two git processes."""
    job_lines(path, cache, 2)


def job_collect(path: Path, cache: Path) -> None:
    """The whole collector: mining, people, changes, tags, paths."""
    collect(path, period_of(path), cache=cache)


def job_warm(path: Path, cache: Path) -> None:
    """The whole collector on an unchanged repository."""
    start, end = map(date.fromisoformat, json.loads((cache / "period").read_text()))
    collect(path, Period(start, end), cache=cache)


def job_pydriller(path: Path, _cache: Path) -> None:
    """PyDriller: every commit with its changed files and their line counts."""
    from pydriller import Repository  # noqa: PLC0415 - an extra, for comparison only

    for commit in Repository(str(path)).traverse_commits():
        _ = (commit.hash, commit.author.name, commit.author_date, commit.msg, commit.parents)
        for file in commit.modified_files:
            _ = (file.filename, file.added_lines, file.deleted_lines)


def job_perceval(path: Path, _cache: Path) -> None:
    """Perceval: every commit with its changed files and their line counts."""
    from perceval.backends.core.git import Git as Perceval  # noqa: PLC0415 - an extra, for comparison only

    for commit in Perceval(str(path), str(path)).fetch(no_update=True):
        _ = commit["data"]["files"]


JOBS: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "git-raw": ("`git log --raw`, drained", job_git_raw),
    "git-numstat": ("`git log --numstat`, drained", job_git_numstat),
    "mine": ("mining to disk", job_mine),
    "collect": ("whole collector, first time", job_collect),
    "warm": ("whole collector, unchanged", job_warm),
    "lines": ("mining with line counts, one git", job_lines),
    "lines-two": ("mining with line counts, two gits", job_lines_two),
    "perceval": ("Perceval (line counts)", job_perceval),
    "pydriller": ("PyDriller (line counts)", job_pydriller),
}
FRESH = {"mine", "collect", "lines", "lines-two"}


def run_job(name: str, path: Path, cache: Path) -> dict[str, float]:
    """Run one job in a process of its own; return seconds of the job, of the whole process, and its peak memory."""
    command = [sys.executable, "-m", "benchmarks.bench_mining", "--job", name, "--cache", str(cache), str(path)]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures | {"process": time.perf_counter() - start}


def run_here(name: str, path: Path, cache: Path) -> None:
    """Do one job and print its figures; peaks are of this process and of its largest child."""
    start, busy = time.perf_counter(), processor()
    JOBS[name][1](path, cache)
    seconds, busy = time.perf_counter() - start, processor() - busy
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"seconds": seconds, "busy": busy, "memory": own_peak() / 1024, "child": child / 1024}))


def processor() -> float:
    """Return the processor seconds of this process and of the children that it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def own_peak() -> float:
    """Return this process's peak memory in KiB.

    From /proc where there is one: what getrusage tells includes the parent's size at the moment of the fork.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return float(status.partition("VmHWM:")[2].split()[0])


def measure(path: Path, names: list[str], rounds: int) -> dict[str, list[dict[str, float]]]:
    """Run all jobs in turn, several times."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        # A clone of the ordinary kind (objects linked, not copied): PyDriller takes no bare repository.
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", "--local", "--no-checkout", str(path), str(clone)], check=True)
        kept = Path(folder) / "kept"
        kept.mkdir()
        period = period_of(path)
        collect(path, period, cache=kept)
        (kept / "period").write_text(json.dumps([period.start.isoformat(), period.end.isoformat()]))
        for turn in range(rounds):
            for name in names:
                cache = Path(folder) / f"{name}-{turn}" if name in FRESH else kept
                cache.mkdir(exist_ok=True)
                found[name].append(run_job(name, clone if name == "pydriller" else path, cache))
    return found


def ratio(found: dict[str, list[dict[str, float]]], name: str, floor: str) -> str:
    """Return the median of the ratios of neighbours in time."""
    pairs = zip(found[name], found[floor], strict=True)
    value = statistics.median(ours["seconds"] / theirs["seconds"] for ours, theirs in pairs)
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def table(path: Path, commits: int, found: dict[str, list[dict[str, float]]]) -> str:
    """Return one repository's figures as a Markdown table."""
    lines = [f"**{path.parent.name if path.name in ('repo', '.git') else path.name}**, {commits} commits", ""]
    lines += [
        "| job | seconds | of `--raw` | of `--numstat` | processor seconds | peak memory, MB (its git, MB) |",
        "|---|---|---|---|---|---|",
    ]
    for name, runs in found.items():
        seconds = statistics.median(run["seconds"] for run in runs)
        busy = statistics.median(run["busy"] for run in runs)
        own, child = (max(run[key] for run in runs) for key in ("memory", "child"))
        raw, numstat = ratio(found, name, "git-raw"), ratio(found, name, "git-numstat")
        lines.append(f"| {JOBS[name][0]} | {seconds:.3f} | {raw} | {numstat} | {busy:.2f} | {own:.0f} ({child:.0f}) |")
    whole = statistics.median(run["process"] for run in found["warm"])
    return "\n".join([*lines, "", f"The unchanged run with interpreter start and imports: {whole * 1000:.0f} ms."])


def main() -> None:
    """Measure the repositories named and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--peers", action="store_true", help="also run PyDriller and Perceval where installed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--job", choices=sorted(JOBS), help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        run_here(given.job, given.repositories[0], given.cache)
        return
    # Without compiled bytecode imports cost several times as much, and would be measured.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for path in given.repositories:
        counted = subprocess.run(
            ["git", "-C", str(path), "rev-list", "--count", "HEAD"], capture_output=True, check=True
        )
        commits = int(counted.stdout)
        peers = [name for name in ("perceval", "pydriller") if given.peers and importlib.util.find_spec(name)]
        names = [
            name for name in JOBS if name not in ("perceval", "pydriller") or (name in peers and commits < PEER_COMMITS)
        ]
        print(table(path, commits, measure(path, names, given.rounds)), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
