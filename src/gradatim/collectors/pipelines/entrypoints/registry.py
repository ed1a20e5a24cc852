"""Which tool calls which kind of entry point, and all entry points of a unit."""

from collections.abc import Callable, Iterator

from gradatim.collectors.pipelines.entrypoints import make, nox, npm, precommit, tasks, tox
from gradatim.collectors.pipelines.entrypoints.interface import Caller, Recipe
from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project

SCRIPT_RUNNERS = ("pdm", "poe", "rye", "pixi", "pipenv", "taskipy")
"""Tools that run scripts of pyproject.toml by name."""

CALLERS: dict[str, Caller] = {
    **dict.fromkeys(("make", "gmake", "nmake", "mingw32-make", "remake"), make.call),
    "tox": tox.call,
    "nox": nox.call,
    **dict.fromkeys(("pre-commit", "prek"), precommit.call),
    **dict.fromkeys(
        (
            "npm",
            "yarn",
            "pnpm",
            "bun",
            "run-s",
            "run-p",
            "npm-run-all",
            "npm-run-all2",
            "turbo",
            "lerna",
            "nx",
            "wsrun",
        ),
        npm.call,
    ),
    "just": tasks.just,
    "task": tasks.task,
    "go-task": tasks.task,
    "mise": tasks.mise,
    "hatch": tasks.hatch,
    **dict.fromkeys(SCRIPT_RUNNERS, tasks.script_runner),
    "composer": tasks.composer,
    "rake": tasks.rake,
}
"""Tool to the function that finds what its call runs."""

SIBLINGS: dict[str, Callable[[Project, Recipe], dict[str, Recipe]]] = {
    "npm": lambda project, recipe: npm.recipes(project, recipe.path),
    "nox": lambda project, recipe: nox.load(project, recipe.path)[0],
    "just": lambda project, recipe: tasks.just_recipes(project, recipe.path),
    "task": lambda project, recipe: tasks.task_recipes(project, recipe.path),
    "mise": lambda project, recipe: tasks.mise_tasks(project, recipe.path),
    "composer": lambda project, recipe: tasks.composer_recipes(project, recipe.path),
    "tox": lambda project, recipe: tox.recipes(project, recipe.folder),
}
"""Tool to the function that returns all targets of the definition that a target stands in."""

MAX_FILES = 60
"""Definitions of one kind that are listed as entry points; a call reaches any."""

_NAMES = {
    **dict.fromkeys(make.FILES, "make"),
    "tox.ini": "tox",
    "tox.toml": "tox",
    "setup.cfg": "tox",
    "pyproject.toml": "python",
    "noxfile.py": "nox",
    **dict.fromkeys(precommit.FILES, "pre-commit"),
    "package.json": "npm",
    **dict.fromkeys(tasks.JUSTFILES, "just"),
    **dict.fromkeys(tasks.TASKFILES, "task"),
    "composer.json": "composer",
    "mise.toml": "mise",
    ".mise.toml": "mise",
}


def definition_paths(project: Project) -> list[str]:
    """Return the files of the product that define entry points, nearest to the root first."""
    found = [p for p in project.sizes if p.rpartition("/")[2] in _NAMES and not place_of(p).foreign]
    return sorted(found, key=lambda p: (p.count("/"), p))[: MAX_FILES * 3]


def all_recipes(project: Project, paths: list[str]) -> Iterator[Recipe]:
    """Yield every target of the definitions, at most 60 files of a kind."""
    seen: dict[str, int] = {}
    for path in paths:
        kind = _NAMES[path.rpartition("/")[2]]
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= MAX_FILES:
            yield from _of(project, kind, path)


def _of(project: Project, kind: str, path: str) -> Iterator[Recipe]:
    """Yield the targets of one definition."""
    folder = path.rpartition("/")[0]
    if kind == "make":
        yield from (
            r for n, r in make.recipes(project, path).items() if not n.startswith(".") and "%" not in n and "$" not in n
        )
    elif kind == "tox":
        yield from tox.recipes(project, folder).values()
    elif kind == "python":
        yield from tasks.python_scripts(project, folder).values()
        if not project.find(folder, "tox.ini", "tox.toml", "setup.cfg"):
            yield from tox.recipes(project, folder).values()
    elif kind == "nox":
        yield from nox.load(project, path)[0].values()
    elif kind == "pre-commit":
        yield from (precommit.without_stages(r) for r in precommit.recipes(project, path).values())
    elif kind == "npm":
        yield from npm.recipes(project, path).values()
    elif kind == "just":
        yield from tasks.just_recipes(project, path).values()
    elif kind == "task":
        yield from tasks.task_recipes(project, path).values()
    elif kind == "mise":
        yield from tasks.mise_tasks(project, path).values()
    elif kind == "composer":
        yield from tasks.composer_recipes(project, path).values()
