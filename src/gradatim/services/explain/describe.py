"""Puts the explanation of each kind of thing together from the data."""

import functools
from collections.abc import Callable, Iterable

from gradatim.evaluation.constraints import reachable_strength
from gradatim.evaluation.policy import Policy, load_policy
from gradatim.evaluation.sight import sight
from gradatim.frameworks import learning, loader
from gradatim.model import doubts
from gradatim.model.framework import Clause, Criterion, Framework, Goal, Mining, ProcessArea, Scheme
from gradatim.model.judgement import Strength
from gradatim.model.plan import Sight
from gradatim.probes import registry
from gradatim.probes.interface import Probe
from gradatim.rating.words import counted
from gradatim.services.explain.catalogue import entries, full_id, terms
from gradatim.services.explain.failures import failures
from gradatim.services.explain.interface import Entry, Explanation, Section
from gradatim.services.explain.related import related
from gradatim.services.explain.rules import policy_keys, policy_value, rules, rules_for, stands_in

_CONFIRMED = "Records in a repository, forge or pipeline can themselves show it"
_NOT_READ = "Records could themselves show it, but no probe here does: an answer settles it."
_SUPPORTED = "Records can support or refute it, but a person or a document has to stand beside them."
_PEOPLE = "Only people and documents can show it; a scan never says no here."
_DOCUMENTED = {"maintain": "Keep it up to date as a document.", "retain": "Keep it as a record."}
_PROCEDURE = "By a written procedure: the rule and the record of following it both have to be there."
_REMEDIES = "How to put it right"
_OF_HINTS = "What the hints would have one do"
"""Remedies of probes that only hint at a criterion: they do not put it right."""
FAILURES = "Common failures (our judgement; a person confirms them)"
_GENERAL = "General"
"""A clause of this name says nothing without the one above it."""
_SHOWN = 4
"""Remedies listed of the probes that speak to a criterion."""


def describe(entry: Entry) -> Explanation:
    """Return the explanation of an entry."""
    by_kind: dict[str, Callable[[Entry], Explanation]] = {
        "framework": _framework,
        "level": _level,
        "area": _area,
        "goal": _goal,
        "clause": _clause,
        "practice": _criterion,
        "requirement": _criterion,
        "probe": _probe,
        "term": _term,
        "rule": _rule,
    }
    return by_kind[entry.kind](entry)


def _parts(entry: Entry) -> tuple[Framework, str]:
    framework, _, local = entry.id.partition(":")
    return loader.load(framework), local


def _framework(entry: Entry) -> Explanation:
    framework = loader.load(entry.id)
    staged = framework.scheme is Scheme.STAGED
    asks = (
        f"{len(framework.areas)} areas on levels 2 to {framework.levels[-1].level}, "
        f"{len(framework.criteria)} practices as data."
        if staged
        else f"{len(framework.clauses)} clauses, {len(framework.criteria)} single requirements as data."
    )
    outcome = (
        "A grade: the highest level at which every area, and every area below, is satisfied."
        if staged
        else "Pass or fail: a major nonconformity blocks a certificate, minors need an accepted plan."
    )
    side = next((side for side in learning.comparison().sides if side.id == framework.id), None)
    levels = tuple(f"{rung.level} {rung.title}: {rung.summary}" for rung in framework.levels)
    return Explanation(
        id=entry.id,
        kind="framework",
        title=framework.title,
        text=f"Edition {framework.edition}, {framework.publisher}, {framework.year}. {asks} {outcome}",
        sections=_sections(
            ("What it is for", (side.summary.text,) if side else ()),
            ("Levels", levels),
            ("How it is rated", (*stands_in(framework), *(rule.text for rule in rules_for(framework).values()))),
            ("How it is assessed", tuple(p.text for p in side.assessed) if side else ()),
            ("Status", (framework.status,)),
            ("Doubts in our data", framework.doubts),
        ),
        see=(
            *(full_id(framework, a.id) for a in framework.areas),
            *(full_id(framework, c.id) for c in framework.clauses if not c.parent),
            *rules_for(framework),
        ),
    )


def _level(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    number = int(local)
    level = next(rung for rung in framework.levels if rung.level == number)
    areas = [a for a in framework.areas if a.level == number]
    rule = (
        "Every organisation stands at least here."
        if number == 1
        else f"It holds when its {counted(len(areas), 'area')}, and those of lower levels, are satisfied or not "
        "applicable."
    )
    ladder = learning.ladders().get(framework.id)
    rung = next((rung for rung in ladder.rungs if rung.level == number), None) if ladder else None
    return Explanation(
        id=entry.id,
        kind="level",
        title=f"{framework.short_title} level {number}: {level.title}",
        text=level.summary,
        sections=_sections(
            ("How it looks", (rung.looks.text,) if rung else ()),
            ("When it holds", (rule, "" if number == 1 else rules_for(framework)[_rule_id(framework, "level")].text)),
            ("Areas", tuple(f"{a.id} {a.title}: {a.purpose}" for a in areas)),
            ("Moving up to it", tuple(p.text for p in rung.step) if rung else ()),
            ("What goes wrong on the way", tuple(p.text for p in rung.trap) if rung else ()),
            ("How long it took others", tuple(p.text for p in rung.time) if rung else ()),
            ("For ISO 9001", tuple(p.text for p in rung.iso) if rung else ()),
        ),
        see=tuple(full_id(framework, a.id) for a in areas),
    )


def _area(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    area: ProcessArea = next(a for a in framework.areas if a.id == local)
    goals = tuple(f"{g.id}: {g.statement}" for g in framework.goals if g.group == local)
    practices = tuple(f"{c.id}: {c.statement}" for c in framework.criteria if c.group == local)
    scope = (
        "It may be left out, with a written reason, where there is no such work." if area.may_be_not_applicable else ""
    )
    return Explanation(
        id=entry.id,
        kind="area",
        title=f"{area.id} {area.title} (level {area.level})",
        text=area.purpose,
        sections=_sections(
            ("Why", (_reason(framework, local),)),
            ("Goals", goals),
            ("How it is rated", (rules_for(framework)[_rule_id(framework, "area")].text, scope)),
            (FAILURES, failures(framework, local)),
            ("Practices", practices),
            ("In the other frameworks", related(framework, local)),
        ),
        see=(full_id(framework, str(area.level)), *(full_id(framework, g) for g in area.goals)),
    )


def _rule_id(framework: Framework, name: str) -> str:
    return next(id for id in rules_for(framework) if id.endswith(f":{name}"))


def _goal(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    goal = next(g for g in framework.goals if g.id == local)
    practices = {c.id: c for c in framework.criteria}
    listed = tuple(f"{p}: {practices[p].statement}" for p in goal.practices)
    found = rules_for(framework)
    return Explanation(
        id=entry.id,
        kind="goal",
        title=f"{goal.id} {_goal_title(framework, goal)}",
        text=goal.statement,
        sections=_sections(
            ("Why", (_purpose(framework, goal.group),)),
            ("How it is rated", tuple(found[_rule_id(framework, name)].text for name in ("goal", "partial"))),
            ("Practices", listed),
            ("Common failures of its area", failures(framework, goal.group)),
        ),
        see=(full_id(framework, goal.group), _rule_id(framework, "goal")),
    )


def _goal_title(framework: Framework, goal: Goal) -> str:
    """Return a goal's title; one that the source gives none is named by its number and area."""
    if goal.title != goal.statement:
        return goal.title
    area = next(area for area in framework.areas if area.id == goal.group)
    return f"Goal {area.goals.index(goal.id) + 1} of {area.title}"


def _clause(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    clause: Clause = next(c for c in framework.clauses if c.id == local)
    below = tuple(f"{c.id} {c.title}" for c in framework.clauses if c.parent == local)
    own = tuple(f"{c.id}: {c.statement}" for c in framework.criteria if c.group == local)
    place = f"In the plan-do-check-act cycle: {clause.pdca}." if clause.pdca else ""
    parent = next((c.title for c in framework.clauses if c.id == clause.parent), "")
    name = f"{parent}, general" if clause.title == _GENERAL and parent else clause.title
    title = f"Clause {clause.id} {name}" + ("" if clause.title_official else " (our title)")
    excluded = {"often": "It often does not apply.", "rarely": "It rarely is without application; that needs a reason."}
    return Explanation(
        id=entry.id,
        kind="clause",
        title=title,
        text=" ".join(filter(None, (_size(len(own), len(below)), place))),
        sections=_sections(
            ("Why", (_reason(framework, local),)),
            ("Requirements", own),
            ("Sub-clauses", below),
            ("Leaving it out", (excluded.get(clause.may_be_excluded, ""),)),
            (FAILURES, failures(framework, local)),
            ("In the other frameworks", related(framework, local)),
        ),
        see=(
            *((full_id(framework, clause.parent),) if clause.parent else ()),
            *(full_id(framework, c) for c in clause.requirements),
        ),
    )


def _size(own: int, below: int) -> str:
    parts = [counted(own, "requirement")] if own else []
    parts += [counted(below, "sub-clause")] if below else []
    return f"{' and '.join(parts).capitalize()}." if parts else "It only gathers what others ask."


def _criterion(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    criterion: Criterion = next(c for c in framework.criteria if c.id == local)
    probes = registry.load()
    spoken = [i for i in criterion.indicators if i.probe in probes]
    procedure = _PROCEDURE if criterion.by_procedure else ""
    seen = sight(criterion, framework.scheme, _policy())
    hints = [i.probe for i in spoken if reachable_strength(i, criterion.mining, _policy()) is Strength.HINT]
    return Explanation(
        id=entry.id,
        kind=entry.kind,
        title=f"{criterion.id} {criterion.title}",
        text=criterion.statement,
        sections=_sections(
            ("Why", (_reason(framework, local), _purpose(framework, criterion.group))),
            ("Asked of a person", (criterion.question,)),
            ("What a team of today shows", (criterion.note, *criterion.artifacts)),
            (
                "How it is judged here",
                (_judged(criterion, seen), procedure, _DOCUMENTED.get(criterion.documented_information, "")),
            ),
            ("Probes", tuple(f"{i.probe} ({i.strength}, {i.slot}): {probes[i.probe].question}" for i in spoken)),
            (FAILURES, failures(framework, criterion.group, criterion)),
            (_REMEDIES, _remedies([i.probe for i in spoken if i.probe not in hints])),
            (_OF_HINTS, _remedies(hints) if len(hints) == len(spoken) else ()),
            ("In the other frameworks", related(framework, local)),
            ("Sources and doubts", (*framework.read_of(local), doubts.in_full(criterion.doubt))),
        ),
        see=(full_id(framework, criterion.group), *(full_id(framework, g) for g in criterion.goals)),
    )


@functools.cache
def _policy() -> Policy:
    """Return the default policy: what is explained is what holds where nobody changed it."""
    return load_policy()


def _judged(criterion: Criterion, seen: Sight) -> str:
    """Return what evidence can show a criterion, by what the probes here can really see of it."""
    if criterion.mining is Mining.PEOPLE:
        return _PEOPLE
    if seen.confirms:
        return f"{_CONFIRMED}: {', '.join(seen.confirms)}."
    return _NOT_READ if criterion.mining is Mining.DIRECT else _SUPPORTED


def _remedies(probes: Iterable[str]) -> tuple[str, ...]:
    known = registry.load()
    return tuple(dict.fromkeys(known[p].remedy for p in probes if p in known))[:_SHOWN]


def _reason(framework: Framework, local: str) -> str:
    """Return why something is asked: by its clause of the second order, common feature, generic practice or area."""
    known = learning.reasons().get(framework.id, {})
    tail = local.rpartition(".")[2]
    area = local.partition(".")[0]
    keys = [".".join(local.partition("-")[0].split(".")[:2]), tail[:2], local.partition(".")[2], area]
    return next((known[key] for key in keys if key in known), "")


def _purpose(framework: Framework, group: str) -> str:
    area = next((a for a in framework.areas if a.id == group), None)
    return f"{area.title} is there to: {area.purpose[:1].lower()}{area.purpose[1:]}" if area else ""


def _probe(entry: Entry) -> Explanation:
    probe: Probe = registry.load()[entry.id]
    speaks = tuple(
        f"{full_id(f, c.id)} ({i.strength}) {c.title}"
        for f in loader.load_all()
        for c in f.criteria
        for i in c.indicators
        if i.probe == probe.id
    )
    return Explanation(
        id=probe.id,
        kind="probe",
        title=probe.question,
        text=probe.what,
        sections=_sections(
            ("Why", (probe.why,)),
            ("How it is judged", (probe.how,)),
            ("How it can mislead", (probe.misleads,)),
            ("How to put it right", (probe.remedy,)),
            ("Criteria it speaks to", speaks),
        ),
        see=tuple(f"policy:{key}" for key in policy_keys() if key.startswith(f"probes.values.{probe.id}.")),
    )


def _term(entry: Entry) -> Explanation:
    term = terms()[entry.id]
    return Explanation(
        id=entry.id,
        kind="term",
        title=term.term,
        text=term.text,
        sections=_sections(("Also called", (", ".join(term.also),)), ("Source", (term.source,))),
        see=term.see,
    )


def _rule(entry: Entry) -> Explanation:
    if entry.id.startswith("policy:"):
        key = entry.id.removeprefix("policy:")
        return Explanation(
            id=entry.id,
            kind="rule",
            title=entry.title,
            text=policy_keys()[key],
            sections=_sections(
                ("Value in the default policy", (policy_value(key),)),
                ("To change it", ("Write the key into a file of your own and run: gradatim run PATH --policy FILE",)),
            ),
            see=("policy",),
        )
    method, rule = next((title, rule) for id, title, rule in rules() if id == entry.id)
    return Explanation(
        id=entry.id,
        kind="rule",
        title=entry.title,
        text=rule.text,
        sections=_sections(("Method", (method,)), ("Source", (rule.source,)), ("Doubt", (rule.doubt,))),
        see=tuple(id for id, _, _ in rules() if id != entry.id and id.partition(":")[0] == entry.id.partition(":")[0]),
    )


def _sections(*pairs: tuple[str, tuple[str, ...]]) -> tuple[Section, ...]:
    """Return the sections that say something."""
    kept = ((heading, tuple(p for p in paragraphs if p.strip())) for heading, paragraphs in pairs)
    return tuple(Section(heading, paragraphs) for heading, paragraphs in kept if paragraphs)


def known(id: str) -> bool:
    """Tell whether an id can be explained."""
    return id in entries()
