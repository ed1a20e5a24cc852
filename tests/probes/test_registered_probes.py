"""Every installed probe is documented, deterministic on empty facts, and free of traps."""

import pytest

from gradatim.model.observation import Outcome
from gradatim.probes import registry, runner
from tests.support.values import evidence_set, history, policy_settings

PROBES = registry.load()


@pytest.mark.parametrize("probe", PROBES.values(), ids=list(PROBES))
def test_documentation_is_complete_and_short(probe):
    assert probe.question.endswith("?")
    for text in (probe.what, probe.why, probe.how, probe.misleads, probe.remedy):
        assert 30 <= len(text) <= 900
        assert text.endswith((".", ")"))


def test_every_probe_answers_an_empty_unit_without_error():
    observations, evidence = runner.run(PROBES, evidence_set(), policy_settings(), debug=True)
    assert {o.probe for o in observations} == set(PROBES)
    assert all(o.outcome is not Outcome.TRUE for o in observations), "nothing is there, so nothing can hold"
    assert evidence == ()
    assert all(o.message.endswith(".") for o in observations)


def test_every_probe_answers_a_plain_folder_without_error():
    empty = evidence_set(history=None)
    observations, _ = runner.run(PROBES, empty, policy_settings(), debug=True)
    assert all(o.outcome in (Outcome.FALSE, Outcome.NOT_AVAILABLE, Outcome.NOT_APPLICABLE) for o in observations)


def test_a_history_without_a_commit_is_no_reason_to_fail():
    empty = evidence_set(history=history(head="", branch=""))
    observations, _ = runner.run(PROBES, empty, policy_settings(), debug=True)
    assert all(o.outcome is not Outcome.ERROR for o in observations)
