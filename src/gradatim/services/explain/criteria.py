"""Explanations of practices and requirements: what evidence can show, and what a team does about them."""

import functools
from collections.abc import Iterable

from gradatim.evaluation.constraints import reachable_strength
from gradatim.evaluation.policy import Policy, load_policy
from gradatim.evaluation.sight import sight
from gradatim.model import doubts
from gradatim.model.framework import Criterion, Mining
from gradatim.model.judgement import Strength
from gradatim.model.plan import Sight
from gradatim.probes import registry
from gradatim.services.explain.catalogue import full_id
from gradatim.services.explain.failures import failures
from gradatim.services.explain.interface import Entry, Explanation
from gradatim.services.explain.parts import FAILURES, parts, purpose, reason, sections
from gradatim.services.explain.related import related

_CONFIRMED = "Records in a repository, forge or pipeline can themselves show it"
_NOT_READ = "Records could themselves show it, but no probe here does: an answer settles it."
_SUPPORTED = "Records can support or refute it, but a person or a document has to stand beside them."
_PEOPLE = "Only people and documents can show it; a scan never says no here."
_DOCUMENTED = {"maintain": "Keep it up to date as a document.", "retain": "Keep it as a record."}
_PROCEDURE = "By a written procedure: the rule and the record of following it both have to be there."
SHOWS, JUDGED = "What a team of today shows", "How it is judged here"
_REMEDIES = "How to put it right"
_OF_HINTS = "What the hints would have one do"
"""Remedies of probes that only hint at a criterion: they do not put it right."""
_SHOWN = 4
"""Remedies listed of the probes that speak to a criterion."""


def explain_criterion(entry: Entry) -> Explanation:
    """Explain a practice or requirement: why it is asked, what shows it, and how it is judged here."""
    framework, local = parts(entry)
    criterion: Criterion = next(c for c in framework.criteria if c.id == local)
    probes = registry.load()
    spoken = [i for i in criterion.indicators if i.probe in probes]
    procedure = _PROCEDURE if criterion.by_procedure else ""
    seen = sight(criterion, framework.scheme, policy())
    hints = [i.probe for i in spoken if reachable_strength(i, criterion.mining, policy()) is Strength.HINT]
    return Explanation(
        id=entry.id,
        kind=entry.kind,
        title=f"{criterion.id} {criterion.title}",
        text=criterion.statement,
        sections=sections(
            ("Why", (reason(framework, local), purpose(framework, criterion.group))),
            ("Asked of a person", (criterion.question,)),
            (SHOWS, (criterion.note, *criterion.artifacts)),
            (
                JUDGED,
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
def policy() -> Policy:
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
