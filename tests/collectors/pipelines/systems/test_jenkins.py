"""Jenkinsfiles, read without running Groovy."""

# ruff: noqa: E501 - one definition on one line keeps a case readable

import pytest

from gradatim.model.observation import Outcome
from gradatim.model.pipelines import Stage
from gradatim.probes import tests_run_on_every_change
from tests.collectors.pipelines.conftest import gating, stages, step_of

DECLARATIVE = """pipeline {
  agent { docker { image 'python:3.12' } }
  triggers { cron('H 4 * * *') }
  options { timeout(time: 1, unit: 'HOURS') }
  stages {
    // stage('Old') { steps { sh 'bandit -r .' } }
    stage('Test') {
      steps {
        sh '''
          set -e
          pytest -q
          mypy src
        '''
      }
    }
    stage("Lint") {
      steps {
        catchError(buildResult: 'SUCCESS', stageResult: 'UNSTABLE') {
          sh 'ruff check'
        }
      }
    }
    stage('Deploy') {
      when { buildingTag() }
      input { message 'Go on?' }
      steps { sh "kubectl apply -f ${env.FILE}" }
    }
  }
  post { always { sh 'black --check .' } }
}
"""


@pytest.fixture
def jenkins(gather):
    def run(text, path="Jenkinsfile", **files):
        return gather({path: text, **files}).pipelines[0]

    return run


def test_stages_of_a_declarative_pipeline_are_read(jenkins):
    found = jenkins(DECLARATIVE)
    assert [j.name for j in found.jobs] == ["pipeline", "Test", "Lint", "Deploy"]
    assert gating(found) >= {Stage.TEST, Stage.TYPES}
    assert step_of(found, Stage.TYPES).line == 12
    assert {t.event for t in found.triggers} == {"push", "change", "schedule"}


def test_what_is_commented_out_does_not_count(jenkins):
    assert Stage.SECURITY_SCAN not in stages(jenkins(DECLARATIVE))


def test_swallowed_failures_and_post_steps_do_not_gate(jenkins):
    found = jenkins(DECLARATIVE)
    assert "catchError" in step_of(found, Stage.LINT).not_gating_because
    assert "post" in step_of(found, Stage.FORMAT).not_gating_because


def test_an_input_waits_for_a_person(jenkins):
    deploy = jenkins(DECLARATIVE).jobs[-1]
    assert deploy.approval
    assert "tag" in deploy.condition.lower()


def test_a_scripted_pipeline_is_read(jenkins):
    found = jenkins(
        "node {\n  stage('Build') {\n    sh(script: 'make', label: 'x')\n  }\n  stage('Test') {\n    parallel(a: { sh 'pytest' })\n  }\n}\n"
    )
    assert stages(found) == {Stage.BUILD, Stage.TEST}


def test_return_status_leaves_the_result_to_the_script(jenkins):
    found = jenkins("node {\n  def s = sh(returnStatus: true, script: 'pytest')\n}\n")
    assert not step_of(found, Stage.TEST).gating


def test_a_computed_command_is_told_by_its_stage(jenkins):
    found = jenkins("node {\n  stage(\"build ${x}\") {\n    sh cmd.join(' ')\n  }\n}\n")
    assert stages(found) == {Stage.BUILD}


def test_the_shared_library_of_plugins_is_known(jenkins):
    assert stages(jenkins("buildPlugin(\n  useContainerAgent: true,\n)\n")) == {
        Stage.BUILD,
        Stage.TEST,
        Stage.STATIC_ANALYSIS,
    }


def test_the_shared_library_of_plugins_names_its_platforms(jenkins):
    given = "configurations: [\n    [platform: 'linux', jdk: 25],\n    [platform: 'windows', jdk: 21],\n  ]"
    assert [j.matrix for j in jenkins(f"buildPlugin(\n  forkCount: '1C',\n  {given})\n").jobs] == [2]


def test_strings_with_braces_do_not_confuse(jenkins):
    found = jenkins("node {\n  stage('A') {\n    sh 'echo }}} {'\n    sh \"pytest ${x ? '}' : ''}\"\n  }\n}\n")
    assert [j.name for j in found.jobs] == ["A"]
    assert stages(found) == {Stage.TEST}


@pytest.mark.parametrize(
    "text", ["", "node {" * 5000, "pipeline {'''", "stage('" * 3000, "}" * 5000, "node { sh '" + "\\" * 9999]
)
def test_broken_files_do_not_crash(gather, text):
    assert len(gather({"Jenkinsfile": text}).pipelines) <= 1


def test_other_names_are_found(jenkins):
    assert jenkins("node { sh 'pytest' }", path="ci/Jenkinsfile.nightly").system == "jenkins"


@pytest.mark.parametrize(
    ("paths", "known"),
    [
        (["Jenkinsfile"], {"Jenkinsfile"}),
        (["ci/Jenkinsfile"], {"ci/Jenkinsfile"}),
        (["Jenkinsfile", "ci/release/Jenkinsfile"], {"Jenkinsfile"}),
        (["ci/nightly/Jenkinsfile", "ci/release/Jenkinsfile"], set()),
        (["ci/Jenkinsfile", "ci/Jenkinsfile.release"], {"ci/Jenkinsfile"}),
    ],
)
def test_only_the_usual_jenkinsfile_is_known_to_run_on_changes(gather, paths, known):
    facts = gather(dict.fromkeys(paths, "pipeline { stages { stage('a') { steps { sh 'pytest' } } } }"))
    assert {p.path for p in facts.pipelines if p.on("change")} == known


@pytest.mark.parametrize(
    "trigger", ["triggers { cron('@daily') }", "triggers { cron '@weekly' }", 'triggers { cron "H 2 * * *" }']
)
def test_a_schedule_is_seen_with_or_without_parentheses(jenkins, trigger):
    assert jenkins(f"pipeline {{ {trigger}\n stages {{ stage('a') {{ steps {{ sh 'pytest' }} }} }} }}").on("schedule")


def test_a_scripted_schedule_is_seen(jenkins):
    assert jenkins("properties([pipelineTriggers([cron('@daily')])])\nnode { sh 'pytest' }").on("schedule")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def GOAL = 'deploy'\nnode { sh \"mvn -B \" +\n  \"-q clean ${GOAL}\" }", {Stage.BUILD, Stage.TEST, Stage.RELEASE}),
        ("pipeline { environment {\n MVN = 'mvn -B'\n }\n stages { stage('x') { steps { sh '$MVN verify' } } } }", {Stage.BUILD, Stage.TEST}),
        ("def GOAL = 'deploy'\nif (x) {\n  GOAL = 'verify'\n}\nnode { sh \"mvn ${GOAL}\" }", set()),
        ("def GOAL = pick()\nnode { sh \"mvn ${GOAL}\" }", set()),
    ],
)  # fmt: skip
def test_texts_are_joined_and_names_with_one_value_put_in(gather, text, expected):
    (found,) = gather({"Jenkinsfile": text}).pipelines
    assert stages(found) == expected


@pytest.mark.parametrize(
    ("text", "lent"),
    [
        ("@Library('ci') _\npipeline { stages { stage('x') { steps { ourPipeline() } } } }\n", True),
        ("library 'ci'\nourPipeline(java: 17)\n", True),
        ("ourPipeline()\n", True),
        ("ourPipeline {\n  java = 17\n}\n", True),
        ("@Library('ci') _\npipeline { stages { stage('x') { steps { sh 'ruff check' } } } }\n", False),
        ("pipeline { stages { stage('x') { steps { echo 'hi' } } } }\n", False),
    ],
)
def test_what_a_shared_library_does_under_a_name_of_its_own_leaves_the_answer_open(gather, text, lent):
    result = tests_run_on_every_change.answer(gather({"Jenkinsfile": text}))
    assert result.outcome is (Outcome.NOT_AVAILABLE if lent else Outcome.FALSE)
    assert ("Jenkinsfile:1" in result.message) is lent


def test_what_plugins_hang_on_maven_runs_where_a_step_of_the_library_calls_it(gather):
    pom = "<project><build><plugins><plugin>\n<artifactId>maven-checkstyle-plugin</artifactId>\n<executions><execution><goals><goal>check</goal></goals></execution></executions></plugin></plugins></build></project>\n"
    with_plugin = gather({"Jenkinsfile": "buildPlugin()\n", "pom.xml": pom}).pipelines[0]
    assert gating(with_plugin) - gating(gather({"Jenkinsfile": "buildPlugin()\n"}).pipelines[0]) == {Stage.LINT}


def test_stages_in_stages_are_read_once(gather):
    """Each stage was searched with all that lies in the stages inside it: time grew with the square of their depth."""
    deep = "".join(f"stage('s{i}') {{ sh 'pytest a{i}'\n" + "sh 'x'\n" * 40 for i in range(480)) + "}" * 480
    jobs = gather({"Jenkinsfile": f"node {{\n{deep}\n}}\n"}).pipelines[0].jobs
    assert {len(j.steps) for j in jobs} == {41}
