"""Explanations of what a model or standard is made of: levels, areas and goals; clauses."""

from gradatim.frameworks import learning, loader
from gradatim.model.framework import Clause, Framework, Goal, ProcessArea, Scheme
from gradatim.rating.words import counted
from gradatim.services.explain.catalogue import full_id
from gradatim.services.explain.criteria import JUDGED, SHOWS
from gradatim.services.explain.failures import failures
from gradatim.services.explain.groups import judged, of_clause, shows
from gradatim.services.explain.interface import Entry, Explanation
from gradatim.services.explain.parts import FAILURES, parts, purpose, reason, rule_id, sections
from gradatim.services.explain.related import related
from gradatim.services.explain.rules import rules_for, stands_in

_GENERAL = "General"
"""A clause of this name says nothing without the one above it."""


def explain_framework(entry: Entry) -> Explanation:
    """Explain a framework: what it is for, how it rates, how it is assessed."""
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
        sections=sections(
            ("What it is for", (side.summary.text,) if side else ()),
            ("Levels", levels),
            ("How it is rated", (*stands_in(framework), *(rule.text for rule in rules_for(framework).values()))),
            ("How it is assessed", tuple(p.text for p in side.assessed) if side else ()),
            ("In the other frameworks", _beside(framework)),
            ("Status", (framework.status,)),
            ("Doubts in our data", framework.doubts),
        ),
        see=(
            *(full_id(framework, a.id) for a in framework.areas),
            *(full_id(framework, c.id) for c in framework.clauses if not c.parent),
            *rules_for(framework),
        ),
    )


def _beside(framework: Framework) -> tuple[str, ...]:
    """Return where the framework is held against each other one."""
    others = {id: loader.load(id).short_title for id, _ in loader.available() if id != framework.id}
    return tuple(
        f"{title}: gradatim compare {framework.id} {id}, gradatim compare --crosswalk {framework.id} --with {id}"
        for id, title in others.items()
    )


def explain_level(entry: Entry) -> Explanation:
    """Explain a maturity level: how it looks, when it holds, the way up to it."""
    framework, local = parts(entry)
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
        sections=sections(
            ("How it looks", (rung.looks.text,) if rung else ()),
            ("When it holds", (rule, "" if number == 1 else rules_for(framework)[rule_id(framework, "level")].text)),
            ("Areas", tuple(f"{a.id} {a.title}: {a.purpose}" for a in areas)),
            ("Moving up to it", tuple(p.text for p in rung.step) if rung else ()),
            ("What goes wrong on the way", tuple(p.text for p in rung.trap) if rung else ()),
            ("How long it took others", tuple(p.text for p in rung.time) if rung else ()),
            ("For ISO 9001", tuple(p.text for p in rung.iso) if rung else ()),
        ),
        see=tuple(full_id(framework, a.id) for a in areas),
    )


def explain_area(entry: Entry) -> Explanation:
    """Explain a process area: its goals, practices and common failures."""
    framework, local = parts(entry)
    area: ProcessArea = next(a for a in framework.areas if a.id == local)
    goals = tuple(f"{g.id}: {g.statement}" for g in framework.goals if g.group == local)
    criteria = tuple(c for c in framework.criteria if c.group == local)
    practices = tuple(f"{c.id}: {c.statement}" for c in criteria)
    scope = (
        "It may be left out, with a written reason, where there is no such work." if area.may_be_not_applicable else ""
    )
    return Explanation(
        id=entry.id,
        kind="area",
        title=f"{area.id} {area.title} (level {area.level})",
        text=area.purpose,
        sections=sections(
            ("Why", (reason(framework, local),)),
            ("Goals", goals),
            ("How it is rated", (rules_for(framework)[rule_id(framework, "area")].text, scope)),
            (SHOWS, shows(framework, criteria)),
            (JUDGED, judged(framework, criteria)),
            (FAILURES, failures(framework, local)),
            ("Practices", practices),
            ("In the other frameworks", related(framework, local)),
        ),
        see=(full_id(framework, str(area.level)), *(full_id(framework, g) for g in area.goals)),
    )


def explain_goal(entry: Entry) -> Explanation:
    """Explain a goal: its practices and how it is rated."""
    framework, local = parts(entry)
    goal = next(g for g in framework.goals if g.id == local)
    by_id = {c.id: c for c in framework.criteria}
    practices = tuple(by_id[p] for p in goal.practices)
    found = rules_for(framework)
    return Explanation(
        id=entry.id,
        kind="goal",
        title=f"{goal.id} {_goal_title(framework, goal)}",
        text=goal.statement,
        sections=sections(
            ("Why", (purpose(framework, goal.group),)),
            ("How it is rated", tuple(found[rule_id(framework, name)].text for name in ("goal", "partial"))),
            (SHOWS, shows(framework, practices)),
            (JUDGED, judged(framework, practices)),
            ("Practices", tuple(f"{p.id}: {p.statement}" for p in practices)),
            ("Common failures of its area", failures(framework, goal.group)),
            ("In the other frameworks, for its area as a whole", related(framework, goal.group)),
        ),
        see=(full_id(framework, goal.group), rule_id(framework, "goal")),
    )


def _goal_title(framework: Framework, goal: Goal) -> str:
    """Return a goal's title; one that the source gives none is named by its number and area."""
    if goal.title != goal.statement:
        return goal.title
    area = next(area for area in framework.areas if area.id == goal.group)
    return f"Goal {area.goals.index(goal.id) + 1} of {area.title}"


def explain_clause(entry: Entry) -> Explanation:
    """Explain a clause: its requirements, and whether it may be left out."""
    framework, local = parts(entry)
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
        sections=sections(
            ("Why", (reason(framework, local),)),
            ("Requirements", own),
            ("Sub-clauses", below),
            ("Leaving it out", (excluded.get(clause.may_be_excluded, ""),)),
            (SHOWS, shows(framework, of_clause(framework, local))),
            (JUDGED, judged(framework, of_clause(framework, local))),
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
