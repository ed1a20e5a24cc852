"""How things commonly fail, and where the statement comes from."""

from gradatim.frameworks import learning
from gradatim.model.framework import Criterion, Framework, Scheme
from gradatim.model.learning import Failure

_FORERUNNER = "sw-cmm"
"""The model for whose areas most failures were written; areas of a successor take them over a strong link."""


def failures(framework: Framework, group: str, criterion: Criterion | None = None) -> tuple[str, ...]:
    """Return the signs of an area or clause, or of one criterion of it.

    An area of a successor of the SW-CMM has those of its forerunners beside its own.
    """
    if framework.scheme is Scheme.STAGED and framework.id != _FORERUNNER:
        return tuple(dict.fromkeys((*_own(framework.id, group), *_of_forerunners(framework.id, group))))
    entries = learning.failures().frameworks.get(framework.id, ())
    fitting = [entry for entry in entries if _covers(entry.group, group)]
    if criterion is None:
        return _lines(fitting)
    own = [entry for entry in fitting if criterion.id in entry.criteria]
    return _lines(own) or _lines([entry for entry in fitting if not entry.criteria])


def _covers(group: str, asked: str) -> bool:
    """Tell whether an entry speaks of a group: of itself, of what lies above it, or of what lies below it."""
    return group == asked or asked.startswith(f"{group}.") or group.startswith(f"{asked}.")


def _lines(entries: list[Failure]) -> tuple[str, ...]:
    """Return the signs, and once after them who publishes that they are found often."""
    known = learning.sources()
    signs = dict.fromkeys(sign for entry in entries for sign in entry.signs)
    ids = dict.fromkeys(id for entry in entries for id in entry.sources if known[id].read == "retrieved")
    published = [f"Often found by others too: {'; '.join(known[id].what for id in ids)}."] if ids else []
    return (*signs, *published)


def _own(framework: str, area: str) -> tuple[str, ...]:
    return _lines([entry for entry in learning.failures().frameworks.get(framework, ()) if entry.group == area])


def _of_forerunners(framework: str, area: str) -> tuple[str, ...]:
    from gradatim.services.compare.links import between  # noqa: PLC0415 - the package imports this one

    own = [link.other for link in between(framework, _FORERUNNER).get(area, ()) if link.strength == "strong"]
    entries = learning.failures().frameworks.get(_FORERUNNER, ())
    return _lines([entry for entry in entries if entry.group in own])
