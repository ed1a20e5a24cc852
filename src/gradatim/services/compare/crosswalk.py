"""Crosswalk views: from an item to its counterparts and back, coverage either way, and the matrix."""

from collections.abc import Iterable
from functools import cache

from gradatim.frameworks import loader
from gradatim.model.comparison import Coverage, CrosswalkView, ItemView, Line, LinkView, Matrix
from gradatim.model.framework import Framework, Scheme
from gradatim.services.compare import links
from gradatim.services.compare.interface import CompareError
from gradatim.services.compare.links import RANK, Link
from gradatim.services.explain.interface import Entry
from gradatim.services.explain.names import resolve

FEATURES = {
    "Co": "Commitment to perform",
    "Ab": "Ability to perform",
    "Ac": "Activities performed",
    "Me": "Measurement and analysis",
    "Ve": "Verifying implementation",
}
_NOTES = {
    "derived": "Links between ISO 9001:2015 and the SW-CMM are derived over two routes, the older editions of ISO 9001 "
    "and CMMI-DEV; strong means strong on both.",
    "judged": "Links marked judged are this project's reading, not a copy of a published table.",
    "practices": "Practices are reached over the same two routes; what a practice is linked through stands beside it.",
}


def view(name: str, other: str = "") -> CrosswalkView:
    """Return what the crosswalks say of an item, a group or a whole framework.

    Raises:
        CompareError: there is no crosswalk from it, or the name fits no item of a framework.
    """
    entry = resolve(name)
    framework = entry.id.partition(":")[0].partition("@")[0]
    if entry.kind in ("probe", "term", "rule"):
        raise CompareError(
            f"{name!r} is a {entry.kind}; a crosswalk starts from a clause, area, practice or framework."
        )
    target = other or ("sw-cmm" if framework == "iso-9001" else "iso-9001")
    if target == framework or target not in {id for id, _ in loader.available()}:
        known = ", ".join(dict.fromkeys(id for id, _ in loader.available() if id != framework))
        raise CompareError(f"No crosswalk from {framework} to {target!r}. There are: {known}.")
    source, whole = links.framework(framework), ":" not in entry.id
    wanted = _locals(source, target, entry)
    items = tuple(_item(source, target, local, entry) for local in wanted)
    return CrosswalkView(
        asked=entry.id,
        title=entry.title,
        framework=framework,
        other=target,
        items=items,
        matrix=matrix(framework, target, (*(_features(source, target) if whole else ()), *wanted)),
        coverage=coverages(framework, target) if whole else (),
        notes=_notes(framework, target, finer=any(item.finer for item in items)),
    )


def _notes(framework: str, other: str, *, finer: bool) -> tuple[str, ...]:
    kinds = {link.provenance for found in links.between(framework, other).values() for link in found}
    usual = tuple(text for key, text in _NOTES.items() if key in kinds or (key == "practices" and finer))
    return (*usual, *_editions(framework), *_editions(other))


def _editions(framework: str) -> tuple[str, ...]:
    """Say where the crosswalks speak of an older edition than the newest one that is held."""
    spoken, newest = links.framework(framework), loader.load(framework)
    if spoken.edition == newest.edition:
        return ()
    return (f"Links are those of {spoken.short_title}: no crosswalk of {newest.short_title} is held.",)


def _locals(framework: Framework, other: str, entry: Entry) -> tuple[str, ...]:
    """Return the items to show: the item itself where it is linked, what lies below it, or what it belongs to."""
    linked = links.between(framework.id, other)
    local = entry.id.partition(":")[2]
    if not local:
        return rows(framework, other)
    if entry.kind == "level":
        return tuple(area.id for area in framework.areas if area.level == int(local))
    if entry.kind == "goal":
        local = next(goal.group for goal in framework.goals if goal.id == local)
    if framework.scheme is Scheme.CONFORMITY:
        below = tuple(c for c in links.clauses(framework.id) if c == local or c.startswith(f"{local}."))
        return below or (_ancestor(framework, local),)
    if local in linked or entry.kind == "area":
        return (local,)
    return (local,)


def _ancestor(framework: Framework, local: str) -> str:
    parts = local.replace("-", ".").split(".")
    for count in range(len(parts), 0, -1):
        if ".".join(parts[:count]) in links.clauses(framework.id):
            return ".".join(parts[:count])
    raise CompareError(f"{framework.full_id(local)} lies in no clause that a crosswalk knows.")


def _item(framework: Framework, other: str, local: str, asked: Entry) -> ItemView:
    between = links.between(framework.id, other)
    direct = between.get(local, ()) or between.get(_generic(local), ())
    note = ""
    if not direct and framework.scheme is Scheme.STAGED:
        direct, note = _inherited(framework, other, local)
    asked_local = asked.id.partition(":")[2]
    if local != asked_local and asked.kind in ("requirement", "goal") and not note:
        note = f"{asked.id} is linked through {framework.full_id(local)}."
    return ItemView(
        id=framework.full_id(local),
        kind=_kind(framework, local),
        title=title(framework, local),
        links=tuple(_shown(link, other) for link in direct),
        finer=tuple(_shown(link, other) for link in _finer(framework.id, other, local)),
        note=note,
    )


def _inherited(framework: Framework, other: str, local: str) -> tuple[tuple[Link, ...], str]:
    """Return the links of what an item belongs to: of the practices of an area, or of a practice's area and feature."""
    linked = links.between(framework.id, other)
    if any(area.id == local for area in framework.areas):
        inside = [link for this, found in linked.items() if this.startswith(f"{local}.") for link in found]
        return strongest(inside), "Links of its practices taken together." if inside else ""
    area, _, practice = local.partition(".")
    feature = f"*.{practice[:2]}"
    # What an activity does is in its area; what the other features ask for is alike in every area.
    for end in (area, feature) if practice.startswith("Ac") else (feature, area):
        if end in linked:
            shared = f"Every practice of the feature {FEATURES.get(practice[:2], '')} shares these links."
            own = f"These are links of its area, {area}; single practices have none of their own here."
            return linked[end], shared if end == feature else own
    return (), ""


def strongest(found: Iterable[Link]) -> tuple[Link, ...]:
    """Return one link for each counterpart, the strongest."""
    best: dict[str, Link] = {}
    for link in found:
        if link.other not in best or RANK[link.strength] < RANK[best[link.other].strength]:
            best[link.other] = link
    return tuple(sorted(best.values(), key=links.order))


def _finer(framework: str, other: str, local: str) -> tuple[Link, ...]:
    if (framework, other) == ("iso-9001", "sw-cmm"):
        return links.finer(local)
    return links.finer_back(local) if (framework, other) == ("sw-cmm", "iso-9001") else ()


def _generic(local: str) -> str:
    return local.partition(".")[2]


def _kind(framework: Framework, local: str) -> str:
    if framework.scheme is Scheme.CONFORMITY:
        return "clause"
    return "area" if any(area.id == local for area in framework.areas) else "practice"


def _shown(link: Link, other: str) -> LinkView:
    framework = links.framework(other)
    return LinkView(
        id=framework.full_id(link.other),
        title=title(framework, link.other),
        strength=link.strength,
        provenance=link.provenance,
        direction=link.direction,
        through=link.through,
    )


@cache
def _titles(framework: str) -> dict[str, str]:
    found = links.framework(framework)
    criteria = {criterion.id: criterion.title for criterion in found.criteria}
    areas = {area.id: area.title for area in found.areas} | {clause.id: clause.title for clause in found.clauses}
    wide = {clause.id: clause for clause in found.clauses}
    general = {c.id: f"{wide[c.parent].title}, general" for c in found.clauses if c.title == "General" and c.parent}
    generic = {c.id.partition(".")[2]: c.title.partition(" (")[0] for c in found.criteria if c.feature == "generic"}
    return criteria | generic | {f"*.{k}": f"{v}, in every area" for k, v in FEATURES.items()} | areas | general


def title(framework: Framework, local: str) -> str:
    """Return what an item is called; a clause that is only called General takes the name of the one above it."""
    return _titles(framework.id).get(local, local)


def rows(framework: Framework, other: str) -> tuple[str, ...]:
    """Return the items of a framework that stand in a matrix: areas, or clauses at which crosswalks link."""
    if framework.scheme is Scheme.CONFORMITY:
        return links.clauses(framework.id)
    return tuple(area.id for area in sorted(framework.areas, key=lambda area: area.level))


def matrix(framework: str, other: str, wanted: tuple[str, ...]) -> Matrix:
    """Return two frameworks against each other: the strongest link of each pair, practices taken with their area."""
    source, target = links.framework(framework), links.framework(other)
    lines = tuple(_line(source, local) for local in wanted)
    columns = tuple(_line(target, local) for local in (*_features(target, framework), *rows(target, framework)))
    cells: dict[str, str] = {}
    for row in lines:
        for link in _all_links(source, other, row.id):
            for column in (link.other, link.other.partition(".")[0]):
                key = f"{row.id} {column}"
                known = any(column == c.id for c in columns)
                if known and RANK[link.strength] < RANK.get(cells.get(key, ""), len(RANK)):
                    cells[key] = link.strength
    return Matrix(rows=lines, columns=columns, cells=cells)


def _features(framework: Framework, other: str) -> tuple[str, ...]:
    """Return lines for what stands in every area, where the crosswalk links it."""
    linked = links.between(framework.id, other)
    common = [f"*.{short}" for short in FEATURES if f"*.{short}" in linked]
    generic = sorted(
        (local for local in linked if local.startswith("GP")), key=lambda g: [int(n) for n in g[2:].split(".")]
    )
    return (*common, *generic)


def _all_links(framework: Framework, other: str, local: str) -> tuple[Link, ...]:
    linked = links.between(framework.id, other)
    inside = [link for this, found in linked.items() if this.startswith(f"{local}.") for link in found]
    own = linked.get(local, ())
    return strongest((*own, *(inside if framework.scheme is Scheme.STAGED else ())))


def _line(framework: Framework, local: str) -> Line:
    return Line(id=local, title=title(framework, local), group=_group(framework, local))


def _group(framework: Framework, local: str) -> str:
    if framework.scheme is Scheme.CONFORMITY:
        return f"clause {local.partition('.')[0]}"
    level = {area.id: area.level for area in framework.areas}.get(local)
    return f"level {level}" if level else "every area"


def coverages(framework: str, other: str) -> tuple[Coverage, ...]:
    """Return how far each framework finds itself in the other, and what each level of a staged one adds."""
    both = [cover(framework, other), cover(other, framework)]
    for this, staged in ((framework, other), (other, framework)):
        levels = links.framework(staged).levels
        if levels and not links.framework(this).levels:
            both += [cover(this, staged, level=rung.level) for rung in levels if rung.level > 1]
    return tuple(both)


def cover(framework: str, other: str, *, level: int = 0) -> Coverage:
    """Count items by their strongest link; with a level, by links to areas up to it and to common features."""
    source, target = links.framework(framework), links.framework(other)
    level_of = {area.id: area.level for area in target.areas}
    best = {}
    for local in rows(source, other):
        found = [link for link in _all_links(source, other, local) if not level or _upto(link.other, level_of, level)]
        best[local] = found[0].strength if found else "none"
    counts = {strength: sum(1 for s in best.values() if s == strength) for strength in (*RANK, "none")}
    return Coverage(
        framework=framework,
        other=other,
        what="clauses" if source.scheme is Scheme.CONFORMITY else "areas",
        without=tuple((local, title(source, local)) for local, s in best.items() if s == "none"),
        condition=f"level {level}" if level else "",
        **counts,
    )


def _upto(local: str, level_of: dict[str, int], level: int) -> bool:
    if local.startswith("*."):
        return True
    if local.startswith("GP"):
        # Generic goal 3 is asked for from level 3 on (rating/method_rules/cmmi_dev.yaml).
        return level >= 3 or local.startswith(("GP1", "GP2"))
    return level_of.get(local.partition(".")[0], 9) <= level
