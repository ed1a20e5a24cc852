"""How long loading the frameworks takes, warm (compiled form there) and cold (parsed from YAML).

    python benchmarks/bench_frameworks.py

Prints milliseconds; the target is under 30 ms for all frameworks, warm (DESIGN.md section 6 names the others).
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gradatim.files import kept
from gradatim.frameworks import loader

ROUNDS = 25
_FRESH = (
    "import time; from gradatim.frameworks import loader; start = time.perf_counter(); loader.load_all(); "
    "print(1000 * (time.perf_counter() - start))"
)


def _milliseconds(work: object, rounds: int = ROUNDS) -> float:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def _cold() -> float:
    """Load from a copy of the data outside the package, where no compiled form is kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "indicators").mkdir()
        for path in [*loader.DATA.glob("*.yaml"), *loader.DATA.glob("indicators/*.yaml")]:
            (folder / path.relative_to(loader.DATA)).write_bytes(path.read_bytes())
        return _milliseconds(lambda: loader.load_all(folder=folder), 5)


def main() -> None:
    """Measure and print."""
    loader.load_all()
    fresh = [float(subprocess.check_output([sys.executable, "-c", _FRESH], text=True)) for _ in range(7)]
    size = sum(path.stat().st_size for path in kept.beside(loader.__file__).glob("*.compiled"))
    print(f"all frameworks, first load of a new process, compiled: {statistics.median(fresh):7.1f} ms")
    print(f"all frameworks, later loads in a process, compiled:    {_milliseconds(loader.load_all):7.1f} ms")
    print(
        f"one framework (sw-cmm), compiled:                      {_milliseconds(lambda: loader.load('sw-cmm')):7.1f} ms"
    )
    print(f"all crosswalks, compiled:                              {_milliseconds(loader.crosswalks):7.1f} ms")
    print(f"all frameworks, parsed from YAML:                      {_cold():7.1f} ms")
    print(f"compiled forms on disk:                                {size / 1000:7.1f} kB")


if __name__ == "__main__":
    main()
