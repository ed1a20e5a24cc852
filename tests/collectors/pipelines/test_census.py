"""Test files are what a runner would find; source is what is neither test, nor copied, nor generated."""

# ruff: noqa: E501 - one case on one line keeps a table readable

import pytest

from gradatim.collectors.pipelines import census

TESTS = [
    ("tests/test_a.py", "def test_x():\n    assert 1\n"),
    ("lib/address.test.cc", "TEST(parsing) { CHECK_EQUAL(a, b); }\n"),
    ("test/test-array.c", "PWTEST(array_test) { pwtest_int_eq(a, b); }\n"),
    ("src/tests.c", "int main(void) { CHECK(run() == 1); }\n"),
    ("tests/view/test-merge.vala", "class Merge { void run() { assert_streq(a, b); } }\n"),
    ("src/modules/sign/tests_impl.h", "static void test_sign(void) { CHECK(sign() == 1); }\n"),
    ("test/tests/ver-1a/tests", "[Tests]\n  [csv]\n    type = CSVDiff\n  []\n[]\n"),
    ("tests/unit/a.py", "class T(TestCase):\n    def test_x(self): pass\n"),
    ("app/tests.py", "from unittest import TestCase\n"),
    ("pkg/a_test.go", "func TestA(t *testing.T) {}\n"),
    ("src/a.test.ts", "it('works', () => {})\n"),
    ("src/__tests__/b.js", "describe('x', function () {})\n"),
    ("packages/cli/src/host_spec.ts", "describe('Host', () => {\n  it('runs', () => {});\n});\n"),
    ("playground/css/__tests__/css.spec.ts", "test('x', async () => {})\n"),
    ("src/test/java/ATest.java", "@Test void a() {}\n"),
    ("My.Tests/A.cs", "[Fact] public void A() {}\n"),
    ("spec/a_spec.rb", "describe A do\nend\n"),
    ("tests/ATest.php", "public function testA() {}\n"),
    ("tests/a.rs", "#[test]\nfn a() {}\n"),
    ("src/lib.rs", "#[cfg(test)]\nmod tests {}\n"),
    ("tests/unit/unit1300.c", "UNITTEST_START\n"),
    ("t/t0001-init.sh", "test_expect_success 'x' ''\n"),
    ("t/a.t", "use Test::More;\n"),
    ("test/a_test.exs", 'test "x" do\n'),
    ("features/a.feature", "Feature: x\n  Scenario: y\n"),
]


@pytest.mark.parametrize(("path", "text"), TESTS, ids=[p for p, _ in TESTS])
def test_tests_are_found(gather, path, text):
    facts = gather({path: text})
    assert (facts.test_files, facts.test_paths) == (1, (path,))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("test/index.html", "<h1>demo</h1>"),
        ("tests/demo.js", "document.body.append('demo')\n"),
        ("test/demo/test_x.html", "<script></script>"),
        ("tests/__init__.py", ""),
        ("tests/conftest.py", "import pytest\n"),
        ("tests/test_empty.py", "# write tests here\n"),
        ("examples/demo/tests/helper.py", "def test_x(): pass\n"),
        ("vendor/x/a_test.go", "func TestA(t *testing.T) {}\n"),
        ("examples/shop/tests/walk.py", "def test_x(): pass\n"),
        ("playground/__tests__x/tests/a.js", "it('works', () => {})\n"),
        ("tests/fixtures/test_a.py", "def test_x(): pass\n"),
        ("src/contest.py", "def contest(): pass\n"),
        ("app/tests.py", "# Create your tests here.\n"),
        ("templates/app/tests/test_a.py", "def test_x(): pass\n"),
    ],
)
def test_demo_pages_skeletons_and_fixtures_are_no_tests(gather, path, text):
    assert gather({path: text}).test_files == 0


def test_source_is_counted_without_tests_copies_and_generated_files(gather):
    files = dict.fromkeys(("src/a.py", "src/b.c", "lib/c.ts"), "x")
    files |= dict.fromkeys(
        (
            "tests/helper.py",
            "vendor/v.c",
            "src/a_pb2.py",
            "dist/a.js",
            "docs/conf.py",
            "setup.py",
            "a.min.js",
            "README.md",
        ),
        "x",
    )
    files["tests/test_a.py"] = "def test_a(): pass\n"
    assert gather(files).source_files == 3


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("org.example.core.tests.model/workspace/P/src/X.java", (0, 0)),
        ("org.example.core.tests/support/X.java", (0, 0)),
        ("org.example.core.tests.model/src/org/shop/Resolve.java", (1, 0)),
        ("src/Shop.Core.Tests/Builders/Order.cs", (0, 0)),
        ("src/Shop.Core.UnitTest/Order.cs", (0, 0)),
        ("src/Shop.Test.Sdk/Order.cs", (0, 1)),
        ("org.example.contests/src/X.java", (0, 1)),
    ],
)
def test_bundles_and_projects_named_for_tests_are_no_source(gather, path, counted):
    """Names as Eclipse's conventions for plug-ins and .NET's for test projects have them."""
    text = "class X {\n  public void test1() {}\n}\n" if path.endswith("Resolve.java") else "class X {}\n"
    facts = gather({path: text})
    assert (facts.test_files, facts.source_files) == counted


def test_a_rust_file_with_tests_inside_is_source_and_holds_tests(gather):
    facts = gather({"src/lib.rs": "#[cfg(test)]\nmod tests {}\n"})
    assert (facts.test_files, facts.source_files) == (1, 1)


def test_very_many_tests_are_counted_by_name_where_a_sample_holds_up(gather):
    facts = gather({f"tests/test_{i:05}.py": "def test_a(): pass\n" for i in range(6_000)})
    assert facts.test_files == 6_000
    assert len(facts.test_paths) == 200


def test_environments_and_infrastructure_are_listed(gather):
    files = dict.fromkeys(
        ("Dockerfile", "docker/app.Dockerfile", ".devcontainer/devcontainer.json", "compose.yaml", "flake.nix", "infra/main.tf",
         "k8s/app.yaml", "prometheus/rules.yml", "scripts/backup.sh", "build/container/db.Dockerfile", "examples/Dockerfile", "tests/data/Dockerfile"), "x")  # fmt: skip
    facts = gather(files)
    assert set(facts.environments) == {
        "Dockerfile",
        "docker/app.Dockerfile",
        "build/container/db.Dockerfile",
        ".devcontainer/devcontainer.json",
        "compose.yaml",
        "flake.nix",
    }
    assert set(facts.infrastructure) == {"infra/main.tf", "k8s/app.yaml", "prometheus/rules.yml", "scripts/backup.sh"}


def test_symbolic_links_are_not_followed():
    from gradatim.collectors.pipelines import collect
    from tests.support.fake_reader import FakeReader

    facts = collect(FakeReader({"tests/test_a.py": None, ".github/workflows/ci.yml": None, "Makefile": None}), None)
    assert (facts.test_files, facts.pipelines, facts.entry_points) == (0, (), ())


def test_what_the_user_left_out_is_left_out(gather):
    from gradatim.collectors.pipelines import collect
    from tests.support.fake_reader import FakeReader

    files = {"old/tests/test_a.py": "def test_a(): pass\n", "src/a.py": "x", "src/gen.pb.py": "x"}
    facts = collect(FakeReader(files), None, ignore=("old", "*.pb.py"))
    assert (facts.test_files, facts.source_files) == (0, 1)


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("src/ledger/backup.py", False),
        ("src/gradatim/probes/backups_are_defined.py", False),
        ("scripts/db/backup_database.py", True),
        ("backup.py", True),
        ("ops/nightly-backup.sh", True),
    ],
)
def test_a_module_of_a_program_about_backups_makes_none(gather, path, counts):
    assert (path in gather({path: "pass\n"}).infrastructure) is counts


def test_where_there_are_too_many_candidates_names_of_tests_alone_tell(gather, monkeypatch):
    monkeypatch.setattr(census, "MAX_LOOKED_AT", 40)
    method = "public void testIt() {}"
    files = {f"a/{n}/XTests.java": f"class XTests {{ {method} }}" for n in range(60)}
    files |= {f"tests/data/{n}/thing_spec.py": "data = 1\n" for n in range(60)}
    assert gather(files).test_files == 60


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("public class ATests extends Base { public void testOne() throws Exception {} }", True),
        ("class ATests { @Test void one() {} }", True),
        ("class ATests { public void run() {} }", False),
    ],
)
def test_methods_of_junit_3_are_tests(gather, text, counts):
    assert gather({"x/src/org/ATests.java": text}).test_files == counts


def test_a_workflow_named_for_a_canary_is_no_rollout(gather):
    files = {".github/workflows/test-canary.yml": "on: schedule\n", "deploy/canary.yaml": "kind: Canary\n"}
    assert gather(files).infrastructure == ("deploy/canary.yaml",)
