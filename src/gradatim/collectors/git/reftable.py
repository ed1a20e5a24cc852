"""Reads refs that are kept as reftables, the form that Git 3.0 makes by default: git reads a copy of the tables.

The copy lies in a shadow git directory as everywhere here (`process`), so that neither a pipe in place of a table nor a
name that leads elsewhere is ever opened. Reflogs are not read from tables.
"""

import re
from pathlib import Path

from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.process import Git, GitFailed
from gradatim.collectors.git.ref_files import REF_FOLDERS
from gradatim.collectors.git.small_files import read_small
from gradatim.collectors.interface import SourceUnavailable

_LIST = "tables.list"
_TABLE = re.compile(r"^[\w.-]{1,200}\.ref$", re.ASCII)
_MAX_TABLE = 256_000_000
_TRIES = 5
"""A stack that is written to meanwhile may drop the tables that its list named a moment ago."""


def read_head(layout: Layout) -> bytes:
    """Return the content that a file `HEAD` would have: each work tree keeps its own.

    Raises:
        SourceUnavailable: the tables are damaged, or git is too old to read them.
    """
    with Git(layout, _tables(layout, layout.git_dir)) as git:
        try:
            return b"ref: " + git.run("symbolic-ref", "--quiet", "HEAD")
        except GitFailed:
            return _run(git, "rev-parse", "--verify", "HEAD")


def read_refs(layout: Layout) -> bytes:
    """Return branches, tags and what `origin` has, in the form of `packed-refs`.

    Raises:
        SourceUnavailable: the tables are damaged, or git is too old to read them.
    """
    with Git(layout, _tables(layout, layout.common_dir)) as git:
        return _run(git, "for-each-ref", "--format=%(objectname) %(refname)", *REF_FOLDERS)


def _run(git: Git, *arguments: str) -> bytes:
    try:
        return git.run(*arguments)
    except GitFailed as error:
        why = str(error).rstrip(":")
        raise SourceUnavailable(
            f"{git.layout.path} keeps its refs in reftables that could not be read ({why}); use git 2.45 or newer, "
            "check by git refs verify, or convert them: git refs migrate --ref-format=files"
        ) from None


def _tables(layout: Layout, git_dir: Path) -> dict[str, bytes]:
    """Return the files of a stack of tables by name."""
    for _ in range(_TRIES):
        listed = (read_small(git_dir / "reftable" / _LIST) or b"").decode("utf-8", "replace")
        names = [name for name in listed.split("\n") if _TABLE.match(name)]
        found = {name: read_small(git_dir / "reftable" / name, _MAX_TABLE) for name in names}
        whole = {name: content for name, content in found.items() if content is not None}
        if len(whole) == len(names):
            return {_LIST: "".join(f"{name}\n" for name in names).encode(), **whole}
    raise SourceUnavailable(
        f"{layout.path} lacks tables of refs that its list names; check by git refs verify, or clone again"
    )
