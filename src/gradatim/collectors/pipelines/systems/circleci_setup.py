"""Set-up configurations of CircleCI (`setup: true`), which go on with another configuration.

Source: the service's page on dynamic configuration, and the orbs that continue a pipeline (`words.yaml`). A set-up
configuration may go on once; what it goes on with may not be one itself.
"""

from collections.abc import Callable, Iterable

import msgspec

from gradatim.collectors.pipelines.draft import Command, PipelineDraft
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.words import words
from gradatim.collectors.pipelines.yamlfile import Map, as_map, as_text

MAX_CONTINUED = 12
_HANDED = frozenset(("parameters", "mapping"))
"""Options that hand values to the configuration that is gone on with: its own defaults say nothing then."""


class _Next(msgspec.Struct, frozen=True):
    """A configuration that is gone on with, and whether it is handed values."""

    named: str
    handed: bool


def continued(
    project: Project,
    path: str,
    config: Map,
    drafts: list[PipelineDraft],
    read: Callable[[Map, str, str], list[PipelineDraft]],
) -> list[PipelineDraft]:
    """Return the pipelines of the configurations that a set-up configuration goes on with.

    One that is made while it runs is not here: a problem says so, because any step may stand in it.
    """
    found: dict[str, list[PipelineDraft]] = {}
    called = list(_called(config, (c for d in drafts for j in d.jobs for c in j.commands)))[:MAX_CONTINUED]
    for call in called:
        target = join("", call.named.removeprefix("./"))
        body = as_map(project.yaml(target)) if target in project.sizes else as_map(None)
        if not body:
            project.problem(path, f"goes on with {call.named[:80] or 'a configuration'}, which is made while it runs")
            continue
        if call.handed:
            body = _without(body, "parameters")
        found.setdefault(target, read(body, target, project.main_branch))
    if not called:
        project.problem(path, "is a set-up configuration; what it goes on with is made while it runs")
    return [d for made in found.values() for d in made]


def _called(config: Map, commands: Iterable[Command]) -> Iterable[_Next]:
    """Yield what the commands of orbs go on with."""
    orbs = {name: as_text(orb).partition("@")[0] for name, orb in as_map(config.get("orbs")).items()}
    for command in commands:
        alias, _, job = command.uses.removeprefix("orb:").partition("/")
        told = words().circleci_continues.get(f"{orbs.get(alias, '')}/{job}")
        if told is None:
            continue
        options = {k: str(v) for k, v in command.options.items()}
        named = next((options[o] for o in told.options if options.get(o)), told.default)
        yield _Next(named, bool(_HANDED.intersection(options)))


def _without(body: Map, key: str) -> Map:
    rest = Map(body.line)
    rest.update({k: v for k, v in body.items() if k != key})
    return rest
