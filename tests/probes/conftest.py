"""Fixtures of every probe's test. The builders themselves are plain functions in `tests/support/values.py`."""

import pytest

from gradatim.model.evidence import Period
from gradatim.probes.interface import ProbeSettings
from tests.support import values


@pytest.fixture
def period() -> Period:
    return values.PERIOD


@pytest.fixture
def settings() -> ProbeSettings:
    """The shipped policy's numbers."""
    return values.policy_settings()
