"""Explanations of what is this project's own: probes, words, rules and values of the policy."""

from gradatim.frameworks import learning, loader
from gradatim.model.learning import Term
from gradatim.probes import readings, registry
from gradatim.probes.interface import Probe
from gradatim.services.explain.catalogue import entries, full_id, terms
from gradatim.services.explain.interface import Entry, Explanation
from gradatim.services.explain.parts import sections
from gradatim.services.explain.rules import policy_keys, policy_value, rules


def explain_probe(entry: Entry) -> Explanation:
    """Explain a probe: what it asks, how it can mislead, how often it was right, and which criteria it speaks to."""
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
        sections=sections(
            ("Why", (probe.why,)),
            ("How it is judged", (probe.how,)),
            ("How it can mislead", (probe.misleads,)),
            ("How to put it right", (probe.remedy,)),
            ("How often it was right", readings.told(probe.id)),
            ("Criteria it speaks to", speaks),
        ),
        see=tuple(f"policy:{key}" for key in policy_keys() if key.startswith(f"probes.values.{probe.id}.")),
    )


def explain_term(entry: Entry) -> Explanation:
    """Explain a word."""
    term = terms()[entry.id]
    led_to = [id for id in _index(term) if id != entry.id]
    return Explanation(
        id=entry.id,
        kind="term",
        title=term.term,
        text=term.text,
        sections=sections(
            ("Also called", (", ".join(term.also),)),
            ("Where it is asked or seen", tuple(f"{id} {entries()[id].title}" for id in led_to)),
            ("Source", (term.source,)),
        ),
        see=term.see,
    )


def _index(term: Term) -> tuple[str, ...]:
    """Return where the index at the back of the book leads for a word or one of its other names."""
    names = {name.casefold() for name in (term.term, *term.also)}
    found = (id for subject in learning.subjects() if names & set(subject.find) for id in subject.see)
    return tuple(id for id in dict.fromkeys(found) if entries()[id].kind != "term")


def explain_rule(entry: Entry) -> Explanation:
    """Explain a rule of a method, or a value of the policy."""
    if entry.id.startswith("policy:"):
        key = entry.id.removeprefix("policy:")
        return Explanation(
            id=entry.id,
            kind="rule",
            title=entry.title,
            text=policy_keys()[key],
            sections=sections(
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
        sections=sections(("Method", (method,)), ("Source", (rule.source,)), ("Doubt", (rule.doubt,))),
        see=tuple(id for id, _, _ in rules() if id != entry.id and id.partition(":")[0] == entry.id.partition(":")[0]),
    )
