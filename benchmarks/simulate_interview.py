"""Simulates interviews and writes what they came to: tables for docs/interview.md and the calibration file.

    python benchmarks/simulate_interview.py --runs 400            print the tables
    python benchmarks/simulate_interview.py --runs 400 --write    also put them into the page and the calibration file

The organisations and respondents come from tests/simulation, which differs from the model on purpose. Same arguments,
same numbers: seeds are fixed.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one process a core already

import msgspec  # noqa: E402 - after the threads are set

from gradatim.evaluation.policy import load_policy  # noqa: E402
from gradatim.frameworks import loader  # noqa: E402
from gradatim.rating.estimate import default_model  # noqa: E402
from gradatim.services.ask.interview import Aim  # noqa: E402
from tests.simulation.organisations import Settings  # noqa: E402 - after the path
from tests.simulation.populations import CHECKED_ON, CHECKED_SEED, TUNED_ON, TUNED_SEED  # noqa: E402
from tests.simulation.runs import Run, run, summary  # noqa: E402

BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.0))
BEGIN, END = "<!-- simulated: begin -->", "<!-- simulated: end -->"
ORDERED_SHARE = 4
"""One run in so many is also asked in other ways: those interviews are long."""
CMMI_SHARE = 2


class How(msgspec.Struct, frozen=True):
    """How an interview is led."""

    framework: str = "sw-cmm"
    aim: Aim = Aim.ESTIMATE
    in_order: bool = False
    singly: bool = False


LED = How()


def one(job: tuple[Settings, int, How]) -> Run:
    """Run one interview; everything it needs is loaded once a process."""
    settings, seed, how = job
    framework, policy = loader.load(how.framework), load_policy(None)
    return run(framework, policy, settings, seed, aim=how.aim, in_order=how.in_order, singly=how.singly)


def runs_of(pool: ProcessPoolExecutor, settings: Settings, seed: int, count: int, how: How = LED) -> list[Run]:
    """Run `count` interviews of one population."""
    return list(pool.map(one, [(settings, seed + n, how) for n in range(count)], chunksize=8))


Populations = list[tuple[str, list[Run]]]


def checked(pool: ProcessPoolExecutor, count: int, how: How = LED) -> Populations:
    """Run `count` interviews of each population that was not tuned on."""
    return [(s.name, runs_of(pool, s, CHECKED_SEED + 1000 * n, count, how)) for n, s in enumerate(CHECKED_ON)]


def everyone(populations: Populations) -> list[Run]:
    """Return the runs of all populations."""
    return [r for _, runs in populations for r in runs]


def share(part: int, whole: int) -> str:
    """Return a share as percent."""
    return f"{part / whole:.1%}" if whole else "-"


COLUMNS = (
    "interviews",
    "reached their aim",
    "of those right",
    "median questions",
    "nine in ten within",
    "practices shown (median)",
)


def table(first: str, rows: Iterable[tuple[str, Sequence[Run]]]) -> list[str]:
    """Return one row a population, or a level."""
    lines = [f"| {' | '.join((first, *COLUMNS))} |", "| --- " * (len(COLUMNS) + 1) + "|"]
    for name, runs in rows:
        s = summary(runs)
        shares = f"{share(s.stopped, s.runs)} | {share(s.right, s.stopped)}"
        lines.append(f"| {name} | {s.runs} | {shares} | {s.median:.0f} | {s.ninth:.0f} | {s.shown:.0f} |")
    return lines


def by_level(runs: Sequence[Run]) -> list[tuple[str, list[Run]]]:
    """Return the runs by the level that is true."""
    found = [(str(level), [r for r in runs if r.truth == level]) for level in range(1, 6)]
    return [(name, runs) for name, runs in found if runs]


def bands_of(kind: str, pairs: Sequence[tuple[float, bool]]) -> list[dict[str, object]]:
    """Count statements and right ones by the probability they gave."""
    out: list[dict[str, object]] = []
    for low, high in BANDS:
        last = high == BANDS[-1][1]
        inside = [right for p, right in pairs if low <= p and (p < high or last)]
        out.append({"kind": kind, "low": low, "high": high, "runs": len(inside), "right": sum(inside)})
    return out


def calibration_of(runs: Sequence[Run]) -> list[dict[str, object]]:
    """Return the bands of statements with every needed area asked about, with some, and of scans without answers.

    An interview counts once a band, where it first comes into it: long ones would outweigh short ones otherwise.
    """
    stated: dict[str, list[tuple[float, bool]]] = {"interview": [], "partial": []}
    for r in runs:
        seen = set()
        for kind, level, p in r.path:
            band = next(low for low, _ in reversed(BANDS) if p >= low)
            if kind in stated and (kind, band) not in seen:
                seen.add((kind, band))
                stated[kind].append((p, level == r.truth))
    scans = [(r.first[1], r.first[0] == r.truth) for r in runs]
    return [
        *bands_of("interview", stated["interview"]),
        *bands_of("partial", stated["partial"]),
        *bands_of("scan", scans),
    ]


def calibration_table(bands: Iterable[dict[str, object]]) -> list[str]:
    """Return the bands as a table."""
    lines = ["| statement | probability given | statements | right |", "| --- | --- | --- | --- |"]
    words = {"interview": "every needed area spoken about", "partial": "some areas", "scan": "scan alone"}
    for band in bands:
        low, high, count, right = (band[k] for k in ("low", "high", "runs", "right"))
        assert isinstance(count, int)
        assert isinstance(right, int)
        lines.append(f"| {words[str(band['kind'])]} | {low:.0%} to {high:.0%} | {count} | {share(right, count)} |")
    return lines


def calibration_file(measured: dict[str, list[Run]]) -> str:
    """Return estimate_calibration.yaml."""
    model = default_model()
    counts = ", ".join(f"{len(runs)} on {framework}" for framework, runs in measured.items())
    where = f"{len(CHECKED_ON)} populations that differ from the model, seeds from {CHECKED_SEED}"
    lines = [
        "# Written by benchmarks/simulate_interview.py; do not edit. What statements of each strength were worth:",
        f"# {where}, interviews: {counts}.",
        f"model: {model.model}",
        f"version: '{model.version}'",
        "source: docs/interview.md",
        "frameworks:",
    ]
    for framework, runs in measured.items():
        lines.append(f"  {framework}:")
        for band in calibration_of(runs):
            lines.append("  - {" + ", ".join(f"{k}: {v}" for k, v in band.items()) + "}")
    return "\n".join(lines) + "\n"


def sw_cmm(pool: ProcessPoolExecutor, count: int) -> tuple[list[str], list[Run]]:
    """Return the tables of SW-CMM, and the runs that calibrate it."""
    led = checked(pool, count)
    runs = everyone(led)
    tuned = [(s.name, runs_of(pool, s, TUNED_SEED + 1000 * n, count)) for n, s in enumerate(TUNED_ON)]
    lines = [
        f"Checked on populations and seeds (from {CHECKED_SEED:,}) that had no part in choosing the model's numbers:",
        "",
        *table("population", [*led, (ALL, runs)]),
        "",
        "The first of them by true level:",
        "",
        *table("true level", by_level(led[0][1])),
        "",
        f"Tuned on (seeds from {TUNED_SEED:,}):",
        "",
        *table("population", tuned),
        "",
        "Calibration over all checked populations: the first statement of each interview in each band.",
        "",
        *calibration_table(calibration_of(runs)),
    ]
    return lines, runs


def compared(pool: ProcessPoolExecutor, count: int) -> list[str]:
    """Return what questions about whole areas, and the order, are worth, on the same organisations."""
    few = max(20, count // ORDERED_SHARE)
    usual = CHECKED_ON[0]
    ways = {
        "estimate, areas and practices (`ask`)": LED,
        "estimate, one practice at a time (`--singly`)": How(singly=True),
        "estimate, practices in the model's order": How(in_order=True),
        "proof, most telling first (`--prove`)": How(aim=Aim.PROVE),
        "proof, in the model's order": How(aim=Aim.PROVE, in_order=True),
    }
    rows = [(name, runs_of(pool, usual, CHECKED_SEED, few, how)) for name, how in ways.items()]
    return [
        f"The same {few} organisations of the first population, asked in other ways:",
        "",
        *table("way", rows),
        "",
        f"One practice at a time, over all checked populations, {few} interviews each:",
        "",
        *table("", [(ALL, everyone(checked(pool, few, How(singly=True))))]),
    ]


def cmmi(pool: ProcessPoolExecutor, count: int) -> tuple[list[str], list[Run]]:
    """Return the tables of CMMI-DEV, and the runs that calibrate it; nothing was tuned on it."""
    led = checked(pool, count, How(framework="cmmi-dev"))
    runs = everyone(led)
    lines = [
        f"CMMI-DEV, {count} interviews a population; none of the model's numbers was chosen on it:",
        "",
        *table("population", [*led, (ALL, runs)]),
        "",
        *calibration_table(calibration_of(runs)),
    ]
    return lines, runs


ALL = "**all of these**"


def report(count: int) -> tuple[str, str]:
    """Run everything; return the part of the page and the calibration file."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        own, own_runs = sw_cmm(pool, count)
        ways = compared(pool, count)
        other, other_runs = cmmi(pool, max(20, count // CMMI_SHARE))
    model = default_model()
    lines = [
        f"Model {model.model} {model.version}, SW-CMM, {count} interviews a population; "
        f"`python benchmarks/simulate_interview.py --runs {count}` gives the same numbers.",
        "",
        *own,
        "",
        *ways,
        "",
        *other,
    ]
    return "\n".join(lines), calibration_file({"sw-cmm": own_runs, "cmmi-dev": other_runs})


def main() -> None:
    """Print the tables, and write them where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    text, calibration = report(options.runs)
    print(text)
    if options.write:
        page = ROOT / "docs" / "interview.md"
        before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
        target = ROOT / "src" / "gradatim" / "rating" / "estimate_calibration.yaml"
        target.write_text(calibration, encoding="utf-8")


if __name__ == "__main__":
    main()
