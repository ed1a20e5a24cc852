"""What the literature says of ISO 9001 and the CMM, computed anew from the crosswalks: checks K1 to K9."""

from collections.abc import Callable
from typing import Any

from gradatim.frameworks import loader
from gradatim.model.comparison import Check
from gradatim.services.compare import links
from gradatim.services.compare.links import walk

_GOOD = ("strong", "partial")
_SUMMARY = "iso94-swcmm"


def checks() -> tuple[Check, ...]:
    """Return every check with what was expected and what comes out of the links now."""
    literature = loader.literature()
    conclusions = {item["id"]: item["text"] for item in literature["conclusions"]["items"]}
    computed: dict[str, Callable[[], Any]] = {
        "K1": lambda: _areas(2) <= _strong(),
        "K2": _every_area_is_linked,
        "K3": _elements_without_strong,
        "K4": lambda: [_strengths(_SUMMARY).count(strength) for strength in _GOOD],
        "K5": lambda: [a.id for a in links.framework("sw-cmm").areas if a.level <= 3 and a.id not in _strong()],
        "K6": lambda: [len(_sources("iso15-cmmi", 9, ())), len(_sources("iso15-cmmi", 9, _GOOD))],
        "K7": _totals_hold,
        "K8": lambda: [_elements_at(2), _elements_at(3), len(_elements())],
        "K9": lambda: [len(_sources("iso15-cmmi", top, good)) for top, good in ((2, _GOOD), (3, _GOOD), (9, ()))],
    }
    return tuple(
        _check(item, computed[item["id"]](), conclusions) for item in literature["checks"] if item["id"] in computed
    )


def _check(item: dict[str, Any], found: Any, conclusions: dict[str, str]) -> Check:
    named = str(item.get("reproduces", "")).replace("-", " ").replace("and", " ").split()
    return Check(
        id=item["id"],
        rule=item["rule"],
        crosswalk=item["set"],
        expected=_words(item["expect"]),
        found=_words(found),
        holds=found == item["expect"],
        reproduces="; ".join(conclusions[id] for id in named if id in conclusions),
    )


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(str(one) for one in value)


def _areas(level: int) -> set[str]:
    return {area.id for area in links.framework("sw-cmm").areas if area.level == level}


def _strong() -> set[str]:
    return {link.target for link in walk(_SUMMARY).links if link.strength == "strong"}


def _strengths(id: str) -> list[str]:
    return [link.strength for link in walk(id).links]


def _elements() -> list[str]:
    """Return the elements of ISO 9001:1994: those linked, and those the crosswalk says are not."""
    return list(loader.literature()["identifiers"]["iso-9001-1994"])


def _elements_without_strong() -> list[str]:
    linked = {link.source for link in walk(_SUMMARY).links if link.strength == "strong"}
    return [element for element in _elements() if element not in linked]


def _every_area_is_linked() -> bool:
    targets = {link.target for link in walk(_SUMMARY).links}
    spread = {target[2:] for target in targets if target.startswith("*.")}
    features = {
        area: {c.id.partition(".")[2][:2] for c in links.framework("sw-cmm").criteria if c.group == area}
        for area in _all()
    }
    return all(area in targets or features[area] & spread for area in _all())


def _all() -> set[str]:
    return {area.id for area in links.framework("sw-cmm").areas}


def _elements_at(level: int) -> int:
    upto = {area.id for area in links.framework("sw-cmm").areas if area.level <= level}
    strong = (link for link in walk(_SUMMARY).links if link.strength == "strong")
    return len({link.source for link in strong if link.target in upto or link.target.startswith("*")})


def _sources(id: str, top: int, strengths: tuple[str, ...]) -> set[str]:
    level = {area.id: area.level for area in links.framework("cmmi-dev").areas}

    def reached(target: str) -> bool:
        if target.startswith("GP"):
            return top >= 3 or not target.startswith("GP3")
        return level[target.partition(".")[0]] <= top

    return {
        link.source
        for link in walk(id).links
        if (not strengths or link.strength in strengths) and (top == 9 or reached(link.target))
    }


def _totals_hold() -> bool:
    cmmi, sw = links.framework("cmmi-dev"), links.framework("sw-cmm")
    known = {
        "sw-cmm": {c.id for c in sw.criteria}
        | {a.id for a in sw.areas}
        | {f"*.{f}" for f in ("Co", "Ab", "Ac", "Me", "Ve")},
        "cmmi-dev": {c.id for c in cmmi.criteria}
        | {a.id for a in cmmi.areas}
        | {c.id.partition(".")[2] for c in cmmi.criteria if c.feature == "generic"}
        | {"GP1.1"},
        "iso-9001@2015": {clause.id for clause in links.framework("iso-9001").clauses},
    }
    ends = [
        (end if end in known else end.partition("@")[0], local)
        for crosswalk in loader.crosswalks()
        for link in crosswalk.links
        for end, local in (
            (crosswalk.source_framework, link.source),
            (crosswalk.target_framework, link.target),
            *((crosswalk.target_framework, practice) for practice in link.practices),
        )
    ]
    named = all(local in known[end] for end, local in ends if end in known)
    specific = sum(criterion.feature == "specific" for criterion in cmmi.criteria)
    return named and (len(sw.criteria), specific) == (316, 167)
