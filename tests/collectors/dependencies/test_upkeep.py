"""Update services, licences, bills of materials, copied code, where it is published."""

# ruff: noqa: E501 - one file on one line keeps a table of cases readable

import pytest

from gradatim.collectors.dependencies.listed import licence_id
from tests.collectors.dependencies.conftest import bot_change

DEPENDABOT = "version: 2\nupdates:\n- package-ecosystem: pip\n  directory: /\n- package-ecosystem: npm\n  open-pull-requests-limit: 0\n"


def test_a_configured_service_and_its_changes(gather):
    changes = (bot_change("Bump a from 1.0 to 1.1"), bot_change("Update dependency b to v2"))
    (bot,) = gather({".github/dependabot.yml": DEPENDABOT}, changes=changes).bots
    assert (bot.kind, bot.ecosystems, bot.changes_in_period) == ("dependabot", ("pip",), 1)


def test_a_configuration_that_updates_nothing_is_no_service(gather):
    text = "version: 2\nupdates:\n- package-ecosystem: pip\n  open-pull-requests-limit: 0\n"
    assert gather({".github/dependabot.yml": text}).bots == ()


@pytest.mark.parametrize(
    ("update", "shared", "covered"),
    [
        ("directory: /services/api", {}, True),
        ("directory: /services/api/client", {}, True),
        ("directories: [/services/*]", {}, True),
        ("directories: ['**/*']", {}, True),
        ("directory: /services/web", {}, False),
        ("directory: /services", {}, False),
        ("directory: /", {}, False),
        ("directory: /", {"package-lock.json": "package-lock.json"}, True),
        ("directory: /", {"CONTRIBUTING.md": "CONTRIBUTING.md"}, False),
    ],
)
def test_an_entry_counts_for_a_folder_where_it_is_about_it(gather, update, shared, covered):
    """`directory` names the folder of manifests, not those below; members of a workspace share what fixes them."""
    text = f"version: 2\nupdates:\n- package-ecosystem: npm\n  {update}\n"
    found = gather({".github/dependabot.yml": text}, folder="services/api", shared=shared).bots
    assert bool(found) is covered
    assert gather({".github/dependabot.yml": text}).bots


def test_a_service_that_is_turned_off_does_not_count(gather):
    assert gather({"renovate.json": '{"enabled": false}'}).bots == ()


def test_changes_show_a_service_without_a_configuration(gather):
    (bot,) = gather({"a": ""}, changes=(bot_change("Bump a from 1.0 to 1.1"),)).bots
    assert (bot.kind, bot.path, bot.changes_in_period) == ("dependabot", "", 1)


def test_the_pre_commit_service_counts_where_the_file_speaks_to_it(gather):
    assert [
        b.kind for b in gather({".pre-commit-config.yaml": "ci:\n  autoupdate_schedule: monthly\nrepos: []\n"}).bots
    ] == ["pre-commit-ci"]
    assert gather({".pre-commit-config.yaml": "repos: []\n"}).bots == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Apache License\nVersion 2.0, January 2004", "Apache-2.0"),
        ("MIT License\nPermission is hereby granted, free of charge, to any person obtaining a copy", "MIT"),
        ("Redistributions of source code must ...\nRedistributions in binary form must", "BSD-2-Clause"),
        ("Redistributions of source code must ...\nNeither the name of X", "BSD-3-Clause"),
        ("GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007", "GPL-3.0"),
        ("GNU AFFERO GENERAL PUBLIC LICENSE\n Version 3", "AGPL-3.0"),
        (
            "GNU GENERAL PUBLIC LICENSE\n Version 2, June 1991\n use the GNU Lesser General Public License version 2.1",
            "GPL-2.0",
        ),
        ("Mozilla Public License Version 2.0\n Secondary: GNU Affero General Public License, Version 3.0", "MPL-2.0"),
        ("SPDX-License-Identifier: EUPL-1.2", "EUPL-1.2"),
        ("All rights reserved.", ""),
    ],
)
def test_licences_are_known_by_marks(text, name):
    assert licence_id(text) == name


def test_bills_of_materials_are_known_by_content(gather):
    files = {
        "sbom.json": '{"bomFormat": "CycloneDX"}',
        "bom.json": '{"materials": ["wood"]}',
        "x.spdx.json": '{"spdxVersion": "SPDX-2.3"}',
        "tests/fixtures/sbom.json": '{"bomFormat": "CycloneDX"}',
    }
    found = gather(files).files
    assert {(f.path, f.detail) for f in found} == {("sbom.json", "CycloneDX"), ("x.spdx.json", "SPDX")}


def test_licences_of_copied_code_are_not_the_products(gather):
    mit = "Permission is hereby granted, free of charge, to any person obtaining a copy"
    assert gather({"vendor/github.com/a/b/LICENSE": mit, "third_party/x/COPYING": mit}).files == ()


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Apache Tool\nCopyright 2026\nThis product includes software developed at the Foundation.\n", False),
        ("This product bundles zlib, available under the zlib license.\n", True),
    ],
)
def test_a_notice_counts_where_it_speaks_of_licences(gather, text, counts):
    assert bool(gather({"NOTICE": text}).files) is counts


def test_a_notice_among_resources_of_tests_is_none(gather):
    text = "List under the Mozilla Public License\n"
    assert gather({"app/src/jvmTest/resources/list/NOTICE": text}).files == ()


def test_an_empty_licence_file_states_nothing(gather):
    assert gather({"LICENSE": "  \n"}).files == ()


def test_source_files_named_license_are_no_licence(gather):
    assert (
        gather(
            {
                "src/license.py": "x = 1",
                "LICENSE-MIT": "Permission is hereby granted, free of charge, to any person obtaining a copy",
            }
        )
        .files[0]
        .path
        == "LICENSE-MIT"
    )


def test_an_extension_in_capitals_is_the_name_of_a_licence(gather):
    text = "Redistributions of source code must ...\nRedistributions in binary form must"
    assert [f.path for f in gather({"LICENSE.BSD": text, "license.py": "x = 1"}).files] == ["LICENSE.BSD"]


def test_copied_code_is_listed_by_its_outermost_folder(gather):
    facts = gather({"third_party/zlib/vendor/x.c": "", "src/_vendor/y.py": "", "subprojects/a.wrap": "[wrap-file]\n"})
    assert facts.vendored_dirs == ("src/_vendor", "third_party")


@pytest.mark.parametrize(
    ("path", "text", "registry"),
    [
        ("pyproject.toml", "[build-system]\nrequires=[]\n[project]\nname='x'\n", "pypi"),
        (
            "pyproject.toml",
            "[build-system]\nrequires=[]\n[project]\nname='x'\nclassifiers=['Private :: Do Not Upload']\n",
            "",
        ),
        ("package.json", '{"name":"x","version":"1.0.0"}', "npm"),
        ("package.json", '{"name":"x","version":"1.0.0","private":true}', ""),
        ("Cargo.toml", "[package]\nname='x'\nversion='1.0.0'\n", "crates.io"),
        ("Cargo.toml", "[package]\nname='x'\nversion='1.0.0'\npublish=false\n", ""),
        ("tokio/Cargo.toml", "[package]\nname='x'\nversion='1.0.0'\n", "crates.io"),
        ("pkgs/http/pubspec.yaml", "name: http\nversion: 1.0.0\n", "pub"),
        ("composer.json", '{"name":"a/b","require":{}}', "packagist"),
        ("composer.json", '{"name":"a/b","type":"project"}', ""),
        ("benches/Cargo.toml", "[package]\nname='x'\nversion='1.0.0'\n", ""),
        ("contrib/x/Cargo.toml", "[package]\nname='x'\nversion='1.0.0'\n", ""),
    ],
)
def test_where_it_is_published(gather, path, text, registry):
    assert gather({path: text}).publishes == registry
