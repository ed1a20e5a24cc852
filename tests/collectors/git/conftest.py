"""A small repository and a short way to collect it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gradatim.collectors.git import collect
from gradatim.model.evidence import Period, Problem
from gradatim.model.history import Change, History
from tests.support.repositories import Repository

PERIOD = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "demo")


@pytest.fixture
def period() -> Period:
    return PERIOD


@pytest.fixture
def mined() -> Callable[..., History]:
    """Collect without a cache and expect nothing to complain about."""

    def collected(repo: Repository, **options: object) -> History:
        history, problems = collect(repo.path, PERIOD, cache=None, **options)  # type: ignore[arg-type]
        assert problems == ()
        return history

    return collected


@pytest.fixture
def mined_with_problems() -> Callable[..., tuple[History, tuple[Problem, ...]]]:
    def collected(path: Path, period: Period = PERIOD, **options: object) -> tuple[History, tuple[Problem, ...]]:
        return collect(path, period, cache=None, **options)  # type: ignore[arg-type]

    return collected


@pytest.fixture
def change_of(mined: Callable[..., History]) -> Callable[..., Change]:
    """The change that a commit landed."""

    def found(repo: Repository, commit: str) -> Change:
        return next(change for change in mined(repo).changes if change.id == commit)

    return found
