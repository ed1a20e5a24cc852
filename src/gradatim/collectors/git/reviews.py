"""Finds the people other than the authors who took part in a change, and says where a clone cannot tell."""

from collections.abc import Iterable

from gradatim.collectors.git.material import Material, landed_by, own_request
from gradatim.collectors.git.messages import Named
from gradatim.collectors.git.requests import Request, merged_branch
from gradatim.collectors.git.vocabulary import people_rules
from gradatim.model.history import ChangeStyle, Person, ReviewTrace


def find_reviewers(
    material: Material, landing: int, request: Request | None, work: list[int], authors: set[str]
) -> tuple[ReviewTrace, ...]:
    """Return everybody but authors, bots and the forge who signed, merged or applied a change; each act once."""
    found: dict[tuple[str, str], None] = {}

    def note(person: Person | None, how: str) -> None:
        if person and person.id not in authors and not person.bot and not person.forge:
            found[person.id, how] = None

    rules = people_rules()
    for number in dict.fromkeys((landing, *work)):
        for trailer in material.messages[number].trailers:
            if trailer.key in rules.trailers.review and _independent(material, number, trailer.key):
                for person in _behind(material, trailer.people):
                    note(person, rules.review_names.get(trailer.key, trailer.key))
    for person in _behind(material, request.reviewers if request else ()):
        note(person, "approved-by")
    if material.graph.is_merge(landing) and names_its_source(material, landing):
        note(landed_by(material, landing), "merged-by")
    for number in work:
        committer = material.committers[number]
        if committer.id != material.authors[number].id:
            note(committer, "committed-by")
    return tuple(ReviewTrace(person, how) for person, how in sorted(found))


def names_its_source(material: Material, merge: int) -> bool:
    """Tell whether a merge says what it merged, a request or a branch.

    One that does not ("fixed conflicts", "employee page") is as likely a pull: its maker then brought the work of
    others together with their own and landed nothing for them.
    """
    return own_request(material, merge) is not None or bool(merged_branch(material.messages[merge].subject))


def _independent(material: Material, number: int, key: str) -> bool:
    """Tell whether a sign-off can be another person's: a single one on a commit is the author's, whatever its name.

    (Where a forge landed it, or the author did, nobody else signed it on its way.)
    """
    if key != "signed-off-by":
        return True
    signers = {
        person.id
        for trailer in material.messages[number].trailers
        if trailer.key == key
        for person in _behind(material, trailer.people)
    }
    return len(signers) > 1 or material.committers[number].id in signers


def _behind(material: Material, people: Iterable[Named]) -> list[Person]:
    return [person for who in people for person in material.identities.named(who)]


def why_unknowable(
    style: ChangeStyle,
    request: str,
    *,
    on_pages: bool,
    nameless: bool = False,
    automatic: bool = False,
    fast_forward: bool = False,
) -> str:
    """Return why a clone cannot tell about review, for a change without any trace of it.

    `on_pages`: the forge itself committed it. `nameless`: a merge whose message does not say what it merged.
    `automatic`: an automation committed what a person wrote. `fast_forward`: requests land without a trace here.
    """
    if nameless:
        return "merged under a message that names neither request nor branch, as a pull of others' work may be"
    if request or style is ChangeStyle.SQUASH:
        return _kept_by_the_forge(style, request, on_pages=on_pages)
    if on_pages:
        return "made on the forge's pages: whether there was a request stands only there"
    if automatic:
        return "put on the main line by an automation: who agreed stands only where it takes its work from"
    if fast_forward and style in (ChangeStyle.DIRECT, ChangeStyle.REBASE):
        return "perhaps a request that the forge fast-forwarded, which leaves no trace of it"
    return ""


def _kept_by_the_forge(style: ChangeStyle, request: str, *, on_pages: bool) -> str:
    """Return that an approval stands only on the forge, where the style of landing keeps none."""
    where = f"request #{request}" if request else "its request"
    how = {
        ChangeStyle.SQUASH: "squashed by the forge" if on_pages else "squashed into one commit",
        ChangeStyle.REBASE: "put on the main line commit by commit",
        ChangeStyle.MERGE: "merged by its author or a merge queue",
    }.get(style)
    return f"{how}: an approval of {where} stands only on the forge" if how else ""
