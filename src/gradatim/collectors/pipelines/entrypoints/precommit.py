"""Hooks of pre-commit (and of prek, which reads the same file)."""

from typing import Any

from msgspec.structs import replace

from gradatim.collectors.pipelines.entrypoints.interface import Call, Line, Recipe
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.rules import load_rules
from gradatim.collectors.pipelines.yamlfile import as_list, as_map, as_text, line_of

FILES = (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml")
_COMMIT_STAGES = frozenset(("commit", "pre-commit", "push", "pre-push"))
_VALUES = ("-c", "--config", "--from-ref", "--to-ref", "--hook-stage", "--files", "--color", "-C")


def call(project: Project, call: Call) -> list[Recipe] | None:
    """Return the hooks that `pre-commit run` runs."""
    words = call.plain(_VALUES)
    if not words or words[0] not in ("run", "hook-impl"):
        return None
    path = join(call.folder, call.option("-c", "--config")) if call.option("-c", "--config") else ""
    if path not in project.sizes:
        path = project.find(call.folder, *FILES) or project.find("", *FILES)
    if not path:
        return None
    stage = call.option("--hook-stage") or "pre-commit"
    hooks = [r for r in recipes(project, path).values() if stage in r.needs or not r.needs]
    chosen = [r for r in hooks if r.target in words[1:]] or hooks
    return [without_stages(r) for r in chosen]


def without_stages(recipe: Recipe) -> Recipe:
    """Drop the stages that were kept in `needs`."""
    return replace(recipe, needs=())


def recipes(project: Project, path: str) -> dict[str, Recipe]:
    """Return each hook; `needs` holds the git stages it is limited to."""
    config = as_map(project.yaml(path)) if path.endswith((".yaml", ".yml")) else as_map(None)
    defaults = _stages(config.get("default_stages"))
    found: dict[str, Recipe] = {}
    for repository in as_list(config.get("repos"))[:200]:
        local = as_text(as_map(repository).get("repo")) in ("local", "meta")
        for hook in as_list(as_map(repository).get("hooks"))[:100]:
            recipe = _hook(path, as_map(hook), local, defaults)
            found.setdefault(recipe.target, recipe)
    return found


def _hook(path: str, hook: Any, local: bool, defaults: tuple[str, ...]) -> Recipe:
    """Return one hook: known by its id, or by what a local one runs."""
    name = as_text(hook.get("id"))
    known = load_rules().hook(name)
    entry = " ".join([as_text(hook.get("entry")), *(as_text(a) for a in as_list(hook.get("args")))]).strip()
    return Recipe(
        path=path,
        tool="pre-commit",
        target=name,
        line=line_of(hook, 1),
        lines=(Line(entry),) if local and as_text(hook.get("entry")) else (),
        found=tuple(known),
        needs=_stages(hook.get("stages")) or defaults,
        named=local,
    )


def _stages(value: Any) -> tuple[str, ...]:
    """Return git stages under their present names; the stages of commit and push count as one."""
    names = tuple(as_text(v) for v in as_list(value) if as_text(v))
    return ("pre-commit", *names) if _COMMIT_STAGES & set(names) else names


def service_skips(config: Any) -> frozenset[str]:
    """Return the hooks that the pre-commit.ci service is told to skip."""
    return frozenset(as_text(v) for v in as_list(as_map(as_map(config).get("ci")).get("skip")))
