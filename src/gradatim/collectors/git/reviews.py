"""Finds the people other than the authors who took part in a change, and says where a clone cannot tell."""

from gradatim.collectors.git.material import Material, landed_by, own_request
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
                for named in trailer.people:
                    note(material.identities.named(named), rules.review_names.get(trailer.key, trailer.key))
    for named in request.reviewers if request else ():
        note(material.identities.named(named), "approved-by")
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
        material.identities.named(named).id
        for trailer in material.messages[number].trailers
        if trailer.key == key
        for named in trailer.people
    }
    return len(signers) > 1 or material.committers[number].id in signers


def why_unknowable(style: ChangeStyle, request: str, *, on_pages: bool, nameless: bool = False) -> str:
    """Return why a clone cannot tell about review, for a change without any trace of it.

    `on_pages`: the forge itself committed it. `nameless`: a merge whose message does not say what it merged.
    """
    if nameless:
        return "merged under a message that names neither request nor branch, as a pull of others' work may be"
    where = f"request #{request}" if request else "its request"
    if style is ChangeStyle.SQUASH:
        how = "squashed by the forge" if on_pages else "squashed into one commit"
        return f"{how}: an approval of {where} stands only on the forge"
    if style is ChangeStyle.REBASE and request:
        return f"put on the main line commit by commit: an approval of {where} stands only on the forge"
    if style is ChangeStyle.MERGE and request:
        return f"merged by its author or a merge queue: an approval of {where} stands only on the forge"
    if on_pages and not request:
        return "made on the forge's pages: whether there was a request stands only there"
    return ""
