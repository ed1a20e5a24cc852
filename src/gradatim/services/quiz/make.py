"""Questions made from the data: the right answer is read off, the wrong ones are wrong by the same data.

A seed decides which wrong answers stand beside the right one, and in which order; same seed, same questions.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from gradatim.frameworks import learning
from gradatim.model.framework import Clause, Framework, ProcessArea
from gradatim.model.learning import Question
from gradatim.services.compare import links
from gradatim.services.compare.crosswalk import FEATURES, title

_FRAMEWORKS = (("sw-cmm", "sw-cmm"), ("cmmi-dev", "cmmi"))
_PDCA = {"plan": "Plan", "do": "Do", "check": "Check", "act": "Act"}
CASES = 24


_ENOUGH = 9
"""Words that a requirement needs to be told apart from others; shorter ones lean on the sentence above their list."""


_STEM = 6
"""Letters by which a word of a title is known again in a text, whatever its ending; shorter words tell nothing."""
_COMMON = 3
"""A word that so many titles have tells none of them."""


class Maker:
    """Puts questions together for one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def question(  # noqa: PLR0917 - the parts of a question, in the order they are read
        self, id: str, topic: str, difficulty: int, text: str, right: str, wrong: Iterable[str], reason: str, *see: str
    ) -> Question | None:
        """Return a question with three wrong choices, or None where the data hold too few."""
        # A quiz needs no secret randomness, only the same order for the same seed.
        dice = random.Random(f"{self.seed}:{id}")  # noqa: S311
        pool = sorted(set(wrong) - {right})
        if len(pool) < 3:
            return None
        choices = [right, *dice.sample(pool, 3)]
        dice.shuffle(choices)
        framework = {"sw-cmm": "SW-CMM 1.1", "cmmi": "CMMI-DEV 1.3", "iso-9000": "ISO 9001:2015"}.get(
            topic, "crosswalks and terms"
        )
        return Question(
            id=id,
            topic=topic,
            difficulty=difficulty,
            question=text,
            choices=tuple(choices),
            right=choices.index(right),
            answer=right,
            reason=reason,
            sources=(f"This project's data: {framework}.",),
            see=see,
            made=True,
        )

    def all(self) -> tuple[Question, ...]:
        """Return every question that the data give."""
        makers = (
            self.levels_of_areas,
            self.purposes,
            self.goals,
            self.activities,
            self.features,
            self.odd_ones_out,
            self.cases,
            self.clause_numbers,
            self.requirements,
            self.cycle,
            self.successors,
            self.counterparts,
            self.terms,
        )
        return tuple(q for make in makers for q in make() if q is not None)

    def levels_of_areas(self) -> Iterator[Question | None]:
        """At which level is an area?"""
        for framework, topic in _areas():
            for area in framework.areas:
                yield self.question(
                    f"level-{framework.id}-{area.id.lower()}", topic, 1,
                    f"At which maturity level of {framework.short_title} is {_named(area)}?",
                    f"Level {area.level}", (f"Level {n}" for n in range(1, 6)),
                    f"{_named(area)} belongs to level {area.level}.", framework.full_id(area.id),
                )  # fmt: skip

    def purposes(self) -> Iterator[Question | None]:
        """Which area has this purpose?"""
        for framework, topic in _areas():
            titles = [a.title for a in framework.areas]
            for area in framework.areas:
                if _told(area.purpose, area.title, titles):
                    continue
                yield self.question(
                    f"purpose-{framework.id}-{area.id.lower()}", topic, 1,
                    f"Which process area of {framework.short_title} has this purpose: {_unnamed(area.purpose)}",
                    _named(area), (_named(other) for other in framework.areas if other.purpose != area.purpose),
                    f"This is the purpose of {_named(area)}, level {area.level}.", framework.full_id(area.id),
                )  # fmt: skip

    def goals(self) -> Iterator[Question | None]:
        """Which area has this goal?"""
        for framework, topic in _areas():
            areas = {area.id: area for area in framework.areas}
            alike = _repeated(goal.statement for goal in framework.goals)
            for goal in framework.goals:
                if goal.generic_level or goal.statement in alike:
                    continue
                if _told(goal.statement, areas[goal.group].title, [a.title for a in framework.areas]):
                    continue
                yield self.question(
                    f"goal-{framework.id}-{goal.id.lower()}", topic, 2,
                    f"Which process area of {framework.short_title} has this goal: {_unnamed(goal.statement)}",
                    _named(areas[goal.group]), (_named(a) for a in areas.values() if a.id != goal.group),
                    f"It is {goal.id}.", framework.full_id(goal.id),
                )  # fmt: skip

    def activities(self) -> Iterator[Question | None]:
        """To which area does this activity belong? Only activities that stand in one area alone."""
        framework = links.framework("sw-cmm")
        areas = {area.id: area for area in framework.areas}
        alike = _repeated(criterion.statement for criterion in framework.criteria)
        for criterion in framework.criteria:
            if criterion.feature != "activity" or criterion.statement in alike:
                continue
            if _told(criterion.statement, areas[criterion.group].title, [a.title for a in framework.areas]):
                continue
            yield self.question(
                f"activity-{criterion.id.lower()}", "sw-cmm", 3,
                f"To which key process area of the SW-CMM does this activity belong: {_unnamed(criterion.statement)}",
                _named(areas[criterion.group]),
                (_named(a) for a in areas.values() if a.id not in learning.near(framework.id, criterion.group)),
                f"It is {criterion.id}, {_lower(criterion.title)}.", framework.full_id(criterion.id),
            )  # fmt: skip

    def features(self) -> Iterator[Question | None]:
        """Under which common feature does a practice stand?"""
        framework = links.framework("sw-cmm")
        areas = {area.id: area for area in framework.areas}
        for criterion in framework.criteria:
            if criterion.feature == "activity":
                continue
            right = FEATURES[criterion.id.partition(".")[2][:2]]
            yield self.question(
                f"feature-{criterion.id.lower()}", "sw-cmm", 2,
                f"Under which common feature of {_named(areas[criterion.group])} stands this practice: "
                f"{_unnamed(criterion.statement)}",
                right, FEATURES.values(),
                f"It is {criterion.id}: {_lower(right)}.", framework.full_id(criterion.id), "common-feature",
            )  # fmt: skip

    def odd_ones_out(self) -> Iterator[Question | None]:
        """Which area is not at this level?"""
        for framework, topic in _areas():
            for level in framework.levels:
                inside = [_named(a) for a in framework.areas if a.level == level.level]
                for area in framework.areas:
                    if area.level != level.level and len(inside) >= 3 and abs(area.level - level.level) == 1:
                        yield self.question(
                            f"odd-{framework.id}-{level.level}-{area.id.lower()}", topic, 2,
                            f"Which of these is not a level {level.level} area of {framework.short_title}?",
                            _named(area), inside,
                            f"{_named(area)} is at level {area.level}; the others are at level {level.level}.",
                            framework.full_id(area.id),
                        )  # fmt: skip

    def cases(self) -> Iterator[Question | None]:
        """At which level does an organisation stand, some areas being unsatisfied?"""
        areas = links.framework("sw-cmm").areas
        dice = random.Random(f"{self.seed}:cases")  # noqa: S311 - as above
        seen: set[tuple[int, ...]] = set()
        while len(seen) < CASES:
            chosen = tuple(sorted(dice.sample(range(len(areas)), dice.randint(1, 3))))
            if chosen in seen:
                continue
            seen.add(chosen)
            open_ones = [areas[n] for n in chosen]
            lowest = min(open_ones, key=lambda a: a.level)
            named = " and ".join(_named(a) for a in open_ones) if len(open_ones) < 3 else (
                f"{_named(open_ones[0])}, {_named(open_ones[1])} and {_named(open_ones[2])}"
            )  # fmt: skip
            yield self.question(
                f"case-{'-'.join(a.id.lower() for a in open_ones)}", "sw-cmm", 2,
                f"An organisation satisfies every key process area of the SW-CMM except {named}. "
                "At which level does it stand?",
                f"Level {lowest.level - 1}", (f"Level {n}" for n in range(1, 6)),
                f"{lowest.id} is a level {lowest.level} area, so that level does not hold; everything below does.",
                f"sw-cmm:{lowest.id}",
            )  # fmt: skip

    def clause_numbers(self) -> Iterator[Question | None]:
        """Which clause has this title?"""
        named = [c for c in _clauses() if c.title_official and c.title != "General"]
        for clause in named:
            depth = clause.id.count(".")
            yield self.question(
                f"clause-{clause.id}", "iso-9000", 1 if depth == 0 else 2,
                f"Which clause of ISO 9001:2015 is called “{clause.title}”?",
                f"Clause {clause.id}",
                (f"Clause {o.id}" for o in named if o.id.count(".") == depth and o.title != clause.title),
                f"{clause.id} {clause.title}.", f"iso-9001:{clause.id}",
            )  # fmt: skip

    def requirements(self) -> Iterator[Question | None]:
        """In which clause stands a requirement? Wrong ones come from other chapters and speak of something else."""
        framework = links.framework("iso-9001")
        titles = {c.id: title(framework, c.id) for c in framework.clauses}
        alike = _repeated(criterion.statement for criterion in framework.criteria)
        main = [c.id for c in framework.clauses if c.id.count(".") == 1]
        for criterion in framework.criteria:
            own = ".".join(criterion.group.split(".")[:2])
            if criterion.statement in alike or own not in main or len(criterion.statement.split()) < _ENOUGH:
                continue
            if _told(criterion.statement, titles[own], [titles[c] for c in main]):
                continue
            near = learning.near(framework.id, own)
            yield self.question(
                f"requirement-{criterion.id.lower()}", "iso-9000", 3,
                f"In which clause of ISO 9001:2015 stands this requirement: {criterion.statement}",
                f"{own} {titles[own]}",
                (f"{c} {titles[c]}" for c in main if c not in near and c.partition(".")[0] != own.partition(".")[0]),
                f"It is {criterion.id}, {_lower(criterion.title)}.", framework.full_id(criterion.id),
            )  # fmt: skip

    def cycle(self) -> Iterator[Question | None]:
        """Where in the plan-do-check-act cycle does a clause stand?"""
        for clause in _clauses():
            if "." not in clause.id and clause.pdca in _PDCA and clause.id != "5":
                # Clause 5 stands in the middle of the standard's own picture, so it is no fair question.
                yield self.question(
                    f"cycle-{clause.id}", "iso-9000", 2,
                    f"Where in the plan-do-check-act cycle stands clause {clause.id} of ISO 9001:2015, {clause.title}?",
                    _PDCA[clause.pdca], _PDCA.values(),
                    f"Clause {clause.id} is the {clause.pdca} part.", f"iso-9001:{clause.id}",
                )  # fmt: skip

    def successors(self) -> Iterator[Question | None]:
        """Which CMMI area is nearest to an SW-CMM area? Wrong ones have no link at all."""
        old, new = links.framework("sw-cmm"), links.framework("cmmi-dev")
        linked = links.between("sw-cmm", "cmmi-dev")
        titles = {area.id: _named(area) for area in new.areas}
        for area in old.areas:
            own = {k for k in linked if k == area.id or k.startswith(f"{area.id}.")}
            touched = {link.other.partition(".")[0] for k in own for link in linked[k]}
            strong = [
                link.other for link in linked.get(area.id, ()) if link.strength == "strong" and link.other in titles
            ]
            for target in strong[:1]:
                if _told(area.title, titles[target], titles.values()):
                    continue
                yield self.question(
                    f"successor-{area.id.lower()}", "cmmi", 2,
                    f"Which process area of CMMI-DEV 1.3 carries on {_named(area)} of the SW-CMM?",
                    titles[target], (name for id, name in titles.items() if id not in touched),
                    f"The crosswalk links {area.id} strongly with {target}.", old.full_id(area.id), new.full_id(target),
                )  # fmt: skip

    def counterparts(self) -> Iterator[Question | None]:
        """Which SW-CMM area is near a clause? Wrong ones have no link, nor have their practices."""
        framework = links.framework("sw-cmm")
        titles = {area.id: _named(area) for area in framework.areas}
        names = {c.id: c for c in _clauses()}
        for clause, found in links.between("iso-9001", "sw-cmm").items():
            touched = {link.other for link in found} | {link.other.partition(".")[0] for link in links.finer(clause)}
            strong = [link.other for link in found if link.strength == "strong" and link.other in titles]
            if len(strong) != 1 or names[clause].title == "General":
                continue
            yield self.question(
                f"counterpart-{clause}", "comparison", 3,
                f"With which SW-CMM area is clause {clause} of ISO 9001:2015, {names[clause].title}, "
                "strongly linked?",
                titles[strong[0]], (name for id, name in titles.items() if id not in touched),
                f"The crosswalk derives a strong link with {strong[0]} over both of its routes.",
                f"iso-9001:{clause}", framework.full_id(strong[0]),
            )  # fmt: skip

    def terms(self) -> Iterator[Question | None]:
        """Which word is meant? Wrong ones are not related to it."""
        glossary = learning.terms()
        for term in glossary.values():
            near = {term.id, *term.see, *(other.id for other in glossary.values() if term.id in other.see)}
            near |= {id for other in term.see for id in glossary[other].see} if term.see else set()
            yield self.question(
                f"term-{term.id}", "basics", 2,
                f"Which word is meant: {_without(term.text, term.term)}",
                term.term, (other.term for other in glossary.values() if other.id not in near),
                f"{term.term[:1].upper()}{term.term[1:]}. Word from: {term.source or 'this project'}.", term.id,
            )  # fmt: skip


def _areas() -> list[tuple[Framework, str]]:
    return [(links.framework(id), topic) for id, topic in _FRAMEWORKS]


def _clauses() -> Sequence[Clause]:
    return links.framework("iso-9001").clauses


def _named(area: ProcessArea) -> str:
    return f"{area.title} ({area.id})"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _unnamed(text: str) -> str:
    return text.strip()


def _without(text: str, word: str) -> str:
    """Take the word itself out of its own definition."""
    start = text.casefold().find(word.casefold())
    return text if start < 0 else f"{text[:start]}…{text[start + len(word) :]}"


def _told(text: str, title: str, titles: Iterable[str]) -> bool:
    """Tell whether a text gives the title away: it has a word of it that few other titles have."""
    others = [_stems(t) for t in titles if t != title]
    rare = {w for w in _stems(title) if sum(w in other for other in others) < _COMMON}
    return bool(rare & _stems(text))


@cache  # A title is looked at for every text that may give it away.
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"[a-z]+", text.casefold()) if len(word) >= _STEM)


def _repeated(texts: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for text in texts:
        (twice if text in seen else seen).add(text)
    return twice
