"""What would change a verdict, as sentences for every format: what would settle it, and what it hangs on."""

from collections.abc import Iterator, Mapping

import msgspec

from gradatim.model.framework import Scheme
from gradatim.model.judgement import DENIAL
from gradatim.model.result import Result
from gradatim.model.sensitivity import Joint, Loss, Sensitivity, Turn
from gradatim.model.words import joined
from gradatim.reports.words import count

_FOUND = {
    Scheme.STAGED: {"met": "largely or fully implemented", "worst": "not implemented"},
    Scheme.CONFORMITY: {"met": "free of nonconformity", "worst": "a major nonconformity"},
}
_NOUN = {Scheme.STAGED: "practice", Scheme.CONFORMITY: "requirement"}
FEW = 3
"""Up to here a sentence names criteria; beyond, it counts them."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One way to another verdict."""

    if_: str
    """What would have to be so: `Any one of 12 open practices found not implemented`."""
    then: str
    """The verdict then: `Level 1 to 2`, `Not ready`."""
    criteria: tuple[str, ...] = ()
    """Full ids."""
    named: bool = False
    """The sentence itself names them."""
    probe: str = ""
    """The probe that the sentence names."""


class Turning(msgspec.Struct, frozen=True, kw_only=True):
    """What would change one verdict."""

    framework: str
    now: str
    settles: tuple[Change, ...]
    """What the evidence still allows, and what would lead up."""
    hangs: tuple[Change, ...]
    """What is known now, and would have to be wrong or to change."""

    @property
    def nothing(self) -> bool:
        """No single fact changes the verdict, and no set of a kind that is looked for."""
        return not (self.settles or self.hangs)


def turnings(result: Result, unit: str) -> tuple[Turning, ...]:
    """Return what would change the verdicts on one unit, in the order of the frameworks."""
    schemes = {f.id: Scheme(f.scheme) for f in result.frameworks if f.scheme}
    titles = {u.id: u.title for u in result.units}
    return tuple(_turning(s, schemes[s.framework], titles) for s in result.sensitivity if s.unit == unit)


def _turning(found: Sensitivity, scheme: Scheme, titles: Mapping[str, str]) -> Turning:
    return Turning(
        framework=found.framework,
        now=verdict_words(found.now),
        settles=(*(_single(t, scheme) for t in found.turns if t.open), *(_together(j, scheme) for j in found.joints)),
        hangs=(
            *(_single(t, scheme) for t in found.turns if not t.open),
            *(_lost(loss, scheme, titles) for loss in found.losses),
        ),
    )


def _single(turn: Turn, scheme: Scheme) -> Change:
    found = _FOUND[scheme][turn.to]
    named = len(turn.criteria) <= FEW
    if named:
        which = " or ".join(map(local, turn.criteria))
    elif turn.open:
        which = f"any one of {len(turn.criteria):,} undecided {_NOUN[scheme]}s"
    elif turn.to == "met":
        which = f"any one of {len(turn.criteria):,} {_NOUN[scheme]}s that fail"
    else:
        # Some evidence is enough to rule the worst out; such a criterion need not hold.
        which = f"any one of {len(turn.criteria):,} {_NOUN[scheme]}s"
        found += ", which evidence rules out today"
    return _change(f"{which} found {found}", turn.then, turn.criteria, named=named)


def _together(joint: Joint, scheme: Scheme) -> Change:
    named = len(joint.criteria) <= FEW
    which = f"{joined([*map(local, joint.criteria)])} together" if named else ""
    which = which or f"all {len(joint.criteria):,} {_NOUN[scheme]}s in the way"
    return _change(f"{which} found {_FOUND[scheme]['met']}", joint.then, joint.criteria, named=named)


def _lost(loss: Loss, scheme: Scheme, titles: Mapping[str, str]) -> Change:
    kind, _, name = loss.source.partition(":")
    narrowed = count(len(loss.criteria), _NOUN[scheme])
    if not name:
        return _change(f"without the probe {kind}, which narrows {narrowed}", loss.then, loss.criteria, probe=kind)
    if kind == "unit":
        return _change(f"without the unit {titles.get(name, name)}", loss.then, loss.criteria)
    if kind == DENIAL:
        more = len(loss.criteria) - 1
        which = f"{local(name)} and {count(more, f'more {_NOUN[scheme]}')} do" if more else f"{local(name)} does"
        return _change(f"without the claim that {which} not apply", loss.then, loss.criteria, named=not more)
    return _change(f"without the {kind} on {local(name)}, which narrows {narrowed}", loss.then, loss.criteria)


def _change(if_: str, then: str, criteria: tuple[str, ...], *, named: bool = False, probe: str = "") -> Change:
    return Change(
        if_=if_[:1].upper() + if_[1:] if if_[1:2].islower() or if_[1:2] == " " else if_,
        then=verdict_words(then),
        criteria=criteria,
        named=named,
        probe=probe,
    )


def local(criterion: str) -> str:
    """Return the id of a criterion within its framework."""
    return criterion.partition(":")[2]


def named(change: Change, most: int) -> Iterator[str]:
    """Yield the ids of a change's criteria, up to `most`, then how many more there are."""
    yield from map(local, change.criteria[:most])
    if len(change.criteria) > most:
        yield f"{len(change.criteria) - most:,} more"


def verdict_words(words: str) -> str:
    """Return a verdict as its heading has it: `Level 1 or 2` where two levels are left."""
    low, _, high = words.removeprefix("level ").partition(" to ")
    if high and int(high) == int(low) + 1:
        return f"Level {low} or {high}"
    return words[:1].upper() + words[1:]
