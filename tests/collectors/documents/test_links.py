"""What documents name: files that exist, files and commands that do not."""

import pytest

from tests.collectors.documents import texts
from tests.collectors.documents.conftest import history_of

OTHERS = {
    "CONTRIBUTING.md": texts.CONTRIBUTING,
    "docs/guide/intro.md": "# Intro\n",
    "scripts/check.sh": "#!/bin/sh\n",
    "src/core/reader.py": "",
}


def _linked(collected, text, path="docs/process/review.md", others=OTHERS, **more):
    body = "# Code review\n\nOur maintainers review every pull request of a contributor before it is merged.\n\n" + text
    return collected({**others, path: body}, **more)[path]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("See [rules](../../CONTRIBUTING.md#tests).", "CONTRIBUTING.md"),
        ("See [intro](/docs/guide/intro.md).", "docs/guide/intro.md"),
        ("See [intro](../guide/intro.html).", "docs/guide/intro.md"),
        ("See [intro](../guide/intro).", "docs/guide/intro.md"),
        ("See [intro][1].\n\n[1]: ../guide/intro.md", "docs/guide/intro.md"),
        ("Run `scripts/check.sh`.", "scripts/check.sh"),
        ("Look at `core/reader.py`.", "src/core/reader.py"),
        ("As CONTRIBUTING.md says.", "CONTRIBUTING.md"),
        ("As docs/guide/intro.md says.", "docs/guide/intro.md"),
        ('<a href="../guide/intro.md">intro</a>', "docs/guide/intro.md"),
    ],
)
def test_names_a_file_that_exists(collected, text, target):
    found = _linked(collected, text)
    assert found.links == (target,)
    assert found.dead_links == ()


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("See [rules](../rules.md).", "docs/rules.md"),
        ("Run `scripts/gate.sh`.", "scripts/gate.sh"),
        ("See `RELEASING.md`.", "RELEASING.md"),
    ],
)
def test_names_a_file_that_does_not(collected, text, dead):
    assert _linked(collected, text).dead_links == (dead,)


@pytest.mark.parametrize(
    "text",
    [
        "See [site](https://example.org/x.md) and <mailto:a@example.org>.",
        "See [above](#top) and [out](../../../../etc/passwd).",
        "It writes `docs/_build/index.html` and `~/.config/tool.toml` and `/etc/hosts.txt`.",
        "Name it `docs/your-page.md` or `src/foo.py`, whatever `docs/*.md` matches.",
        "Create a new file `scripts/mine.sh` for it.",
    ],
)
def test_what_may_be_absent(collected, text):
    assert _linked(collected, text).dead_links == ()


def test_users_documents_name_the_readers_files(collected):
    text = (
        "# Usage\n\nYou can put your settings into `src/settings.py`; for example, the default options "
        "of your project.\n"
    )
    assert collected({**OTHERS, "docs/usage.md": text})["docs/usage.md"].dead_links == ()


def test_the_forges_own_pages_are_paths(collected):
    found = _linked(
        collected,
        "See https://forge.example/acme/rocket/blob/main/CONTRIBUTING.md and\n"
        "[gone](https://forge.example/acme/rocket/blob/main/GONE.md) and "
        "[other](https://forge.example/x/y/blob/main/A.md), "
        "[rules](https://forge.example/acme/rocket/blob/main/CONTRIBUTING.md).",
        history=history_of({}, "https://forge.example/acme/rocket"),
    )
    assert found.links == ("CONTRIBUTING.md",)
    assert found.dead_links == ("GONE.md",)


@pytest.mark.parametrize(
    ("command", "dead"),
    [
        ("`make lint`", ()),
        ("`make audit`", ("make audit",)),
        ("`tox -e docs`", ()),
        ("`tox -e py311-docs`", ()),
        ("`tox -e security`", ("tox -e security",)),
        ("`nox -s tests`", ()),
        ("`nox -s proofs`", ("nox -s proofs",)),
        ("`npm run build`", ()),
        ("`npm run scan`", ("npm run scan",)),
        ("We make sure that it holds.", ()),
        ("```\n$ make audit\n```", ("make audit",)),
    ],
)
def test_gates_that_do_not_exist(collected, command, dead):
    others = {
        **OTHERS,
        "Makefile": ".PHONY: lint\nlint: deps\n\truff check\nX := 1\n",
        "tox.ini": "[tox]\nenvlist = py311, docs\n",
        "noxfile.py": "@nox.session\ndef tests(session): ...\n",
        "package.json": '{"scripts": {"build": "tsc"}}',
    }
    assert _linked(collected, command, others=others).dead_links == dead


def test_a_generated_makefile_proves_nothing(collected):
    others = {**OTHERS, "Makefile": "all:\n", "configure.ac": "AC_INIT\n"}
    assert _linked(collected, "`make distcheck`", others=others).dead_links == ()


def test_referred_by_documents_and_pipelines(collected):
    found = collected(
        {
            "docs/risks.md": texts.RISKS,
            "README.md": texts.README + "\nSee [risks](docs/risks.md).\n",
            ".github/workflows/check.yml": "on: push\njobs:\n  a:\n    steps:\n      - run: python check.py "
            "docs/risks.md\n",
            "docs/index.rst": "Docs\n====\n\n.. toctree::\n\n   risks\n",
        }
    )["docs/risks.md"]
    assert found.referred_by == (".github/workflows/check.yml", "README.md", "docs/index.rst")


def test_a_document_does_not_refer_to_itself(collected):
    text = texts.RISKS + "\nThis is [risks](risks.md).\n"
    assert collected({"docs/risks.md": text})["docs/risks.md"].referred_by == ()
