"""Hostile manifests, lock files and changelogs are read in bounded time and never crash the run.

No time is asserted: a pattern that runs away would hang the suite.
"""

# ruff: noqa: E501 - lists of names and seeds

import pytest

from gradatim.collectors.dependencies.entries import versions
from gradatim.collectors.dependencies.kinds import MANIFESTS
from gradatim.collectors.dependencies.listed import licence_id

NAMES = (
    "requirements.txt", "pyproject.toml", "setup.cfg", "setup.py", "Pipfile", "environment.yml", "package.json", "deno.json", "Cargo.toml",
    "go.mod", "pom.xml", "a.target", "build.gradle", "gradle/libs.versions.toml", "build.sbt", "project.clj", "a.csproj", "packages.config", "Gemfile",
    "a.gemspec", "composer.json", "pubspec.yaml", "mix.exs", "rebar.config", "cpanfile", "Makefile.PL", "DESCRIPTION", "Project.toml",
    "a.rockspec", "a.cabal", "conanfile.txt", "vcpkg.json", "Package.swift", "Podfile", "flake.nix", "a.tf", "Chart.yaml", "MODULE.bazel",
    "subprojects/a.wrap", "CMakeLists.txt", "WORKSPACE", "build.zig.zon", "pixi.toml", "paket.dependencies", "vcpkg-configuration.json", "Dockerfile", "compose.yaml", ".github/workflows/a.yml", ".gitmodules", ".pre-commit-config.yaml", "uv.lock",
    "package-lock.json", "yarn.lock", "go.sum", "gradle.lockfile", "Gemfile.lock", "CHANGELOG.md", "LICENSE", "sbom.json",
)  # fmt: skip
SEEDS = (
    "\n",
    " ",
    "a",
    "a ",
    "1.",
    "{",
    "[",
    "/*",
    "<!--",
    "<dependency>",
    "<target><unit id=",
    "<project><properties><a> ",
    "requires => {",
    "{deps,[",
    'module "a" {\n',
    '"a" % ',
    "FetchContent_Declare(",
    "http_archive(name",
    ".a = .{",
    "\x00",
    "é",
)


@pytest.mark.parametrize("seed", SEEDS)
def test_repeated_pieces_end(gather, seed):
    facts = gather(dict.fromkeys(NAMES, (seed * 60_000)[:60_000]))
    assert facts.releases == ()


def test_every_kind_of_manifest_is_in_this_test():
    import re

    assert [k.pattern for k in MANIFESTS if not any(re.search(k.pattern, n) for n in NAMES)] == []


@pytest.mark.parametrize("seed", ["# 1.", "1.2.3 ", "v1-", "a ", "<", "["])
def test_long_lines_of_changelogs_end(seed):
    assert len(list(versions(seed * 50_000))) <= 1
    assert licence_id(seed * 10_000) == ""


def test_a_huge_file_is_skipped_with_a_reason(gather):
    facts = gather({"package.json": '{"dependencies": {' + " " * 700_000 + "}}"})
    assert facts.manifests == ()
    assert "larger" in dict(facts.problems)["package.json"]


def test_a_link_is_not_followed():
    from gradatim.collectors.dependencies import collect
    from tests.collectors.dependencies.conftest import PERIOD
    from tests.support.fake_reader import FakeReader

    facts = collect(FakeReader({"package.json": None, "CHANGELOG.md": None, "LICENSE": None}), None, PERIOD)
    assert (facts.manifests, facts.changelog, facts.files) == ((), "", ())
