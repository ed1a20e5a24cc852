"""Whole copies of other projects in a tree."""

import pytest

from gradatim.collectors.copies import copied_projects, within

STORE = [
    "bench/ripgrep-14.1.1/Cargo.toml",
    "bench/eza-0.21.2/Cargo.toml",
    "bench/libc-0.2.172-nll/Cargo.toml",
    "bench/cargo/Cargo.toml",
    "bench/README.md",
    "collector/Cargo.toml",
]


def test_unpacked_releases_and_what_lies_among_several_of_them_are_copies():
    found = copied_projects(STORE)
    assert found == {"bench/ripgrep-14.1.1", "bench/eza-0.21.2", "bench/libc-0.2.172-nll", "bench/cargo"}
    assert within("bench/cargo/src/main.rs", found) == "bench/cargo"
    assert within("bench/README.md", found) == within("collector/Cargo.toml", found) == ""


@pytest.mark.parametrize(
    "path",
    [
        "releases/release-1.30/README.md",  # notes of one's own release: no manifest
        "docs/v1.2/index.md",
        "packages/core/package.json",
        "src/http2/Makefile",
        "Cargo.toml",
    ],
)
def test_own_folders_are_no_copies(path):
    assert not copied_projects([path])


def test_only_the_outermost_copy_is_named():
    assert copied_projects(["x-1.0.0/package.json", "x-1.0.0/deps/y-2.0.0/package.json"]) == {"x-1.0.0"}
