"""What stands for an item in the other frameworks."""

from gradatim.frameworks import loader
from gradatim.model.comparison import ItemView, LinkView
from gradatim.model.framework import Framework
from gradatim.services.explain.catalogue import full_id

MOST, MOST_THROUGH = 8, 4
"""Links shown for one framework, and where they are only those of the area or common feature; `gradatim compare
--crosswalk` has all."""


def related(framework: Framework, local: str) -> tuple[str, ...]:
    """Return the linked items of every other framework, strongest first, each with strength and basis."""
    # A crosswalk needs the index of names, which needs this package: imported when called.
    from gradatim.services.compare.crosswalk import view  # noqa: PLC0415
    from gradatim.services.compare.interface import CompareError  # noqa: PLC0415
    from gradatim.services.compare.links import framework as linked_edition  # noqa: PLC0415

    lines: list[str] = []
    spoken = linked_edition(framework.id)
    if spoken.edition != framework.edition:
        return (f"No crosswalk of {framework.short_title} is held; there are links of {spoken.short_title}.",)
    for other in dict.fromkeys(id for id, _ in loader.available() if id != framework.id):
        try:
            seen = view(full_id(framework, local), other)
        except CompareError:
            continue
        found: dict[str, LinkView] = {}
        for item in seen.items:
            for link in _closest(item):
                known = found.get(link.id)
                if known is None or _rank(link.strength) < _rank(known.strength):
                    found[link.id] = link
        best = sorted(found.values(), key=lambda link: (_rank(link.strength), "." not in link.id, link.id))
        through = _through(seen.items)
        shown = best[: MOST_THROUGH if through else MOST]
        lines += [f"{link.id} {link.title}: {link.strength}, {link.provenance}{through}" for link in shown]
        if len(best) > len(shown):
            lines.append(
                f"and {len(best) - len(shown)} more: "
                f"gradatim compare --crosswalk {framework.full_id(local)} --with {other}"
            )
    return tuple(lines)


def _through(items: tuple[ItemView, ...]) -> str:
    """Say where the links are those of the area that a practice belongs to."""
    only = items[0] if len(items) == 1 else None
    if not only or only.kind != "practice" or not only.note or only.finer:
        return ""
    return ", for its area as a whole" if "area" in only.note else ", for its common feature as a whole"


def _closest(item: ItemView) -> tuple[LinkView, ...]:
    """Return a practice's own links where it has some; those of its area would say too much."""
    return item.finer if item.kind == "practice" and item.finer else (*item.links, *item.finer)


def _rank(strength: str) -> int:
    return ("strong", "partial", "weak").index(strength) if strength in ("strong", "partial", "weak") else 3
