"""Makes the commits of the period from mined rows and messages taken apart."""

from collections.abc import Iterable

from gradatim.collectors.git.material import Material, Touched
from gradatim.collectors.git.messages import Message
from gradatim.collectors.git.objects import ObjectReader
from gradatim.collectors.git.process import Git
from gradatim.model.history import Commit, Trailer


def make_commits(git: Git, material: Material, places: list[int]) -> tuple[Commit, ...]:
    """Return commits by their places in the graph, in the order given."""
    signed = _signed(git, material, places)
    return tuple(_commit(material, n, signed=material.graph.rows[n].id in signed) for n in places)


def _commit(material: Material, n: int, *, signed: bool) -> Commit:
    row, message = material.graph.rows[n], material.messages[n]
    touched = material.touched.get(n, Touched((), 0))
    width = len(row.id)
    return Commit(
        id=row.id.hex(),
        parents=tuple(row.parents[i : i + width].hex() for i in range(0, len(row.parents), width)),
        author=material.authors[n].id,
        committer=material.committers[n].id,
        author_time=row.author_time,
        commit_time=row.commit_time,
        subject=material.scrub.subject(message.subject),
        body=material.scrub.subject(message.body),
        trailers=_trailers(material, message),
        files=touched.files,
        files_total=touched.total,
        signed=signed,
        signed_by_forge=signed and (material.committers[n].forge or material.committers[n].bot),
    )


def _trailers(material: Material, message: Message) -> tuple[Trailer, ...]:
    found: list[Trailer] = []
    for trailer in message.trailers:
        if trailer.people:
            people = (person for who in trailer.people for person in material.identities.named(who))
            found += [Trailer(trailer.key, "", person.id) for person in people]
        else:
            found.append(Trailer(trailer.key, material.scrub(trailer.value)))
    return tuple(found)


def _signed(git: Git, material: Material, places: Iterable[int]) -> set[bytes]:
    """Return the commits that carry a signature; whether it is a good one would need the signers' keys."""
    rows = material.graph.rows
    with ObjectReader(git) as reader:
        return {
            bytes.fromhex(item.id)
            for item in reader.read(rows[n].id.hex() for n in places)
            if b"\ngpgsig" in item.body.partition(b"\n\n")[0]
        }
