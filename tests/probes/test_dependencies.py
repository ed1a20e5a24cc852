"""Components: declared, fixed, verified, updated, licensed, listed, marked."""

from datetime import date

import pytest

from gradatim.model.dependencies import DependencyFacts, ListedFile, LockFile, Manifest, UpdateBot
from gradatim.model.observation import Outcome
from gradatim.model.pipelines import PipelineFacts, Stage
from gradatim.probes import (
    bill_of_materials_exists,
    component_licences_are_identified,
    dependencies_are_declared,
    dependencies_are_locked,
    dependencies_are_verified,
    dependency_updates_flow,
    licence_is_stated,
    third_party_code_is_marked,
)
from gradatim.probes.support.components import dependency_changes, own_manifests
from tests.support.values import change, history, job, path_history, pipeline, pipelines, seconds, step, tree

EMPTY, NONE = DependencyFacts(), PipelineFacts()


def manifest(path="package.json", **more):
    return Manifest(**({"path": path, "ecosystem": "npm", "declared": 5, "pinned": 0} | more))


def lock(path="package-lock.json", **more):
    return LockFile(**({"path": path, "ecosystem": "npm", "entries": 50, "hashed": 50} | more))


def test_manifests_declare():
    seen = dependencies_are_declared.answer(DependencyFacts(manifests=(manifest(),)), NONE)
    assert seen.outcome is Outcome.TRUE
    assert seen.message == "1 manifest (npm) with 5 components."


@pytest.mark.parametrize(
    "path", ["tests/data/app/package.json", "examples/x/package.json", "third_party/x/package.json"]
)
def test_manifests_of_fixtures_and_examples_are_not_the_projects_own(path):
    assert own_manifests(DependencyFacts(manifests=(manifest(path),))) == ()


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("test/Shop.Tests/Shop.Tests.csproj", True),
        ("test/unit/Shop.UnitTest/Shop.UnitTest.fsproj", True),
        ("test/Shop.Tests/Assets/App/App.csproj", False),
        ("test/Shop.Tests/TestApp/TestApp.csproj", False),
    ],
)
def test_a_project_that_holds_tests_is_the_projects_own(path, own):
    made = manifest(path, ecosystem="nuget")
    assert own_manifests(DependencyFacts(manifests=(made,))) == ((made,) if own else ())


def test_what_tests_need_and_what_pipelines_use_are_told_apart():
    needed, action = manifest("tests/package.json"), manifest(".github/workflows/ci.yml", ecosystem="github-actions")
    assert own_manifests(DependencyFacts(manifests=(needed, action))) == (needed,)


def test_a_person_who_changes_a_pipeline_changes_no_dependency_and_a_bot_does():
    facts = DependencyFacts(manifests=(manifest(".github/workflows/ci.yml", ecosystem="github-actions"),))
    person, bot = change(1, ".github/workflows/ci.yml"), change(2, ".github/workflows/ci.yml", by_bot=True)
    assert dependency_changes(history(person, bot), facts) == (bot,)


def test_a_change_of_a_packages_description_is_not_one_of_components():
    facts = DependencyFacts(manifests=(manifest("aeson.cabal", ecosystem="hackage"),))
    told, other = (
        change(1, "aeson.cabal", title="Bump bytestring to 0.12"),
        change(2, "aeson.cabal", title="Add a module"),
    )
    assert dependency_changes(history(told, other), facts) == (told,)


def test_a_file_that_holds_more_than_components_counts_with_its_lock_file_or_its_title():
    facts = DependencyFacts(manifests=(manifest("pyproject.toml"),), locks=(lock("uv.lock"),))
    layout = change(1, "pyproject.toml", title="Ship the changelog")
    locked = change(2, "pyproject.toml", "uv.lock", title="Use the new parser")
    told = change(3, "pyproject.toml", title="Drop a dependency")
    assert dependency_changes(history(layout, locked, told), facts) == (locked, told)


@pytest.mark.parametrize("flag", ["vendored", "unused_template"])
def test_foreign_manifests_do_not(flag):
    foreign = DependencyFacts(manifests=(manifest(**{flag: True}),))
    assert dependencies_are_declared.answer(foreign, PipelineFacts(source_files=3)).outcome is Outcome.NOT_AVAILABLE


@pytest.mark.parametrize(
    ("own", "locked", "outcome"),
    [
        (manifest(), lock(), Outcome.TRUE),
        (manifest(), None, Outcome.FALSE),
        (manifest(pinned=5), None, Outcome.TRUE),
        (manifest(), lock(older_than_manifest=True), Outcome.FALSE),
        (manifest(), lock(vendored=True), Outcome.FALSE),
        (manifest(), lock(ecosystem="pypi"), Outcome.FALSE),
        (manifest("web/app/package.json"), lock("web/package-lock.json"), Outcome.TRUE),  # a workspace
        (manifest("api/package.json"), lock("web/package-lock.json"), Outcome.FALSE),
        (manifest(declared=0), None, Outcome.NOT_AVAILABLE),
    ],
)
def test_exact_versions(own, locked, outcome, settings):
    facts = DependencyFacts(manifests=(own,), locks=(locked,) if locked else ())
    assert dependencies_are_locked.answer(facts, settings).outcome is outcome


def test_ranges_are_right_for_a_library(settings):
    seen = dependencies_are_locked.answer(DependencyFacts(manifests=(manifest(),), publishes="npm"), settings)
    assert dependencies_are_locked.LIBRARY in seen.caveats


@pytest.mark.parametrize(("hashed", "outcome"), [(50, Outcome.TRUE), (10, Outcome.FALSE)])
def test_checksums(hashed, outcome, settings):
    seen = dependencies_are_verified.answer(DependencyFacts(locks=(lock(hashed=hashed),)), settings)
    assert seen.outcome is outcome
    assert seen.message.startswith(f"{hashed} of 50 fixed components")


def test_pins_that_a_lock_file_covers_are_not_counted_again(settings):
    module = manifest("go.mod", ecosystem="go", declared=93, pinned=93)
    sums = lock("go.sum", ecosystem="go", entries=219, hashed=219, manifest="go.mod")
    seen = dependencies_are_verified.answer(DependencyFacts(manifests=(module,), locks=(sums,)), settings)
    assert seen.outcome is Outcome.TRUE
    assert seen.message.startswith("219 of 219 fixed components")


def test_parts_of_the_project_are_no_components(settings):
    workspace = manifest("core/Cargo.toml", ecosystem="cargo", declared=3, pinned=3, inside=3)
    facts = DependencyFacts(manifests=(workspace,))
    assert dependencies_are_verified.answer(facts, settings).outcome is Outcome.NOT_AVAILABLE
    assert dependencies_are_declared.answer(facts, NONE).message == "1 manifest (cargo) with 0 components."


def test_a_lock_file_is_for_the_manifests_of_its_tool(settings):
    loose = manifest("docs/requirements.txt", ecosystem="pypi")
    whole = manifest("pkg/pyproject.toml", ecosystem="pypi")
    uv = lock("uv.lock", ecosystem="pypi", covers=("pyproject.toml",))
    seen = dependencies_are_locked.answer(DependencyFacts(manifests=(loose, whole), locks=(uv,)), settings)
    assert [r.location for r in seen.counter] == ["docs/requirements.txt"]


def test_composer_locks_what_stands_beside_and_nothing_below(settings):
    paths = ("composer.json", "tools/x/composer.json")
    facts = DependencyFacts(
        manifests=tuple(manifest(path, ecosystem="composer") for path in paths),
        locks=(lock("composer.lock", ecosystem="composer"),),
    )
    seen = dependencies_are_locked.answer(facts, settings)
    assert [r.location for r in seen.counter] == ["tools/x/composer.json"]


@pytest.mark.parametrize("path", ["gradle/verification-metadata.xml", "gradle/dependency-locks/a.lockfile"])
def test_lock_files_in_a_build_tools_folder_cover_the_folder_above(path, settings):
    facts = DependencyFacts(
        manifests=(manifest("app/build.gradle", ecosystem="gradle"),), locks=(lock(path, ecosystem="gradle"),)
    )
    assert dependencies_are_locked.answer(facts, settings).outcome is Outcome.TRUE


def test_update_services_are_told(period, settings):
    bots = (UpdateBot(kind="dependabot", path=".github/dependabot.yml", ecosystems=("gomod", "docker")),)
    seen = dependency_updates_flow.answer(
        history(), DependencyFacts(manifests=(manifest(),), bots=bots), period, settings
    )
    assert seen.message.endswith("Set up: dependabot (gomod, docker).")


def test_updates_by_bots_and_people_flow_and_version_bumps_do_not(period, settings):
    facts = DependencyFacts(manifests=(manifest(),), locks=(lock(),))
    updates = [change(m, "package-lock.json", day=date(2026, m, 3), by_bot=True) for m in range(1, 7)]
    bumps = [change(50 + m, "package.json", day=date(2026, m, 3), title=f"Release 1.{m}.0") for m in range(1, 7)]
    seen = dependency_updates_flow.answer(history(*updates, *bumps), facts, period, settings)
    assert seen.outcome is Outcome.TRUE
    assert seen.message == "6 changes of dependencies landed in 6 of 12 months, 6 of them by a bot."
    assert dependency_updates_flow.answer(history(*bumps), facts, period, settings).outcome is Outcome.FALSE


def test_two_months_since_the_project_began_tell_no_flow(period, settings):
    began = seconds(date(2026, 7, 1))
    young = history(change(1, "package-lock.json", day=date(2026, 7, 5), by_bot=True), first_time=began)
    seen = dependency_updates_flow.answer(young, DependencyFacts(locks=(lock(),)), period, settings)
    assert seen.outcome is Outcome.NOT_AVAILABLE


def test_without_components_there_is_nothing_to_update(period, settings):
    assert dependency_updates_flow.answer(history(), EMPTY, period, settings).outcome is Outcome.NOT_APPLICABLE


def test_licence():
    stated = DependencyFacts(files=(ListedFile(path="LICENSE", what="licence", detail="MIT"),))
    assert licence_is_stated.answer(stated).message == "LICENSE states the licence: MIT."
    assert licence_is_stated.answer(EMPTY).outcome is Outcome.FALSE


def test_a_licence_is_told_of_the_file_that_states_it():
    texts = ListedFile(path="docs/license.adoc", what="licence", detail="CC-BY-SA-4.0")
    facts = DependencyFacts(files=(texts, ListedFile(path="LICENSE", what="licence", detail="MIT")))
    assert licence_is_stated.answer(facts).message == "LICENSE states the licence: MIT. Other files name CC-BY-SA-4.0."


SCAN = pipelines(pipeline(job(step(Stage.LICENCE_SCAN), step(Stage.SBOM))))
STALE_SCAN = pipelines(pipeline(job(step(Stage.LICENCE_SCAN), step(Stage.SBOM)), active=False))
USED = {"manifests": (manifest(),)}


def test_licences_of_components():
    notice = DependencyFacts(files=(ListedFile(path="NOTICE", what="notice"),), **USED)
    used = DependencyFacts(**USED)
    assert component_licences_are_identified.answer(notice, NONE).outcome is Outcome.TRUE
    assert component_licences_are_identified.answer(used, SCAN).outcome is Outcome.TRUE
    assert component_licences_are_identified.answer(used, STALE_SCAN).outcome is Outcome.FALSE
    assert component_licences_are_identified.answer(EMPTY, SCAN).outcome is Outcome.NOT_APPLICABLE


def test_bill_of_materials():
    old = ListedFile(path="sbom.json", what="sbom", detail="CycloneDX", history=path_history(changes_in_period=0))
    kept = bill_of_materials_exists.answer(DependencyFacts(files=(old,)), NONE)
    assert (kept.outcome, kept.alive) == (Outcome.TRUE, False)
    assert bill_of_materials_exists.answer(EMPTY, SCAN).outcome is Outcome.TRUE
    assert bill_of_materials_exists.answer(EMPTY, STALE_SCAN).outcome is Outcome.FALSE


def test_what_a_definition_out_of_sight_may_make_or_name_is_open():
    elsewhere = pipelines(pipeline(job(step(run="acme/ci/.github/workflows/all.yml@v1"))))
    assert bill_of_materials_exists.answer(EMPTY, elsewhere).outcome is Outcome.NOT_AVAILABLE
    result = component_licences_are_identified.answer(DependencyFacts(**USED), elsewhere)
    assert result.outcome is Outcome.NOT_AVAILABLE
    assert "kept elsewhere" in result.message


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("vendor/zlib/LICENSE", Outcome.TRUE),
        ("vendor/zlib/zlib.c", Outcome.FALSE),
        ("vendor/a/b/c/LICENSE", Outcome.FALSE),
    ],
)
def test_copied_code_says_where_it_comes_from(path, outcome, settings):
    facts = DependencyFacts(vendored_dirs=("vendor",))
    assert third_party_code_is_marked.answer(history(tree=tree(path)), facts, settings).outcome is outcome


def test_submodules_name_their_origin(settings):
    seen = third_party_code_is_marked.answer(history(), DependencyFacts(submodules=("deps/x",)), settings)
    assert seen.outcome is Outcome.TRUE


def test_no_copied_code_is_no_question(settings):
    assert third_party_code_is_marked.answer(history(), EMPTY, settings).outcome is Outcome.NOT_APPLICABLE
