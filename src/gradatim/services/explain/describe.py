"""Puts the explanation of each kind of thing together from the data."""

from collections.abc import Callable

from gradatim.frameworks import loader
from gradatim.model.framework import Clause, Criterion, Crosswalk, Framework, ProcessArea, Scheme
from gradatim.probes import registry
from gradatim.probes.interface import Probe
from gradatim.services.explain.catalogue import entries, terms
from gradatim.services.explain.interface import Entry, Explanation, Section

_MINING = {
    "direct": "Records in a repository, forge or pipeline can themselves show it.",
    "indirect": "Records can support or refute it, but a person or a document has to stand beside them.",
    "people": "Only people and documents can show it; a scan never says no here.",
}


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
    }
    return by_kind[entry.kind](entry)


def _parts(entry: Entry) -> tuple[Framework, str]:
    framework, _, local = entry.id.partition(":")
    return loader.load(framework), local


def _framework(entry: Entry) -> Explanation:
    framework = loader.load(entry.id)
    staged = framework.scheme is Scheme.STAGED
    asks = (
        f"{len(framework.areas)} areas on levels 2 to 5, {len(framework.criteria)} practices as data."
        if staged
        else f"{len(framework.clauses)} clauses, {len(framework.criteria)} single requirements as data."
    )
    outcome = (
        "A grade: the highest level at which every area, and every area below, is satisfied."
        if staged
        else "Pass or fail: a major nonconformity blocks a certificate, minors need an accepted plan."
    )
    levels = tuple(f"{rung.level} {rung.title}: {rung.summary}" for rung in framework.levels)
    return Explanation(
        id=entry.id,
        kind="framework",
        title=framework.title,
        text=f"Edition {framework.edition}, {framework.publisher}, {framework.year}. {asks} {outcome}",
        sections=_sections(
            ("Levels", levels), ("Status", (framework.status,)), ("Doubts in our data", framework.doubts)
        ),
        see=tuple(framework.full_id(a.id) for a in framework.areas)
        or tuple(framework.full_id(c.id) for c in framework.clauses if not c.parent),
    )


def _level(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    number = int(local)
    level = next(rung for rung in framework.levels if rung.level == number)
    areas = [a for a in framework.areas if a.level == number]
    rule = (
        "Every organisation stands at least here."
        if number == 1
        else f"It holds when its {len(areas)} areas, and all of lower levels, are satisfied or not applicable."
    )
    names = tuple(f"{a.id} {a.title}: {a.purpose}" for a in areas)
    return Explanation(
        id=entry.id,
        kind="level",
        title=f"{framework.short_title} level {number}: {level.title}",
        text=level.summary,
        sections=_sections(("When it holds", (rule,)), ("Areas", names)),
        see=tuple(framework.full_id(a.id) for a in areas),
    )


def _area(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    area: ProcessArea = next(a for a in framework.areas if a.id == local)
    goals = tuple(f"{g.id}: {g.statement}" for g in framework.goals if g.group == local)
    practices = tuple(f"{c.id}: {c.statement}" for c in framework.criteria if c.group == local)
    return Explanation(
        id=entry.id,
        kind="area",
        title=f"{area.id} {area.title} (level {area.level})",
        text=area.purpose,
        sections=_sections(("Goals", goals), ("Practices", practices), ("Elsewhere", _related(framework, local))),
        see=tuple(framework.full_id(g) for g in area.goals),
    )


def _goal(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    goal = next(g for g in framework.goals if g.id == local)
    practices = {c.id: c for c in framework.criteria}
    listed = tuple(f"{p}: {practices[p].statement}" for p in goal.practices)
    rule = (
        "Satisfied when every practice below is largely or fully implemented; unsatisfied when one is not implemented "
        "and no accepted alternative stands for it; partly implemented ones are for people to judge."
    )
    return Explanation(
        id=entry.id,
        kind="goal",
        title=f"{goal.id} {goal.title}".strip(),
        text=goal.statement,
        sections=_sections(("How it is rated", (rule,)), ("Practices", listed)),
        see=(framework.full_id(goal.group),),
    )


def _clause(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    clause: Clause = next(c for c in framework.clauses if c.id == local)
    below = tuple(f"{c.id} {c.title}" for c in framework.clauses if c.parent == local)
    own = tuple(f"{c.id}: {c.statement}" for c in framework.criteria if c.group == local)
    place = f"In the plan-do-check-act cycle: {clause.pdca}." if clause.pdca else ""
    title = f"Clause {clause.id} {clause.title}" + ("" if clause.title_official else " (our title)")
    return Explanation(
        id=entry.id,
        kind="clause",
        title=title,
        text=f"{len(own)} requirements of its own, {len(below)} sub-clauses. {place}",
        sections=_sections(("Requirements", own), ("Sub-clauses", below), ("Elsewhere", _related(framework, local))),
        see=tuple(framework.full_id(c) for c in clause.requirements),
    )


def _criterion(entry: Entry) -> Explanation:
    framework, local = _parts(entry)
    criterion: Criterion = next(c for c in framework.criteria if c.id == local)
    probes = registry.load()
    judged = tuple(
        f"{i.probe} ({i.strength}, {i.slot}): {probes[i.probe].question}"
        for i in criterion.indicators
        if i.probe in probes
    )
    documented = {
        "maintain": "Keep it up to date as a document.",
        "retain": "Keep it as a record.",
    }.get(criterion.documented_information, "")
    procedure = "By a written procedure: the rule and the record of following it both have to be there."
    return Explanation(
        id=entry.id,
        kind=entry.kind,
        title=f"{criterion.id} {criterion.title}",
        text=criterion.statement,
        sections=_sections(
            ("Asked of a person", (criterion.question,)),
            ("What a team of today shows", (criterion.note, *criterion.artifacts)),
            (
                "How it is judged here",
                (_MINING[criterion.mining], procedure if criterion.by_procedure else "", documented),
            ),
            ("Probes", judged),
            ("Common failures", _failures(framework, criterion)),
            ("Elsewhere", _related(framework, local) or _related(framework, criterion.group)),
            ("Doubt", (criterion.doubt,)),
        ),
        see=(framework.full_id(criterion.group), *(framework.full_id(g) for g in criterion.goals)),
    )


def _failures(framework: Framework, criterion: Criterion) -> tuple[str, ...]:
    probes = registry.load()
    return tuple(dict.fromkeys(probes[i.probe].remedy for i in criterion.indicators[:3] if i.probe in probes))


def _probe(entry: Entry) -> Explanation:
    probe: Probe = registry.load()[entry.id]
    speaks = tuple(
        f"{f.full_id(c.id)} ({i.strength}) {c.title}"
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
    )


def _term(entry: Entry) -> Explanation:
    term = terms()[entry.id]
    return Explanation(
        id=entry.id,
        kind="term",
        title=term.term,
        text=term.text,
        sections=_sections(("Source", (term.source,))),
        see=term.see,
    )


def _related(framework: Framework, local: str) -> tuple[str, ...]:
    """Return what crosswalks link an item to, strongest first, with the strength and where the link comes from."""
    index = entries()
    links = [
        (order, f"{other} {index[other].title}: {link_strength}, {provenance}")
        for order, other, link_strength, provenance in _links(framework, local)
        if other in index
    ]
    return tuple(dict.fromkeys(text for _, text in sorted(links)))[:12]


def _links(framework: Framework, local: str) -> list[tuple[int, str, str, str]]:
    rank = {"strong": 0, "partial": 1, "weak": 2}
    return [
        (rank.get(link.strength, 3), f"{end}:{item}", link.strength, link.provenance)
        for walk in loader.crosswalks()
        for link in walk.links
        for end, item in _other_end(walk, framework.id, local, link.source, link.target)
    ]


def _other_end(walk: Crosswalk, framework: str, local: str, source: str, target: str) -> list[tuple[str, str]]:
    source_id, target_id = walk.source_framework.partition("@")[0], walk.target_framework.partition("@")[0]
    ends = []
    if source_id == framework and source == local:
        ends.append((target_id, target))
    if target_id == framework and target == local:
        ends.append((source_id, source))
    return ends


def _sections(*pairs: tuple[str, tuple[str, ...]]) -> tuple[Section, ...]:
    kept = ((heading, tuple(p for p in paragraphs if p)) for heading, paragraphs in pairs)
    return tuple(Section(heading, paragraphs) for heading, paragraphs in kept if paragraphs)
