import pytest
from tests.support.frameworks import conformity, staged

from gradatim.model.framework import Framework


@pytest.fixture(scope="session")
def frameworks() -> tuple[Framework, ...]:
    return staged(), conformity()
