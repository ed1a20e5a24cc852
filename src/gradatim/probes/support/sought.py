"""What a pipeline probe looks for."""

import msgspec

from gradatim.model.pipelines import Stage


class StepsSought(msgspec.Struct, frozen=True, kw_only=True):
    """What a pipeline probe looks for, in words that fit its messages."""

    subject: str
    """Starts a sentence and takes a plural verb: `Tests`, `Lint checks`."""
    stages: tuple[Stage, ...]
    caveats: tuple[str, ...] = ()
    """What always has to be said with an absence of this kind."""
