"""Paths have roles: what counts as source, test, documentation and the rest."""

from pathlib import Path

import msgspec
import pytest
import yaml

import gradatim.collectors
from gradatim.model.documents import DocumentKind
from gradatim.model.history import FileChange
from gradatim.probes.support import data, paths
from tests.support.values import change, document, documents, pipeline, pipelines

ROLES = {
    "source": [
        "src/app.py",
        "lib/url.c",
        "history.py",
        "changes.ts",
        "src/contests/a.go",
        "index.html",
        "specs/model.ts",
        "bin/growpart",
        "include/type_traits",
        "tools/sub/scripts/finalize-release",
        "server/src/main/java/com/example/demo/docs/Booking.java",
    ],
    "test": [
        "packages/cli/src/host_spec.ts",
        "tests/test_app.py",
        "tests/data/test1",
        "t/t0001-init.sh",
        "contrib/subtree/t/t7900-subtree.sh",
        "src/foo/FooTest.java",
        "server/src/test/java/com/example/demo/Fixtures.java",
        "a/b_test.go",
        "addons/gdbplugin/autotests/breakpoints.cpp",
        "src/test_reader.cpp",
        "spec/a_spec.rb",
        "features/cli.feature",
        "features/step_definitions/cli_steps.rb",
    ],
    "documentation": [
        "README.md",
        "docs/conf.py",
        "docs/libcurl/a.md",
        "manpages/dbclient.1",
        "tests/README.md",
        "CONTRIBUTING",
        "specs/model.md",
    ],
    "changelog": [
        "CHANGES.rst",
        "CHANGELOG.md",
        "HISTORY.md",
        "RELEASE-NOTES",
        "Documentation/RelNotes/2.1.txt",
        "changelog.d/12.md",
        "docs/v2.8.6-ReleaseNotes",
    ],
    "pipeline": [
        ".github/workflows/ci.yml",
        ".gitlab-ci.yml",
        "Jenkinsfile",
        ".circleci/config.yml",
    ],
    "dependency": [
        "requirements/dev.txt",
        "package-lock.json",
        "go.sum",
        "pyproject.toml",
        "web/package.json",
    ],
    "vendored": [
        "vendor/x/y.go",
        "third_party/zlib/zlib.c",
        "web/node_modules/a/index.js",
    ],
    "generated": ["api/v1.pb.go", "static/app.min.js", "macos/Flutter/ephemeral/export.sh"],
    "build": [
        "Makefile",
        "lib/Makefile.inc",
        "CMakeLists.txt",
        "Dockerfile",
    ],
    "example": ["examples/hello.py"],
    "other": [".gitignore", "logo.svg", "data/table.csv", "bin/x/data", "bin/logo.png"],
}


@pytest.mark.parametrize(("role", "path"), [(role, path) for role, many in ROLES.items() for path in many])
def test_role(role, path):
    assert paths.role_of(path) == role


@pytest.mark.parametrize("group", data.load("paths")["documents"])
def test_kinds_of_documents_that_groups_ask_for_exist(group):
    path = Path(gradatim.collectors.__path__[0]) / "document_kinds.yaml"
    known = {kind["id"] for kind in yaml.safe_load(path.read_text(encoding="utf-8"))["kinds"]}
    assert sorted(set(data.load("paths")["documents"][group]["kinds"]) - known) == []


def test_a_deletion_touches_nothing():
    assert not paths.touches(change(1, "D:tests/test_a.py"), "test")
    assert paths.touches(change(1, "A:tests/test_a.py"), "test")


def test_a_section_of_another_document_does_not_make_its_changes_count():
    section = DocumentKind("architecture", "strong", "section", line=9)
    readme = document("README.md", "readme")
    facts = documents(
        msgspec.structs.replace(readme, kinds=(*readme.kinds, section)),
        document("AGENTS.md", kinds=(section,)),
        document("NOTES.md", kinds=(msgspec.structs.replace(section, confidence="weak"),)),
        document("docs/overview.md", "architecture:weak"),
    )
    belongs = paths.group_matcher("design", facts)
    wanted = {"README.md": False, "AGENTS.md": True, "NOTES.md": False, "docs/overview.md": True}
    assert {path: belongs(FileChange(path, "M")) for path in wanted} == wanted


def test_documents_are_grouped_by_what_they_are_at_head_and_by_name_where_they_are_gone():
    facts = documents(document("docs/needs.md", "requirements"), document("requirements/readme.md", "readme"))
    belongs = paths.group_matcher("requirements", facts)
    wanted = {"docs/needs.md": True, "requirements/readme.md": False, "requirements/old.md": True, "src/a.py": False}
    assert {path: belongs(FileChange(path, "M")) for path in wanted} == wanted


def test_a_definition_that_cannot_be_read_still_belongs_to_the_project() -> None:
    facts = pipelines(
        pipeline(path="vendor/ci.yml", active=False),
        pipeline(path=".gitlab-ci.yml", active=False),
        problems=((".gitlab-ci.yml", "no YAML"),),
    )
    assert paths.inactive_pipeline_paths(facts) == {"vendor/ci.yml"}
