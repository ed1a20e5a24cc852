"""The rules are sound data, and tell what single commands, actions, hooks and names do."""

import re

import pytest

from gradatim.collectors.pipelines.rules import load_rules
from gradatim.model.pipelines import Stage

RULES = load_rules()


def command(text):
    return {f.stage for f in RULES.command(text.split())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pytest -q", {Stage.TEST}),
        ("pytest --collect-only", set()),
        ("pytest --version", set()),
        ("pytest --cov=x --cov-fail-under=95", {Stage.TEST, Stage.COVERAGE, Stage.COVERAGE_GATE}),
        ("go test ./...", {Stage.TEST}),
        ("go vet ./...", {Stage.LINT, Stage.STATIC_ANALYSIS}),
        ("cargo test --no-run", {Stage.BUILD}),
        ("cargo +nightly fmt --check", {Stage.FORMAT}),
        ("mvn -B verify", {Stage.BUILD, Stage.TEST}),
        ("mvn -V -B verify", {Stage.BUILD, Stage.TEST}),
        ("mvn -V", set()),
        ("ctest -V", {Stage.TEST}),
        ("clang-tidy-18 --warnings-as-errors=* a.c", {Stage.STATIC_ANALYSIS}),
        ("./gradlew test asciidoctor", {Stage.TEST, Stage.DOCS, Stage.BUILD}),
        ("mvn deploy -P doc,apache-release", {Stage.BUILD, Stage.TEST, Stage.SIGN, Stage.RELEASE}),
        ("mvn install -Ppre-release", {Stage.BUILD, Stage.TEST}),
        ("govulncheck ./...", {Stage.DEPENDENCY_SCAN}),
        ("govulncheck --mode=extract app", set()),
        ("mvn -B package -DskipTests", {Stage.BUILD, Stage.PACKAGE}),
        ("./gradlew build -x test", {Stage.BUILD}),
        ("dotnet test", {Stage.TEST, Stage.BUILD}),
        ("cmake --build . --target lint", set()),
        ("tsc --noEmit", {Stage.TYPES}),
        ("npm audit", {Stage.DEPENDENCY_SCAN}),
        ("npm publish --provenance", {Stage.RELEASE, Stage.PROVENANCE}),
        ("npm publish --dry-run", set()),
        ("twine check dist/*", {Stage.LINT}),
        ("twine upload dist/*", {Stage.RELEASE}),
        ("docker build -t x .", {Stage.BUILD, Stage.PACKAGE}),
        ("docker buildx build --push .", {Stage.BUILD, Stage.PACKAGE, Stage.RELEASE}),
        ("gpg --detach-sign x", {Stage.SIGN}),
        ("kubectl apply -f x", {Stage.DEPLOY}),
        ("kubectl get pods", set()),
        ("gitleaks detect", {Stage.SECRET_SCAN}),
        ("syft .", {Stage.SBOM}),
        ("reuse lint", {Stage.LICENCE_SCAN}),
        ("cz check", {Stage.COMMIT_POLICY}),
        ("bash -n x.sh", {Stage.LINT}),
        ("make", {Stage.BUILD}),
        ("make clean", set()),
        ("gh --repo own/repo release create v1", {Stage.RELEASE}),
        ("gh -R own/repo pr list", set()),
        ("docker --context x build -t y .", {Stage.BUILD, Stage.PACKAGE}),
        ("kubectl -n prod apply -f x", {Stage.DEPLOY}),
        (
            "mvn package -Dmaven.javadoc.skip=true -Dcheckstyle.skip -Djacoco.skip",
            {Stage.BUILD, Stage.TEST, Stage.PACKAGE},
        ),
        ("mvn -Dsonar.login=x verify", {Stage.BUILD, Stage.TEST}),
        ("mvn checkstyle:check -Dcheckstyle.config.location=x", {Stage.LINT}),
        ("gradle build -x spotbugsMain --exclude-task javadoc -PskipSigning", {Stage.BUILD, Stage.TEST}),
        ("gradle spotbugsMain", {Stage.STATIC_ANALYSIS}),
        ("gh workflow run build.yml -R own/packages --ref main", {Stage.HANDOVER}),
        ("gh workflow run build.yml --repo $GITHUB_REPOSITORY", set()),
        ("gh workflow run build.yml", set()),
        ("gh api repos/own/packages/dispatches -f event_type=x", {Stage.HANDOVER}),
        ("gh api repos/${{github.repository}}/dispatches -f event_type=x", set()),
        ("curl -X POST https://api.forge.example/repos/own/shop/dispatches -d x", {Stage.HANDOVER}),
        ("curl -fsSL https://forge.example/own/x.tar.gz", set()),
        ("docker compose build", {Stage.BUILD}),
        ("dotnet cake --target=Run-Unit-Tests", {Stage.PROGRAM, Stage.TEST}),
        ("dotnet cake --target=Package", {Stage.PROGRAM}),
        ("nuke Compile", {Stage.PROGRAM}),
        ("mage contest", {Stage.PROGRAM}),
        ("Invoke-Build Test", {Stage.PROGRAM, Stage.TEST}),
    ],
)
def test_commands_tell_their_stages(text, expected):
    assert command(text) == expected


@pytest.mark.parametrize(
    ("uses", "options", "expected", "gates"),
    [
        ("actions/dependency-review-action@v4", {}, {Stage.DEPENDENCY_SCAN}, True),
        ("joshgummersall/pr-style@main", {}, {Stage.COMMIT_POLICY}, True),
        ("MarkBind/markbind-action@v2", {}, {Stage.DOCS}, True),
        ("actions/dependency-review-action@v4", {"warn-only": "true"}, {Stage.DEPENDENCY_SCAN}, False),
        ("aquasecurity/trivy-action@0.1", {}, {Stage.SECURITY_SCAN, Stage.DEPENDENCY_SCAN}, False),
        ("aquasecurity/trivy-action@0.1", {"exit-code": "1"}, {Stage.SECURITY_SCAN, Stage.DEPENDENCY_SCAN}, True),
        ("cake-build/cake-action@v3", {"target": "Run-Unit-Tests"}, {Stage.PROGRAM, Stage.TEST}, True),
        ("cake-build/cake-action@v3", {"target": "GitHubActions"}, {Stage.PROGRAM}, True),
        ("peter-evans/repository-dispatch@v3", {"repository": "own/packages"}, {Stage.HANDOVER}, True),
        ("peter-evans/repository-dispatch@v3", {"repository": "${{ github.repository }}"}, set(), True),
        ("peter-evans/repository-dispatch@v3", {}, set(), True),
        ("task-ref:clair-scan", {}, {Stage.DEPENDENCY_SCAN, Stage.SECURITY_SCAN}, False),
        ("task-ref:buildah-remote-oci-ta", {}, {Stage.BUILD, Stage.PACKAGE}, True),
        ("task-ref:init", {}, set(), True),
        ("pypa/gh-action-pypi-publish@v1", {"attestations": "false"}, {Stage.RELEASE}, True),
        ("docker/build-push-action@v6", {"push": "false"}, {Stage.BUILD, Stage.PACKAGE}, True),
        ("docker/build-push-action@v6", {"push": "true"}, {Stage.BUILD, Stage.PACKAGE, Stage.RELEASE}, True),
        ("goreleaser/goreleaser-action@v6", {"args": "release --snapshot"}, {Stage.BUILD, Stage.PACKAGE}, True),
        ("ossf/scorecard-action@v2", {}, {Stage.SECURITY_SCAN}, False),
        ("org/repo/.github/workflows/maven-verify.yml@v1", {}, {Stage.BUILD, Stage.TEST}, True),
        ("org/repo/.github/workflows/release-drafter.yml@v1", {}, set(), True),
        ("somebody/unknown@v1", {}, set(), True),
    ],
)
def test_actions_tell_their_stages(uses, options, expected, gates):
    found = RULES.action(uses, options)
    assert {f.stage for f in found} == expected
    assert all(not f.soft for f in found) is gates


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("test:unit", {Stage.TEST}),
        ("run-tests.sh", {Stage.TEST}),
        ("runtests.pl", {Stage.TEST}),
        ("checksrc.pl", {Stage.LINT}),
        ("check-format", {Stage.FORMAT}),
        ("build-and-test", {Stage.BUILD, Stage.TEST}),
        ("latest", set()),
        ("contest", set()),
        ("testimonials", set()),
        ("blacklist", set()),
    ],
)
def test_names_tell_their_stages(name, expected):
    found = RULES.named(name)
    assert {f.stage for f in found} <= expected | {Stage.TEST, Stage.BUILD} if expected else not found
    assert expected <= {f.stage for f in found} or name == "build-and-test"
    assert all(f.weak for f in found)


def test_hooks_tell_their_stages():
    assert {f.stage for h in ("ruff", "mypy", "black", "gitleaks") for f in RULES.hook(h)} == {
        Stage.LINT, Stage.TYPES, Stage.FORMAT, Stage.SECRET_SCAN,
    }  # fmt: skip


def test_installing_and_printing_are_idle():
    assert all(
        RULES.idle(t.split()) for t in ("pip install pytest", "npm ci", "echo x", "apt-get install y", "git clone z")
    )
    assert not RULES.idle(["pytest"])


def test_every_stage_but_approval_can_be_told_by_a_command_or_action():
    told = {g.stage for g in RULES._file.commands} | {s for a in RULES._file.actions for s in a.stages}
    assert told == set(Stage)


def test_every_group_and_every_soft_rule_says_why():
    assert all(g.why for g in RULES._file.commands)
    silent = [r for g in RULES._file.commands for r in g.rules if (r.gates or r.soft is not None) and not r.because]
    assert silent == []
    assert all(a.because for a in RULES._file.actions if a.gates or a.soft)


def test_no_pattern_nests_repeats():
    patterns = [p for g in RULES._file.commands for r in g.rules for p in (r.args, r.unless, r.soft or "", r.gates)]
    patterns += [a.uses for a in RULES._file.actions] + [n.name for n in RULES._file.names]
    separated = re.compile(r"\(\?:(?:\\S\+ |\[-_\]\\w\+)\)\*")  # a separator in each round keeps them linear
    assert [p for p in patterns if re.search(r"\([^()]*[+*]\)[+*]", separated.sub("", p))] == []
