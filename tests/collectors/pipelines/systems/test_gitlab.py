"""GitLab CI."""

# ruff: noqa: E501 - one definition on one line keeps a case readable

import pytest

from gradatim.model.pipelines import Stage
from tests.collectors.pipelines.conftest import gating, stages, step_of


@pytest.fixture
def ci(gather):
    def run(text, **files):
        return gather({".gitlab-ci.yml": text, **files}).pipelines[0]

    return run


def test_a_plain_job_runs_on_every_push_and_change(ci):
    found = ci("t:\n  script:\n    - pytest\n")
    assert found.on("push")
    assert found.on("change")
    assert gating(found) == {Stage.TEST}


def test_local_includes_are_followed_and_own_keys_win(ci):
    found = ci(
        "include:\n  - local: /ci/a.yml\n  - local: 'ci/more/*.yml'\n  - template: Jobs/SAST.gitlab-ci.yml\nt:\n  script: [pytest]\n",
        **{
            "ci/a.yml": "t:\n  script: [mypy]\nu:\n  script: [ruff check]\n",
            "ci/more/b.yml": "v:\n  script: [bandit -r .]\n",
        },
    )
    assert {j.id for j in found.jobs} == {"t", "u", "v", "template:Jobs/SAST.gitlab-ci.yml"}
    assert gating(found) == {Stage.TEST, Stage.LINT, Stage.SECURITY_SCAN}
    assert not [s for _, s in found.steps(Stage.STATIC_ANALYSIS) if s.gating]


def test_extends_references_and_anchors_are_followed(ci):
    found = ci(
        ".base: &base\n  before_script: [ruff check]\n.two:\n  extends: .base\n  script: [pytest]\n"
        ".scripts:\n  types: [mypy]\na:\n  extends: .two\nb:\n  script:\n    - !reference [.scripts, types]\n    - black --check .\n"
    )
    assert {j.id: {s for step in j.steps for s in step.stages} for j in found.jobs} == {
        "a": {Stage.LINT, Stage.TEST},
        "b": {Stage.TYPES, Stage.FORMAT},
    }


def test_circles_of_extends_end(ci):
    assert ci(".a: {extends: .b}\n.b: {extends: .a}\nc: {extends: .a, script: [pytest]}\n").jobs


@pytest.mark.parametrize("value", ["true", "{exit_codes: 1}"])
def test_allow_failure_does_not_gate(ci, value):
    found = ci(f"t:\n  script: [pytest]\n  allow_failure: {value}\n")
    assert step_of(found, Stage.TEST).not_gating_because == "`allow_failure`"


def test_a_manual_deployment_waits_for_a_person(ci):
    found = ci("d:\n  script: [kubectl apply -f x]\n  environment: {name: production}\n  when: manual\n")
    (job,) = found.jobs
    assert job.approval
    assert job.environment == "production"
    assert Stage.APPROVAL in stages(found)


@pytest.mark.parametrize(("limits", "waits"), [("", True), (", changes: [docs/**]", False)])
def test_a_manual_job_that_may_not_be_there_holds_no_later_stage_back(ci, limits, waits):
    rule = "if: '$CI_COMMIT_BRANCH == \"main\"'"
    found = ci(
        f"check:\n  stage: test\n  script: [lychee docs]\n  rules: [{{{rule}{limits}, when: manual}}]\n"
        f"d:\n  stage: deploy\n  script: [kubectl apply -f x]\n  rules: [{{{rule}}}]\n"
    )
    assert {j.name: j.approval for j in found.jobs}["d"] is waits


def test_an_automatic_deployment_does_not(ci):
    (job,) = ci("d:\n  script: [kubectl apply -f x]\n  environment: production\n").jobs
    assert not job.approval


@pytest.mark.parametrize(
    ("rules", "events"),
    [
        ("rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}]", {"change"}),
        ("rules: [{if: '$CI_COMMIT_TAG'}]", {"tag"}),
        ("rules: [{if: '$CI_PIPELINE_SOURCE == \"schedule\"'}]", {"schedule"}),
        ("rules: [{if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'}]", {"push"}),
        (
            "rules: [{if: '$CI_COMMIT_TAG', when: never}, {if: '$CI_COMMIT_BRANCH'}]",
            {"push"},
        ),  # empty in merge requests
        ("only: [merge_requests]", {"change"}),
        ("only: [tags]", {"tag"}),
        ("only: [main]", {"push"}),
        ("except: [tags]", {"push", "change"}),
    ],
)
def test_rules_tell_the_events(ci, rules, events):
    assert {t.event for t in ci(f"t:\n  script: [pytest]\n  {rules}\n").triggers} == events


def test_a_job_that_never_runs_is_left_out(ci):
    assert ci("t:\n  script: [pytest]\n  rules: [{when: never}]\nu:\n  script: [mypy]\n").jobs[0].id == "u"


def test_a_job_on_tags_does_not_gate_changes(ci):
    found = ci("t:\n  script: [pytest]\n  only: [tags]\nu:\n  script: [mypy]\n")
    assert gating(found) == {Stage.TYPES}


def test_the_workflow_limits_all_jobs(ci):
    found = ci(
        "workflow:\n  rules:\n    - if: '$CI_PIPELINE_SOURCE == \"schedule\"'\nt:\n  script: [pytest]\n  rules: [{if: '$CI_PIPELINE_SOURCE == \"schedule\"'}]\n"
    )
    assert {t.event for t in found.triggers} == {"schedule"}


def test_after_script_is_ignored(ci):
    found = ci("t:\n  script: [mypy]\n  after_script: [pytest]\n")
    assert gating(found) == {Stage.TYPES}


def test_pieces_of_a_script_run_in_one_shell(ci):
    found = ci(
        "t:\n  script:\n    - cd sub\n    - set +e\n    - make t\n    - echo x\n", **{"sub/Makefile": "t:\n\tpytest\n"}
    )
    step = step_of(found, Stage.TEST)
    assert step.line == 5
    assert not step.gating


def test_pages_are_published(ci):
    assert stages(ci("pages:\n  script: [mkdocs build]\n")) == {Stage.DOCS, Stage.DEPLOY}


def test_images_and_parallel_jobs_are_counted(ci):
    found = ci(
        f"t:\n  image: a@sha256:{'0' * 64}\n  parallel:\n    matrix:\n      - {{A: [1, 2], B: [1, 2]}}\n  script: [pytest]\n"
    )
    assert (found.actions, found.pinned_actions, found.jobs[0].matrix) == (1, 1, 4)


def test_what_is_included_is_pointed_to_where_it_stands(ci):
    found = ci(
        "include: [/ci/jobs.yml]\nown:\n  script: [ruff check]\nlent:\n  extends: .base\n",
        **{"ci/jobs.yml": "\n\n.base:\n  script:\n    - pytest\nt:\n  script: [mypy]\n"},
    )
    assert {j.id: j.path for j in found.jobs} == {"own": "", "lent": "", "t": "ci/jobs.yml"}
    at = {s.stages[0]: (s.path, s.line) for j in found.jobs for s in j.steps}
    assert at == {Stage.LINT: ("", 3), Stage.TEST: ("ci/jobs.yml", 5), Stage.TYPES: ("ci/jobs.yml", 7)}
