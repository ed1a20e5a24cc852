"""Rules, thresholds and tables stand in data files that say which version they are and where they come from."""

import re
from pathlib import Path

import pytest
import yaml

import gradatim
from gradatim.probes.support import data

HERE = Path(gradatim.__file__).parent
# Frameworks have a schema of their own, and examples for users hold no rule.
STEPS = ("collectors", "probes", "evaluation", "rating", "planning")
FILES = sorted(
    name
    for step in STEPS
    for path in (HERE / step).rglob("*.yaml")
    if "/examples/" not in (name := path.relative_to(HERE).as_posix())
)
PATTERNS = [
    ("conditions", "document_path", "docs/**", "src/**"),
    ("conditions", "own_image", "docker build -f ci/containers/debian.Dockerfile", "docker build -f circle/Dockerfile"),
    ("conditions", "defined_elsewhere", "owner/name/.github/workflows/test.yml@v1", "actions/checkout@v4"),
    ("operations", "throwaway", "kind create cluster", "kubectl apply -f kind.yaml"),
    ("operations", "draft", "gh release create v1 --draft", "gh release create v1"),
    ("operations", "adds_to_release", "gh release upload v1 a.zip", "gh release view v1"),
    ("releases", "notes_of_version", "v2.8.6-ReleaseNotes.md", "release-process.md"),
    ("releases", "signing", "Sign the tag", "Assign a reviewer"),
    ("tracing", "requirement", "SYS_REQ_4.1", "see chapter 4.1"),
    ("tracing", "not_ids", "RFC-2119", "REQ-2119"),
    ("tracing", "requirement", "SYS_REQ_4.1", "sys_req_4.1"),
    ("tracing", "commit", "after 1a2b3c4d", "effaced"),
    ("paths", "origin", "LICENSE.txt", "zlib.c"),
]


@pytest.mark.parametrize("name", FILES)
def test_a_data_file_says_its_version_and_its_source(name):
    text = (HERE / name).read_text(encoding="utf-8")
    assert yaml.load(text, yaml.CSafeLoader).get("version")
    assert re.search(r"(?i)\bsources?\b|\bours\b", text)


@pytest.mark.parametrize(("name", "key", "fits", "differs"), PATTERNS)
def test_a_pattern_of_a_data_file_finds_what_its_comment_says_and_not_what_is_near(name, key, fits, differs):
    assert data.pattern(name, key).search(fits)
    assert not data.pattern(name, key).search(differs)
