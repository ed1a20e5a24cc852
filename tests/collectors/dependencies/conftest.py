"""Fixtures: collect from files in memory with a history made to order."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from gradatim.collectors.dependencies import collect
from gradatim.model.dependencies import DependencyFacts, LockFile, Manifest
from gradatim.model.evidence import Period
from gradatim.model.history import Change, ChangeStyle, History, PathHistory, Tag, TagKind
from tests.support.fake_reader import FakeReader

PERIOD = Period(date(2026, 1, 1), date(2026, 6, 30))
DAY = 86_400


def at(year: int, month: int, day: int) -> int:
    """Return a day's seconds since the epoch."""
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


def lived(last: int, changes: int = 3) -> PathHistory:
    """Return the history of a path that changed last at a time."""
    return PathHistory(
        first=1, last=last, changes=changes, people=2, changes_in_period=1, people_in_period=1, bulk=False
    )


def tag(name: str, version: str, time: int = 0, **more: object) -> Tag:
    """Return a release tag."""
    values = {
        "commit": "c" + name,
        "annotated": True,
        "signed": False,
        "reachable": True,
        "kind": TagKind.RELEASE,
        **more,
    }
    return Tag(name=name, version=version, time=time or at(2026, 3, 1), **values)


def bot_change(title: str) -> Change:
    """Return a change by a bot."""
    return Change(
        id="b",
        style=ChangeStyle.SQUASH,
        landed=at(2026, 2, 1),
        title=title,
        commits=("b",),
        authors=("p1",),
        by_bot=True,
    )


@pytest.fixture
def gather() -> Callable[..., DependencyFacts]:
    """Collect from `path: text`; `last` gives the time of the last change of single paths."""

    def run(
        files: dict[str, str], *, last: dict[str, int] | None = None, known: bool = True, **more: object
    ) -> DependencyFacts:
        paths = {p: lived((last or {}).get(p, 10)) for p in files}
        history = History(head="a" * 40, branch="main", branches=("main",), paths=paths, **more)
        return collect(FakeReader(dict(files)), history if known else None, PERIOD)

    return run


@pytest.fixture
def manifest(gather: Callable[..., DependencyFacts]) -> Callable[[str, str], Manifest]:
    """Collect one file and return it as a manifest."""

    def run(path: str, text: str) -> Manifest:
        (found,) = gather({path: text}).manifests
        return found

    return run


@pytest.fixture
def lock(gather: Callable[..., DependencyFacts]) -> Callable[[str, str], LockFile]:
    """Collect one file and return it as a lock file."""

    def run(path: str, text: str) -> LockFile:
        (found,) = gather({path: text}).locks
        return found

    return run
