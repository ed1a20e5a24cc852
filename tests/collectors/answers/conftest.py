import pytest

from gradatim.model.framework import Framework
from tests.support.frameworks import conformity, staged


@pytest.fixture(scope="session")
def frameworks() -> tuple[Framework, ...]:
    return staged(), conformity()
