"""What a call comes to because its tool's settings say so; forms as the tools' manuals give them."""

# ruff: noqa: E501 - one case on one line keeps a table readable

import pytest

from gradatim.collectors.pipelines.settings import without
from gradatim.model.pipelines import Stage
from tests.collectors.pipelines.conftest import gating, stages, step_of

COVERAGE, LINT, FORMAT, STATIC = Stage.COVERAGE, Stage.LINT, Stage.FORMAT, Stage.STATIC_ANALYSIS


def pom(plugin: str, goal: str, before: str = "", more: str = "") -> dict[str, str]:
    """A Maven project whose build runs a goal of a plugin."""
    execution = f"<executions><execution><goals><goal>{goal}</goal></goals></execution></executions>"
    body = (
        f"<build>{before}<plugins><plugin><artifactId>{plugin}</artifactId>{execution}{more}</plugin></plugins></build>"
    )
    return {"pom.xml": f"<project>\n{body}\n</project>\n"}


ADDED = [
    ("jest", {"package.json": '{"jest": {\n"collectCoverage": true}}\n'}, COVERAGE),
    ("jest", {"jest.config.ts": "export default { collectCoverage: true }\n"}, COVERAGE),
    ("npx vitest run", {"vite.config.ts": "export default { test: { coverage: { provider: 'v8', enabled: true } } }\n"}, COVERAGE),
    ("npx vitest run", {"vite.config.ts": "export default { test: { coverage: {\n enabled: !!process.env.CI, provider: 'v8' } } }\n"}, COVERAGE),
    ("npm publish", {".npmrc": "provenance=true\n"}, Stage.PROVENANCE),
    ("pnpm publish -r", {"package.json": '{"publishConfig": {\n"provenance": true}}\n'}, Stage.PROVENANCE),
    ("pytest", {"pyproject.toml": '[tool.pytest.ini_options]\naddopts = [\n  "-ra",\n  "--cov=x",\n]\n'}, COVERAGE),
    ("pytest", {"setup.cfg": "[tool:pytest]\naddopts =\n  -ra\n  --cov\n"}, COVERAGE),
    ("pytest", {"pytest.ini": "[pytest]\naddopts = -ra --cov=x\n"}, COVERAGE),
    ("./mvnw -B verify", pom("maven-checkstyle-plugin", "check"), LINT),
    ("mvn install", pom("spotless-maven-plugin", "check"), FORMAT),
    ("mvn verify", pom("spotbugs-maven-plugin", "check"), STATIC),
    ("mvn verify", pom("maven-pmd-plugin", "cpd-check"), STATIC),
    ("mvn test", pom("jacoco-maven-plugin", "prepare-agent"), COVERAGE),
    ("mvn package", pom("cyclonedx-maven-plugin", "makeAggregateBom"), Stage.SBOM),
    ("mvn verify", pom("apache-rat-plugin", "check"), Stage.LICENCE_SCAN),
    ("./gradlew build", {"build.gradle": "plugins {\n  id 'checkstyle'\n}\n"}, LINT),
    ("gradle check", {"build.gradle.kts": "plugins {\n    checkstyle\n}\n"}, LINT),
    ("gradle check", {"build.gradle": "apply plugin: 'com.palantir.baseline'\n"}, LINT),
    ("gradle :core:check", {"core/build.gradle": "plugins { id 'pmd' }\n"}, STATIC),
    ("gradle build", {"build.gradle": 'plugins { id("com.diffplug.spotless") version "6" }\n'}, FORMAT),
    ("dotnet build x.sln", {"Directory.Build.props": "<Project>\n<TreatWarningsAsErrors>true</TreatWarningsAsErrors>\n<EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>\n</Project>"}, LINT),
    ("dotnet test", {"Directory.Build.props": "<Project>\n<TreatWarningsAsErrors>true</TreatWarningsAsErrors>\n<AnalysisLevel>latest</AnalysisLevel>\n</Project>"}, STATIC),
]  # fmt: skip


@pytest.mark.parametrize(("command", "files", "stage"), ADDED)
def test_settings_add_what_a_call_does(workflow, command, files, stage):
    assert stage not in stages(workflow(f"- run: {command}"))
    found = workflow(f"- run: {command}", **files)
    assert stage in gating(found)
    assert step_of(found, stage).via.partition(":")[0] in files


NOT_ADDED = [
    ("jest --coverage=false", {"package.json": '{"jest": {"collectCoverage": true}}\n'}, COVERAGE),
    ("jest", {"package.json": '{"jest": {"collectCoverage": false}}\n'}, COVERAGE),
    ("pytest --no-cov", {"pytest.ini": "[pytest]\naddopts = --cov\n"}, COVERAGE),
    ("pytest", {"setup.cfg": "[tool:pytest]\naddopts = -ra\n[x]\ny = --cov\n"}, COVERAGE),
    ("pytest", {"examples/a/pytest.ini": "[pytest]\naddopts = --cov\n"}, COVERAGE),
    ("mvn test", pom("maven-checkstyle-plugin", "check"), LINT),
    ("mvn verify", {"pom.xml": "<plugin><artifactId>maven-checkstyle-plugin</artifactId></plugin>\n<plugin><goal>check</goal></plugin>"}, LINT),
    ("gradle check", {"build.gradle": "/* id 'checkstyle'\n*/\n// id 'checkstyle'"}, LINT),
    ("pytest", {"pyproject.toml": '[tool.pytest.ini_options]\naddopts = ["-ra"]\nmarkers = ["--cov"]\n'}, COVERAGE),
    ("mvn verify -Dcheckstyle.skip", pom("maven-checkstyle-plugin", "check"), LINT),
    ("mvn verify", pom("maven-checkstyle-plugin", "checkstyle"), LINT),
    ("mvn verify", {"pom.xml": "<project><profiles><profile>" + pom("maven-checkstyle-plugin", "check")["pom.xml"] + "</profile></profiles></project>"}, LINT),
    ("mvn verify", {"pom.xml": "<project><build><pluginManagement>" + pom("maven-checkstyle-plugin", "check")["pom.xml"] + "</pluginManagement></build></project>"}, LINT),
    ("mvn verify", {"pom.xml": "<project><!-- " + pom("maven-checkstyle-plugin", "check")["pom.xml"] + " --></project>"}, LINT),
    ("mvn verify", pom("maven-checkstyle-plugin", "checkstyle", more="</plugin><plugin><artifactId>other</artifactId><goal>check</goal>"), LINT),
    ("gradle assemble", {"build.gradle": "plugins { id 'checkstyle' }\n"}, LINT),
    ("gradle build -x checkstyleMain", {"build.gradle": "plugins { id 'checkstyle' }\n"}, LINT),
    ("gradle build", {"build.gradle": "// apply plugin: 'checkstyle'\n"}, LINT),
    ("dotnet build", {"Directory.Build.props": "<EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>"}, LINT),
    ("dotnet test --no-build", {"Directory.Build.props": "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>\n<AnalysisLevel>latest</AnalysisLevel>"}, STATIC),
]  # fmt: skip


@pytest.mark.parametrize(("command", "files", "stage"), NOT_ADDED)
def test_settings_that_do_not_hold_for_a_call_add_nothing(workflow, command, files, stage):
    assert stage not in stages(workflow(f"- run: {command}", **files))


SOFT = [
    ("mvn verify", pom("maven-checkstyle-plugin", "check", more="<configuration><failOnViolation>false</failOnViolation></configuration>"), LINT),
    ("gradle check", {"build.gradle": "plugins { id 'checkstyle' }\ncheckstyle { ignoreFailures = true }\n"}, LINT),
]  # fmt: skip


@pytest.mark.parametrize(("command", "files", "stage"), SOFT)
def test_settings_say_that_a_finding_fails_nothing(workflow, command, files, stage):
    assert not step_of(workflow(f"- run: {command}", **files), stage).gating


@pytest.mark.parametrize(
    ("command", "file", "text", "stage"),
    [
        ("run-clang-tidy -p build", ".clang-tidy", "Checks: '*'\nWarningsAsErrors: '*'\n", STATIC),
        ("trivy fs .", "trivy.yaml", "exit-code: 1\n", Stage.DEPENDENCY_SCAN),
        ("grype dir:.", ".grype.yaml", "fail-on-severity: high\n", Stage.DEPENDENCY_SCAN),
    ],
)
def test_settings_let_a_finding_fail(workflow, command, file, text, stage):
    assert not step_of(workflow(f"- run: {command}"), stage).gating
    assert step_of(workflow(f"- run: {command}", **{file: text}), stage).gating
    assert not step_of(
        workflow(
            f"- run: {command}",
            **{
                file: text.replace("WarningsAsErrors: '*'", "WarningsAsErrors: ''")
                .replace(": 1", ": 0")
                .replace(": high", ":")
            },
        ),
        stage,
    ).gating


def test_hostile_settings_are_read_in_bounded_time(workflow):
    text = "<plugin><artifactId>maven-checkstyle-plugin</artifactId>" * 20_000
    assert LINT not in stages(workflow("- run: mvn verify", **{"pom.xml": text}))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a /* b\n */ c // d\ne", "a \n c \ne"),
        ("/* never ends // b\nc", "/* never ends \nc"),
        ("a // /* b\n*/", "a \n*/"),
        ("/* // */ a", " a"),
    ],
)
def test_parts_that_do_not_count_are_left_out_and_lines_keep_their_numbers(text, left):
    assert without(text, {"//": "\n", "/*": "*/"}) == left
