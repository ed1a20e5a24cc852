"""To whom a text speaks: to the people who make the project, or to those who use it or study its subject."""

import msgspec

from gradatim.collectors.documents.runs import short_runs
from gradatim.collectors.documents.vocabulary import Vocabulary

_LOOK = 30_000


class Voice(msgspec.Struct, frozen=True, array_like=True):
    """How many of the patterns of each side are found."""

    contributors: int
    users: int
    reference: bool = False
    """Says what a part of the product checks or asks: a reference, whatever the subject."""

    @property
    def is_ours(self) -> bool:
        """Speaks plainly to the project's own people."""
        return not self.reference and self.contributors >= 3 and self.contributors >= self.users

    @property
    def is_theirs(self) -> bool:
        """Speaks plainly to users or students."""
        return self.reference or (self.users >= 2 and self.users > self.contributors)


def listen(prose: str, vocabulary: Vocabulary) -> Voice:
    """Return the voice of lower-case text."""
    head = short_runs(prose[:_LOOK])
    return Voice(
        sum(1 for pattern in vocabulary.contributors if pattern.search(head)),
        sum(1 for pattern in vocabulary.users if pattern.search(head)),
        any(pattern.search(head) for pattern in vocabulary.reference),
    )
