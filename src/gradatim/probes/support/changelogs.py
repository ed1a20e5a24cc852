"""Tells which releases a changelog is for, and whether it has an entry for them."""

from collections.abc import Callable

import msgspec

from gradatim.model.dependencies import DependencyFacts, Release
from gradatim.model.history import History
from gradatim.probes.support.data import load, pattern
from gradatim.probes.support.paths import role_of
from gradatim.probes.support.releases import in_period, product_of

ELSEWHERE = "The changelog only points elsewhere"
NONE = "No changelog is in the repository; notes may stand on the forge, which a clone does not show."
UNREAD = (
    "The changelog names none of the releases: it may hold the newest version only, or a form that is not read here."
)


class Entries(msgspec.Struct, frozen=True):
    """The period's releases that a changelog is for, and what tells whether one has an entry."""

    releases: tuple[Release, ...]
    others: int
    """Releases of other products or branches, for which it is not."""
    has: Callable[[Release], bool]
    unclear: str = ""
    """Why entries cannot be judged; empty where they can."""


def entries_of(history: History, dependencies: DependencyFacts) -> Entries:
    """Return what the changelog tells about the period's releases.

    A changelog in a folder named for a product is that product's; another one is for releases whose tag names no
    product, where there are such. Products whose releases ever had an entry have a changelog too. Notes kept in a file
    of their own for each version count as entries. A release that HEAD does not reach has its entry on its own branch,
    unless the changelog has entries for most of those.
    """
    recent = in_period(dependencies)
    # Only products with a name: the one without borrows the entries of the fullest changelog there is.
    documented = {product for r in dependencies.releases if r.changelog and (product := product_of(r))}
    documented.add(_product(dependencies.changelog, recent))
    named = tuple(r for r in recent if product_of(r) in documented)
    notes_of_version = pattern("releases", "notes_of_version")
    names = [f.path.rpartition("/")[2] for f in history.tree if role_of(f.path) == "changelog"]
    notes = {notes_of_version.sub("", name) or name for name in names} | {name.rpartition(".")[0] for name in names}

    def has(release: Release) -> bool:
        return bool(release.changelog) or bool(notes & {release.version, release.tag, f"v{release.version}"})

    own = _on_this_branch(history, named, has)
    return Entries(own, len(recent) - len(own), has, _unclear(dependencies, any(map(has, dependencies.releases))))


def _on_this_branch(
    history: History, releases: tuple[Release, ...], has: Callable[[Release], bool]
) -> tuple[Release, ...]:
    """Return the releases that HEAD reaches, with those of other branches where the changelog is for them too."""
    unreached = {t.name for t in history.tags if not t.reachable}
    elsewhere = [r for r in releases if r.tag in unreached]
    if sum(map(has, elsewhere)) > load("releases")["for_other_branches"] * len(elsewhere):
        return releases
    return tuple(r for r in releases if r.tag not in unreached)


def _product(changelog: str, releases: tuple[Release, ...]) -> str:
    products = {product_of(r) for r in releases}
    named = [part.lower() for part in changelog.split("/")[:-1] if part.lower() in products]
    if named:
        return named[-1]
    return "" if "" in products else min(products, default="")


def _unclear(dependencies: DependencyFacts, any_entry: bool) -> str:
    if dependencies.changelog_elsewhere:
        return f"{ELSEWHERE} ({dependencies.changelog_elsewhere[:120]})."
    if any_entry:
        return ""
    return UNREAD if dependencies.changelog else NONE
