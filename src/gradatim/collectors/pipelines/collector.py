"""Collects pipeline definitions, entry points, tests and environments of one unit."""

import re
from collections.abc import Callable, Sequence

import msgspec

from gradatim.collectors.interface import ContentReader
from gradatim.collectors.pipelines import census, coverage
from gradatim.collectors.pipelines.build import Builder
from gradatim.collectors.pipelines.draft import PipelineDraft
from gradatim.collectors.pipelines.entrypoints.registry import all_recipes, definition_paths
from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import MAX_READ, Project
from gradatim.collectors.pipelines.resolve import Resolver
from gradatim.collectors.pipelines.rules import load_rules
from gradatim.collectors.pipelines.secrets import scrub
from gradatim.collectors.pipelines.settings import setting_paths
from gradatim.collectors.pipelines.systems import github
from gradatim.collectors.pipelines.systems.registry import (
    SYSTEMS,
    is_for_pipelines,
    looks_like_definition,
    unread_system,
)
from gradatim.model.history import History
from gradatim.model.pipelines import EntryPoint, Pipeline, PipelineFacts

MAX_PIPELINES = 400
MAX_SCRIPTS = 300
MAX_SCRIPT_BYTES = 100_000
MAX_INACTIVE = 60
"""Definitions in fixtures, examples and vendored code that are listed, so that a reader sees why they do not count."""
MAX_ENTRY_POINTS = 600
SUBMODULE = "160000"


def collect(
    reader: ContentReader, history: History | None, *, main_branch: str = "", ignore: tuple[str, ...] = ()
) -> PipelineFacts:
    """Return the pipeline facts of a unit.

    Args:
        reader: the unit's files.
        history: what version control shows; without it every branch pattern counts and no dates are known.
        main_branch: branch that changes land on; by default the history's.
        ignore: folders and patterns that the user left out.
    """
    main = main_branch or (history.branch if history else "")
    project = Project(reader, ignore, main)
    points = definition_paths(project)
    configs = coverage.config_paths(project)
    project.preload([*points, *configs, *setting_paths(project), *_scripts(project)])
    project.preload(_definitions(project))
    rules = load_rules()
    config = coverage.read(project, frozenset(p for p in configs if place_of(p).foreign))
    resolver = Resolver(project, rules, config)
    builder = Builder(resolver, rules, config, main, history.branches if history else ())
    drafts = _drafts(project, _owner(history))
    pipelines = [builder.pipeline(d, history.paths.get(d.path) if history else None) for d in drafts[:MAX_PIPELINES]]
    if len(drafts) > MAX_PIPELINES:
        project.problem("", f"{len(drafts)} pipelines; only the first {MAX_PIPELINES} were read")
    counted = census.take(project)
    facts = PipelineFacts(
        pipelines=(*pipelines, *_inactive(project, {p.path for p in pipelines})),
        entry_points=_entry_points(project, points, resolver),
        test_files=counted.test_files,
        source_files=counted.source_files,
        test_paths=counted.test_paths,
        coverage_threshold=config.location,
        environments=counted.environments,
        infrastructure=counted.infrastructure,
        problems=tuple(sorted(project.problems.items())),
    )
    # Strings that know their line (yamlfile.Text) end here: facts are plain values that every encoder takes.
    return msgspec.convert(msgspec.to_builtins(facts, enc_hook=str), PipelineFacts)


def _scripts(project: Project) -> list[str]:
    """Return files that commands may well call, so that they are read at once: the shallowest first."""
    found = [
        f.path
        for f in project.files
        if (f.path.endswith((".sh", "action.yml", "action.yaml")) or (f.mode == "100755" and "." not in f.path[-6:]))
        and f.path.count("/") <= 3
        and f.size <= MAX_SCRIPT_BYTES
        and not place_of(f.path).foreign
    ]
    folders = (".github/", ".circleci/", ".gitlab", ".woodpecker", "ci/")
    # Too large a file among them is told of only where something runs it: pictures and fonts lie there too.
    workflows = [p for p, size in project.sizes.items() if p.startswith(folders) and size <= MAX_READ]
    return [*sorted(found, key=lambda p: (p.count("/"), p))[:MAX_SCRIPTS], *workflows[:MAX_SCRIPTS]]


def _definitions(project: Project) -> list[str]:
    return [p for paths, _ in SYSTEMS.values() for p in paths(project)]


def _drafts(project: Project, owner: str) -> list[PipelineDraft]:
    """Read every definition that a service would run."""
    drafts: list[PipelineDraft] = []
    for paths, parse in SYSTEMS.values():
        for path in paths(project):
            drafts += _guarded(project, path, parse, owner)
    _mark_uncalled(drafts)
    return drafts


def _guarded(
    project: Project, path: str, parse: Callable[[Project, str, str], list[PipelineDraft]], owner: str
) -> list[PipelineDraft]:
    """Read one definition; a shape that nobody foresaw becomes a problem, not a crash."""
    try:
        return parse(project, path, owner)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        project.problem(path, f"not understood as a pipeline definition ({type(error).__name__})")
        return []


def _mark_uncalled(drafts: Sequence[PipelineDraft]) -> None:
    """Mark reusable workflows as inactive where nothing here calls them."""
    called = {c.source for d in drafts for j in d.jobs for c in j.commands if c.source}
    for draft in drafts:
        only_called = draft.triggers and all(t.event == "call" for t in draft.triggers)
        if only_called and draft.path not in called and not draft.inactive:
            draft.inactive = "reusable, and nothing in this repository calls it"
        for trigger in draft.triggers:
            trigger.event = "other" if trigger.event == "call" else trigger.event


def _inactive(project: Project, known: set[str]) -> list[Pipeline]:
    """List definitions that no service runs (vendored, fixtures, templates, below the root), and unreadable ones."""
    found: list[Pipeline] = []
    for folder in (f.path for f in project.files if f.mode == SUBMODULE):
        if is_for_pipelines(folder):
            because = "a submodule named for pipelines: what it holds is not here"
            project.problem(folder, because)
            found.append(
                Pipeline(
                    path=folder,
                    system="submodule",
                    name=folder,
                    triggers=(),
                    jobs=(),
                    active=False,
                    inactive_because=because,
                )
            )
    for path in project.sizes:
        system = looks_like_definition(path)
        if not system and (system := unread_system(path)) and not place_of(path).foreign:
            project.problem(path, f"a definition of {system}, whose language is not read")
        if not system or path in known:
            continue
        place = place_of(path)
        if place.foreign:
            because = f"{place.kind}: it lies in {scrub(place.folder, 120) or 'a template'}"
        elif github.elsewhere(path):
            because = "not at the root: the forge does not run it"
        elif (
            system in ("github-actions", "gitlab-ci", "travis", "circleci") and "/" in path and not path.startswith(".")
        ):
            because = "not at the root: the service does not run it"
        elif path in project.problems:
            because = project.problems[path] if unread_system(path) else "it could not be read whole"
        else:
            continue
        name = path.rpartition("/")[2]
        found.append(
            Pipeline(path=path, system=system, name=name, triggers=(), jobs=(), active=False, inactive_because=because)
        )
        if len(found) >= MAX_INACTIVE:
            break
    return found


def _entry_points(project: Project, paths: list[str], resolver: Resolver) -> tuple[EntryPoint, ...]:
    """Return the targets that come to a stage."""
    found: list[EntryPoint] = []
    for recipe in all_recipes(project, paths):
        if stages := resolver.recipe(recipe):
            commands = [scrub(line.text, 200) for line in recipe.lines[:5] if line.text.strip()]
            found.append(
                EntryPoint(
                    path=recipe.path,
                    tool=recipe.tool,
                    target=scrub(recipe.target, 80),
                    line=recipe.line,
                    stages=tuple(dict.fromkeys(f.stage for f in stages)),
                    commands=tuple(commands),
                )
            )
        if len(found) >= MAX_ENTRY_POINTS:
            break
    return tuple(found)


def _owner(history: History | None) -> str:
    """Return `owner/name` of the repository at its forge."""
    match = re.search(r"://[^/]+/(.+?)(?:\.git)?/?$", history.remote_url) if history else None
    return match[1] if match else ""
