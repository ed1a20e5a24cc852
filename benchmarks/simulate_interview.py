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

from gradatim.evaluation.policy import load_policy  # noqa: E402
from gradatim.frameworks import loader  # noqa: E402
from gradatim.rating.estimate import default_model  # noqa: E402
from gradatim.services.interview import Aim  # noqa: E402
from tests.simulation.organisations import Settings  # noqa: E402 - after the path
from tests.simulation.populations import CHECKED_ON, CHECKED_SEED, TUNED_ON, TUNED_SEED  # noqa: E402
from tests.simulation.runs import Run, run, summary  # noqa: E402

BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.0))
BEGIN, END = "<!-- simulated: begin -->", "<!-- simulated: end -->"
ORDERED_SHARE = 4
"""One run in so many is also asked in the model's order: those interviews are long."""


def one(job: tuple[Settings, int, Aim, bool]) -> Run:
    """Run one interview; everything it needs is loaded once a process."""
    settings, seed, aim, in_order = job
    return run(loader.load("sw-cmm"), load_policy(None), settings, seed, aim=aim, in_order=in_order)


def runs_of(pool: ProcessPoolExecutor, settings: Settings, seed: int, count: int, **how: object) -> list[Run]:
    """Run `count` interviews of one population."""
    aim, in_order = how.get("aim", Aim.ESTIMATE), bool(how.get("in_order"))
    assert isinstance(aim, Aim)
    jobs = [(settings, seed + n, aim, in_order) for n in range(count)]
    return list(pool.map(one, jobs, chunksize=8))


def share(part: int, whole: int) -> str:
    """Return a share as percent."""
    return f"{part / whole:.1%}" if whole else "-"


def populations_table(rows: Iterable[tuple[str, Sequence[Run]]]) -> list[str]:
    """Return one row a population."""
    lines = [
        "| population | interviews | reached their aim | of those right | median questions | nine in ten within |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, runs in rows:
        s = summary(runs)
        right = share(s.right, s.stopped)
        lines.append(f"| {name} | {s.runs} | {share(s.stopped, s.runs)} | {right} | {s.median:.0f} | {s.ninth:.0f} |")
    return lines


def levels_table(runs: Sequence[Run]) -> list[str]:
    """Return one row a true level."""
    lines = [
        "| true level | interviews | reached their aim | of those right | median questions | nine in ten within |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for level in range(1, 6):
        s = summary([r for r in runs if r.truth == level])
        right = share(s.right, s.stopped)
        lines.append(f"| {level} | {s.runs} | {share(s.stopped, s.runs)} | {right} | {s.median:.0f} | {s.ninth:.0f} |")
    return lines


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
    words = {"interview": "every needed area asked", "partial": "some areas asked", "scan": "scan alone"}
    for band in bands:
        low, high, count, right = (band[k] for k in ("low", "high", "runs", "right"))
        assert isinstance(count, int)
        assert isinstance(right, int)
        lines.append(f"| {words[str(band['kind'])]} | {low:.0%} to {high:.0%} | {count} | {share(right, count)} |")
    return lines


def calibration_file(bands: Iterable[dict[str, object]], count: int) -> str:
    """Return estimate_calibration.yaml."""
    model = default_model()
    lines = [
        "# Written by benchmarks/simulate_interview.py; do not edit. What statements of each strength were worth:",
        f"# {count} interviews, {len(CHECKED_ON)} populations that differ from the model, seeds from {CHECKED_SEED}.",
        f"model: {model.model}",
        f"version: '{model.version}'",
        "framework: sw-cmm",
        "source: docs/interview.md",
        "bands:",
    ]
    for b in bands:
        lines.append("- {" + ", ".join(f"{k}: {v}" for k, v in b.items()) + "}")
    return "\n".join(lines) + "\n"


def report(count: int) -> tuple[str, str]:
    """Run everything; return the part of the page and the calibration file."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tuned = [(s.name, runs_of(pool, s, TUNED_SEED + 1000 * n, count)) for n, s in enumerate(TUNED_ON)]
        checked = [(s.name, runs_of(pool, s, CHECKED_SEED + 1000 * n, count)) for n, s in enumerate(CHECKED_ON)]
        few = max(20, count // ORDERED_SHARE)
        usual = CHECKED_ON[0]
        adaptive = checked[0][1][:few]
        ordered = runs_of(pool, usual, CHECKED_SEED, few, in_order=True)
        proving = runs_of(pool, usual, CHECKED_SEED, few, aim=Aim.PROVE)
        proving_ordered = runs_of(pool, usual, CHECKED_SEED, few, aim=Aim.PROVE, in_order=True)
    everyone = [r for _, runs in checked for r in runs]
    bands = calibration_of(everyone)
    lines = [
        f"Model {default_model().model} {default_model().version}, SW-CMM, {count} interviews a population; "
        f"`python benchmarks/simulate_interview.py --runs {count}` gives the same numbers.",
        "",
        f"Checked on populations and seeds (from {CHECKED_SEED:,}) that had no part in choosing the model's numbers:",
        "",
        *populations_table([*checked, ("**all of these**", everyone)]),
        "",
        "The first of them by true level:",
        "",
        *levels_table(checked[0][1]),
        "",
        f"Tuned on (seeds from {TUNED_SEED:,}):",
        "",
        *populations_table(tuned),
        "",
        f"Against the model's order, the same {few} organisations of the first population, same stopping rules:",
        "",
        *populations_table(
            [
                ("estimate, adaptive", adaptive),
                ("estimate, model order", ordered),
                ("proof, adaptive", proving),
                ("proof, model order", proving_ordered),
            ]
        ),
        "",
        "Calibration over all checked populations: the first statement of each interview in each band.",
        "",
        *calibration_table(bands),
    ]
    return "\n".join(lines), calibration_file(bands, len(everyone))


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
