"""The method rules are data with a source, and doubt where the source was not read."""

from typing import get_args

import pytest

from gradatim.frameworks import loader
from gradatim.model.policy import TableName
from gradatim.rating.methods import aggregation_tables, method_for
from tests.support.judging import staged, standard


@pytest.mark.parametrize(
    ("framework", "method"), [("sw-cmm", "cba-ipi"), ("cmmi-dev", "scampi-a-1.3"), ("iso-9001", "iso-17021-readiness")]
)
def test_each_framework_has_its_method(framework: str, method: str) -> None:
    found = method_for(loader.load(framework))
    assert found.method == method
    assert all(r.text and r.source for r in found.rules.values())
    assert any(t.strategy == found.aggregation for t in aggregation_tables().values())


def test_a_new_framework_gets_the_usual_method_of_its_scheme() -> None:
    assert method_for(staged({"A": (2, {"A.G1": ["A.1"]})})).method == "cba-ipi"
    assert method_for(standard({"8": ["8-1"]})).method == "iso-17021-readiness"


def test_the_policy_can_name_every_table_and_no_other() -> None:
    assert set(get_args(TableName)) == set(aggregation_tables())
