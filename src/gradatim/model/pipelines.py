"""Facts about pipeline definitions and the entry points they call."""

from enum import StrEnum

import msgspec

from gradatim.model.history import PathHistory

CHANGE_EVENTS = ("change", "topic", "main")
"""Seen from a change: it is proposed, its branch is pushed, it lands on the main line."""


class Stage(StrEnum):
    """What a step does."""

    BUILD = "build"
    TEST = "test"
    LINT = "lint"
    FORMAT = "format"
    TYPES = "types"
    STATIC_ANALYSIS = "static-analysis"
    SECURITY_SCAN = "security-scan"
    DEPENDENCY_SCAN = "dependency-scan"
    SECRET_SCAN = "secret-scan"  # noqa: S105 - the name of a stage
    LICENCE_SCAN = "licence-scan"
    COVERAGE = "coverage"
    COVERAGE_GATE = "coverage-gate"
    FUZZ = "fuzz"
    BENCHMARK = "benchmark"
    DOCS = "docs"
    SBOM = "sbom"
    SIGN = "sign"
    PROVENANCE = "provenance"
    PACKAGE = "package"
    RELEASE = "release"
    DEPLOY = "deploy"
    APPROVAL = "approval"
    COMMIT_POLICY = "commit-policy"
    """Checks the form of commits, sign-off, titles or changelog entries."""
    NOTIFY = "notify"
    HANDOVER = "handover"
    """Starts a pipeline of another repository."""
    PROGRAM = "program"
    """Runs tasks written in a program that is not read: any step may stand in it."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a job does."""

    name: str
    run: str
    """Command or action, at most 300 characters. Untrusted text."""
    line: int
    stages: tuple[Stage, ...] = ()
    gating: bool = True
    """A failure stops the pipeline."""
    not_gating_because: str = ""
    """`continue-on-error`, `|| true`, `allow_failure`, `informational`, `prints only`, ..."""
    via: str = ""
    """The entry point behind it (`make lint`, `tox -e py`, `pre-commit`) that revealed the stages."""
    path: str = ""
    """The definition that `line` is of where that is not the pipeline's own (include, template, reusable workflow)."""
    events: tuple[str, ...] = CHANGE_EVENTS
    """Of `CHANGE_EVENTS`, those that its own conditions let through."""
    open_events: tuple[str, ...] = ()
    """Those for which that cannot be told."""
    open_because: str = ""
    """What that hangs on: a parameter or a variable that people set outside the definition."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A job of a pipeline."""

    id: str
    name: str
    line: int
    steps: tuple[Step, ...] = ()
    environment: str = ""
    approval: bool = False
    """Waits for a person (manual job, protected environment named, hold step)."""
    approval_because: str = ""
    condition: str = ""
    branches: tuple[str, ...] = ()
    """Patterns, as written, of the branches that alone start it; empty where it follows its pipeline."""
    reaches_main: bool = True
    """One of these patterns matches the main branch."""
    images: tuple[str, ...] = ()
    """What it runs in; where its steps have images of their own, those of its tests."""
    matrix: int = 1
    timeout: bool = False
    path: str = ""
    """The definition that `line` is of where that is not the pipeline's own."""
    runner: str = ""
    """The machine that it asks for, as written: label, queue, tags or image of a virtual machine."""
    events: tuple[str, ...] = CHANGE_EVENTS
    """Of `CHANGE_EVENTS`, those that its own conditions let through."""
    open_events: tuple[str, ...] = ()
    """Those for which that cannot be told."""
    open_because: str = ""
    """What that hangs on: a parameter or a variable that people set outside the definition."""
    paths: tuple[str, ...] = ()
    """Patterns of the paths whose changes alone start it; empty where it follows its pipeline."""
    folder: str = ""
    """Where all its commands run, from the repository's root; empty at the root, and where they differ."""


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """What starts a pipeline."""

    event: str
    """`push`, `change` (pull or merge request), `tag`, `release`, `schedule`, `manual`, `other`, `unknown` (set at
    the service, which a clone does not show)."""
    branches: tuple[str, ...] = ()
    """Patterns as written; empty means every branch."""
    reaches_main: bool = True
    """One of the patterns matches the main branch; false for branches that do not exist."""
    reaches_topics: bool = False
    """Its patterns let every branch through that somebody works on; without patterns that goes without saying."""
    paths: tuple[str, ...] = ()


class Pipeline(msgspec.Struct, frozen=True, kw_only=True):
    """One pipeline definition."""

    path: str
    system: str
    """`github-actions`, `gitlab-ci`, `jenkins`, `circleci`, `azure-pipelines`, `travis`, `cirrus`, `buildkite`,
    `drone`, `woodpecker`, `tekton`, `appveyor`, ..."""
    name: str
    triggers: tuple[Trigger, ...]
    jobs: tuple[Job, ...]
    active: bool = True
    inactive_because: str = ""
    """Vendored, fixture, template, disabled, no trigger that reaches the main branch."""
    history: PathHistory | None = None
    pinned_actions: int = 0
    """Actions or images pinned to a digest, of `actions`."""
    actions: int = 0
    permissions: str = ""
    """`read`, `write`, `limited` or empty where not stated."""

    def on(self, *events: str) -> bool:
        """Tell whether an event starts it for the main line."""
        return self.active and any(t.event in events and t.reaches_main for t in self.triggers)

    def steps(self, stage: Stage) -> tuple[tuple[Job, Step], ...]:
        """Return the steps of one stage with their jobs."""
        return tuple((j, s) for j in self.jobs for s in j.steps if stage in s.stages)


class EntryPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A target of make, tox, nox, pre-commit, npm, just or similar, and what it does."""

    path: str
    tool: str
    target: str
    line: int
    stages: tuple[Stage, ...]
    commands: tuple[str, ...] = ()


class PipelineFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All pipeline definitions and entry points found."""

    pipelines: tuple[Pipeline, ...] = ()
    entry_points: tuple[EntryPoint, ...] = ()
    test_files: int = 0
    """Files that hold tests which a runner would find (not demo pages or skeletons)."""
    source_files: int = 0
    """Files of source code that are neither tests nor vendored nor generated."""
    test_paths: tuple[str, ...] = ()
    """Some of the test files, at most 200."""
    coverage_threshold: str = ""
    """`path:line` of a coverage threshold in configuration, whether or not a job uses it."""
    environments: tuple[str, ...] = ()
    """Paths that define build or run environments as code (Dockerfile, devcontainer, nix, compose, ...)."""
    infrastructure: tuple[str, ...] = ()
    """Paths of deployment, monitoring, alert, backup or rollout definitions as code."""
    elsewhere: int = 0
    """Of a folder in a repository: active pipelines there that no change to the folder starts."""
    problems: tuple[tuple[str, str], ...] = ()
    """Path and reason where a definition could not be parsed."""
