"""Finds the probes: ours and third-party ones register the same way, in the entry-point group `gradatim.probes`."""

import functools
import inspect
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points

from gradatim.probes.interface import Probe, ProbeError

GROUP = "gradatim.probes"
PARAMETERS = frozenset({"history", "documents", "pipelines", "dependencies", "period", "settings"})
"""Names under which a probe's function may ask for its inputs."""
FAMILIES = frozenset(
    {"changes", "review", "versions", "people", "documents", "pipelines", "tests", "dependencies", "operations"}
)


def load(points: Iterable[EntryPoint] | None = None) -> dict[str, Probe]:
    """Return every installed probe by id, sorted.

    Raises:
        ProbeError: a registered probe cannot be imported, is not a probe, or its name is taken.
    """
    return dict(_installed()) if points is None else _loaded(points)


def signature() -> tuple[tuple[str, str, str], ...]:
    """Return name, place and package version of every registered probe: what answers of earlier runs depend on."""
    points = _points(None)
    # A distribution reads its metadata anew each time that it is asked: once for each package, not for each probe.
    versions = {dist: dist.version for dist in {p.dist for p in points if p.dist}}
    return tuple((p.name, p.value, versions[p.dist] if p.dist else "") for p in points)


@functools.cache
def _installed() -> dict[str, Probe]:
    return _loaded(None)


def _loaded(points: Iterable[EntryPoint] | None) -> dict[str, Probe]:
    found: dict[str, Probe] = {}
    for point in _points(points):
        if point.name in found:
            raise ProbeError(f"probe {point.name!r} is registered twice; {_origin(point)} must take another name")
        found[point.name] = _load_one(point)
    return dict(sorted(found.items()))


def parameters(probe: Probe) -> tuple[str, ...]:
    """Return the inputs that a probe asks for, by name."""
    return tuple(inspect.signature(probe.answer).parameters)


def by_family(probes: Mapping[str, Probe]) -> dict[str, list[Probe]]:
    """Group probes by family, both in alphabetical order."""
    families: dict[str, list[Probe]] = {}
    for probe in sorted(probes.values(), key=lambda p: (p.family, p.id)):
        families.setdefault(probe.family, []).append(probe)
    return families


def _points(points: Iterable[EntryPoint] | None) -> list[EntryPoint]:
    chosen = entry_points(group=GROUP) if points is None else points
    return sorted(chosen, key=lambda p: (p.name, p.value))


def _load_one(point: EntryPoint) -> Probe:
    try:
        probe = point.load()
    except Exception as error:
        # A plugin may fail in any way at import; whatever it was, the user gets its name and one line.
        raise ProbeError(
            f"probe {point.name!r} ({_origin(point)}) cannot be loaded: {type(error).__name__}: {error}. "
            "Install its package again."
        ) from error
    if not isinstance(probe, Probe):
        raise ProbeError(f"probe {point.name!r} ({_origin(point)}): {point.attr} is no Probe")
    _check(probe, point)
    return probe


def _check(probe: Probe, point: EntryPoint) -> None:
    unknown = sorted(set(parameters(probe)) - PARAMETERS)
    fault = ""
    if probe.id != point.name:
        fault = f"calls itself {probe.id!r}; both names must be the same"
    elif probe.family not in FAMILIES:
        fault = f"has the unknown family {probe.family!r}"
    elif unknown:
        fault = f"asks for unknown inputs: {', '.join(unknown)}"
    if fault:
        raise ProbeError(f"probe {point.name!r} ({_origin(point)}) {fault}")


def _origin(point: EntryPoint) -> str:
    return f"{point.dist.name}, {point.value}" if point.dist else point.value
