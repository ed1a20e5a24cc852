"""Questions about what corresponds, made from the crosswalks, and about words, made from the glossary."""

from collections.abc import Iterator

from gradatim.frameworks import learning
from gradatim.model.learning import Question
from gradatim.services.compare import links
from gradatim.services.quiz.make import Maker
from gradatim.services.quiz.telling import mostly, named, told, without


def successors(maker: Maker) -> Iterator[Question | None]:
    """Which CMMI area is nearest to an SW-CMM area? Wrong ones have no link at all."""
    old, new = links.framework("sw-cmm"), links.framework("cmmi-dev")
    linked = links.between("sw-cmm", "cmmi-dev")
    titles = {area.id: named(area) for area in new.areas}
    for area in old.areas:
        own = {k for k in linked if k == area.id or k.startswith(f"{area.id}.")}
        touched = {link.other.partition(".")[0] for k in own for link in linked[k]}
        strong = [link.other for link in linked.get(area.id, ()) if link.strength == "strong" and link.other in titles]
        for target in strong[:1]:
            if told(area.title, titles[target], titles.values()):
                continue
            yield maker.question(
                f"successor-{area.id.lower()}", "cmmi", 2,
                f"Which process area of CMMI-DEV 1.3 carries on {named(area)} of the SW-CMM?",
                titles[target], (name for id, name in titles.items() if id not in touched),
                f"The crosswalk links {area.id} strongly with {target}.", old.full_id(area.id), new.full_id(target),
            )  # fmt: skip


def counterparts(maker: Maker) -> Iterator[Question | None]:
    """Which SW-CMM area is near a clause? Wrong ones have no link, nor have their practices."""
    framework = links.framework("sw-cmm")
    titles = {area.id: named(area) for area in framework.areas}
    names = {c.id: c for c in links.framework("iso-9001").clauses}
    for clause, found in links.between("iso-9001", "sw-cmm").items():
        touched = {link.other for link in found} | {link.other.partition(".")[0] for link in links.finer(clause)}
        strong = [link.other for link in found if link.strength == "strong" and link.other in titles]
        if len(strong) != 1 or names[clause].title == "General":
            continue
        yield maker.question(
            f"counterpart-{clause}", "comparison", 3,
            f"With which SW-CMM area is clause {clause} of ISO 9001:2015, {names[clause].title}, "
            "strongly linked?",
            titles[strong[0]], (name for id, name in titles.items() if id not in touched),
            f"The crosswalk derives a strong link with {strong[0]} over both of its routes.",
            f"iso-9001:{clause}", framework.full_id(strong[0]),
        )  # fmt: skip


def terms(maker: Maker) -> Iterator[Question | None]:
    """Which word is meant? Wrong ones are not related to it; a definition that names its own word asks nothing."""
    glossary = learning.terms()
    names = [term.term for term in glossary.values()]
    for term in glossary.values():
        asked = without(term.text, term.term)
        if told(asked, term.term, names) or mostly(asked, term.term):
            continue
        near = {term.id, *term.see, *(other.id for other in glossary.values() if term.id in other.see)}
        near |= {id for other in term.see for id in glossary[other].see} if term.see else set()
        yield maker.question(
            f"term-{term.id}", "basics", 2,
            f"Which word is meant: {asked}",
            term.term, (other.term for other in glossary.values() if other.id not in near),
            f"{term.term[:1].upper()}{term.term[1:]}. Word from: {term.source or 'this project'}.", term.id,
        )  # fmt: skip
