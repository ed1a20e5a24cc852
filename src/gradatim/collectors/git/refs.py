"""Chooses the commit that stands for the repository: HEAD, the branch asked for, or the likeliest main branch."""

from typing import NamedTuple

from gradatim.collectors.git.layout import Layout
from gradatim.collectors.interface import SourceUnavailable
from gradatim.model.evidence import Problem

_USUAL = ("main", "master", "trunk", "develop", "default")


class Head(NamedTuple):
    """The commit to look at, and the branch it is the tip of."""

    commit: str
    """Empty for a repository without a commit."""
    branch: str
    """Empty for a detached HEAD that is the tip of no branch."""
    problem: Problem | None = None


def choose_head(layout: Layout, main_branch: str = "") -> Head:
    """Return where to look.

    Raises:
        SourceUnavailable: `main_branch` was asked for and does not exist; the message names the branches there are.
    """
    branches = layout.branches()
    if main_branch:
        if main_branch not in branches:
            there = ", ".join(sorted(branches)[:10]) or "none"
            raise SourceUnavailable(f"{layout.path} has no branch {main_branch!r}; there are: {there}")
        return Head(branches[main_branch], main_branch)
    if layout.head_ref:
        name = layout.head_ref.removeprefix("refs/heads/")
        return Head(layout.head, name) if layout.head else _unborn(name, branches)
    if not layout.head:
        return _unborn("", branches)
    at_tip = sorted(name for name, tip in branches.items() if tip == layout.head)
    usual = [name for name in _USUAL if name in at_tip]
    return Head(layout.head, (usual or at_tip or [""])[0])


def _unborn(name: str, branches: dict[str, str]) -> Head:
    if not branches:
        return Head("", name)
    chosen = next((usual for usual in _USUAL if usual in branches), sorted(branches)[0])
    where = f"stands on the branch {name!r}, which does not exist" if name else "names neither a commit nor a branch"
    problem = Problem(
        source="git",
        what=f"HEAD {where}; {chosen!r} was looked at instead",
        hides="the work, if another branch is the main one",
        mend="name the main branch under `main_branch` in gradatim.yaml, or mend HEAD by git symbolic-ref",
    )
    return Head(branches[chosen], chosen, problem)
