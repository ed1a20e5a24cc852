"""Five kinds of work products, none of them an empty file."""

from gradatim.model.dependencies import DependencyFacts, Manifest
from gradatim.model.observation import Outcome
from gradatim.model.pipelines import PipelineFacts
from gradatim.probes.version_control_covers_all_work_products import answer
from tests.support.values import history, pipeline, pipelines, tree

FILES = ("src/a.py", "tests/test_a.py", "README.md", ".github/workflows/ci.yml", "pyproject.toml")
MANIFEST = DependencyFacts(manifests=(Manifest(path="pyproject.toml", ecosystem="pypi", declared=1, pinned=0),))


def test_all_five(period):
    facts = pipelines(pipeline(), test_files=1, source_files=1)
    assert answer(history(tree=tree(*FILES)), facts, MANIFEST).outcome is Outcome.TRUE


def test_what_is_missing_is_named():
    seen = answer(history(tree=tree("src/a.py", "README.md")), PipelineFacts(source_files=1), DependencyFacts())
    assert seen.outcome is Outcome.FALSE
    assert seen.message.endswith("Not found: tests, pipelines, environments.")


def test_empty_files_are_nothing():
    files = (*tree("src/a.py"), *tree(*FILES[1:], size=0))
    seen = answer(history(tree=files), PipelineFacts(source_files=1), DependencyFacts())
    assert seen.message == "Under version control together: code. Not found: tests, documents, pipelines, environments."


def test_a_folder_called_tests_with_a_demo_page_holds_no_tests():
    facts = pipelines(pipeline(), test_files=0, source_files=4)
    seen = answer(history(tree=tree("src/a.py", "tests/demo.html", *FILES[2:])), facts, MANIFEST)
    assert "Not found: tests" in seen.message


def test_a_repository_of_documents_is_not_held_against_the_product():
    files = tree("README.md", "docs/process.md", ".github/workflows/ci.yml")
    seen = answer(history(tree=files), PipelineFacts(), DependencyFacts())
    assert seen.outcome is Outcome.NOT_AVAILABLE
