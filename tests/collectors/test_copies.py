"""Whole copies of other projects in a tree."""

import pytest

from gradatim.collectors.copies import copied_projects, within

STORE = [
    *(f"bench/{name}" for name in ("ripgrep-14.1.1/Cargo.toml", "ripgrep-14.1.1/UNLICENSE")),
    *(f"bench/{name}" for name in ("eza-0.21.2/Cargo.toml", "eza-0.21.2/LICENSE-MIT")),
    *(f"bench/{name}" for name in ("syn-2.0.101/Cargo.toml", "syn-2.0.101/LICENSE")),
    "bench/libc-0.2.172-nll/Cargo.toml",
    "bench/cargo/Cargo.toml",
    "bench/README.md",
    "collector/Cargo.toml",
]


def test_unpacked_releases_and_what_lies_among_several_of_them_are_copies():
    found = copied_projects(STORE)
    named = ("ripgrep-14.1.1", "eza-0.21.2", "syn-2.0.101", "libc-0.2.172-nll", "cargo")
    assert found == {f"bench/{name}" for name in named}
    assert within("bench/cargo/src/main.rs", found) == "bench/cargo"
    assert within("bench/README.md", found) == within("collector/Cargo.toml", found) == ""


def test_a_lone_release_is_a_copy_where_it_brings_its_own_licence():
    lone = ["deps/zlib-1.3.1/configure", "deps/zlib-1.3.1/zlib.h", "main.c"]
    assert copied_projects(lone) == frozenset()
    assert copied_projects([*lone, "deps/zlib-1.3.1/LICENSE"]) == {"deps/zlib-1.3.1"}


def test_a_folder_of_dependencies_in_which_several_bring_a_licence_holds_copies_only():
    """As hashcat keeps them: one of them has its licence deeper."""
    deps = [
        "deps/xxHash/LICENSE",
        "deps/sse2neon/LICENSE",
        "deps/LZMA-SDK/DOC/lzma.txt",
        "deps/README.md",
        "src/main.c",
    ]
    assert copied_projects(deps) == {"deps/xxHash", "deps/sse2neon", "deps/LZMA-SDK"}


@pytest.mark.parametrize(
    "paths",
    [
        ["deps/requirements.txt", "deps/tools/LICENSE", "deps/build/Makefile"],  # one's own, but for one of them
        ["src/deps/graph.rs", "src/deps/encoding.rs"],
        ["packages/a/LICENSE", "packages/b/LICENSE", "packages/c/package.json"],
        ["releases/release-1.30/README.md"],  # notes of one's own release: no manifest
        ["docs/v1.2/index.md"],
        ["packages/core/package.json"],
        ["src/http2/Makefile"],
        ["Cargo.toml"],
        ["services/api-v1.2/package.json", "services/web-v2.0/package.json", "services/mail-v1.0/package.json"],
        ["versioned_docs/version-1.0/package.json", "versioned_docs/version-2.0/package.json"],
        ["images/python-3.12/Makefile", "images/node-20.1/Makefile", "images/ruby-3.3/Makefile"],
        [*(f"images/{name}/Makefile" for name in ("python-3.12.1", "node-20.1.0", "ruby-3.3.0")), "images/LICENSE"],
        ["sdks/go-1.0.0/go.mod", "sdks/js-2.0.1/package.json", "sdks/py-1.1.0/setup.py", "sdks/common/setup.py"],
        # A team that keeps its own releases as folders.
        [f"{folder}/{name}" for folder in ("app-1.0.0", "app-1.1.0", "app-2.0.0") for name in ("setup.py", "LICENSE")],
        [f"old/app-{n}.0.0/setup.py" for n in range(9)],
    ],
)
def test_own_folders_are_no_copies(paths):
    assert not copied_projects(paths)


def test_only_the_outermost_copy_is_named():
    inner = ["x-1.0.0/deps/y-2.0.0/package.json", "x-1.0.0/deps/y-2.0.0/COPYING"]
    assert copied_projects(["x-1.0.0/package.json", "x-1.0.0/LICENSE.txt", *inner]) == {"x-1.0.0"}
