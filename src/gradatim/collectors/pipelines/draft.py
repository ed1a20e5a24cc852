"""What a parser of one system hands over: jobs and commands as written, before stages are recognised."""

import msgspec

EVENTS = frozenset(("change", "topic", "main", "tag", "release", "schedule", "manual"))
"""A proposed change; pushes to a branch that somebody works on, and to the main line; what else starts pipelines."""


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """Which events the limits of a job or a step let through."""

    events: frozenset[str] = EVENTS
    open: frozenset[str] = frozenset()
    """Events for which it cannot be told, because it hangs on what people set outside the definition."""
    because: str = ""
    """What it hangs on."""

    @property
    def possible(self) -> frozenset[str]:
        """Events that it lets through, or may."""
        return self.events | self.open

    def within(self, other: "Limit") -> "Limit":
        """Return what both let through."""
        may = self.possible & other.possible
        sure = self.events & other.events
        return Limit(events=sure, open=may - sure, because=self.because or other.because)

    def without(self, events: frozenset[str]) -> "Limit":
        """Return the limit less some events."""
        return Limit(events=self.events - events, open=self.open - events, because=self.because)


class Command(msgspec.Struct, kw_only=True):
    """One step as written."""

    line: int
    script: str = ""
    """Shell text, possibly of many lines."""
    uses: str = ""
    """An action, orb, plugin or task instead of a script."""
    options: dict[str, str] = {}
    """Inputs of the action, and `env:NAME` for environment values that steer tools (`TOXENV`)."""
    name: str = ""
    soft: str = ""
    """Why a failure does not stop the pipeline; empty where it does."""
    limit: Limit = Limit()
    folder: str = ""
    """Working directory, relative to the root."""
    pipefail: bool = True
    """A failure in the middle of a pipe is seen."""
    stop: bool = True
    """The first failing command ends the script."""
    image: str = ""
    """The image it runs in, where steps of one job have their own."""
    source: str = ""
    """Path of another definition it was taken from (reusable workflow, composite action, include)."""


class JobDraft(msgspec.Struct, kw_only=True):
    """A job as written."""

    id: str
    line: int
    name: str = ""
    commands: list[Command] = []
    environment: str = ""
    approval: bool = False
    approval_because: str = ""
    condition: str = ""
    limit: Limit = Limit()
    paths: tuple[str, ...] = ()
    """Patterns of the paths whose changes alone start it."""
    branches: tuple[str, ...] = ()
    """Patterns of the branches that alone start it; empty where it follows its pipeline."""
    images: list[str] = []
    matrix: int = 1
    timeout: bool = False
    soft: str = ""
    source: str = ""
    """Path of another definition it was taken from."""
    runner: str = ""
    """The machine that it asks for, as written."""


class TriggerDraft(msgspec.Struct, kw_only=True):
    """What starts a pipeline, as written."""

    event: str
    branches: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


class PipelineDraft(msgspec.Struct, kw_only=True):
    """A pipeline as written."""

    path: str
    system: str
    name: str
    triggers: list[TriggerDraft] = []
    jobs: list[JobDraft] = []
    inactive: str = ""
    permissions: str = ""
    references: list[str] = []
    """Actions, images, orbs, templates it takes from elsewhere, as written."""
