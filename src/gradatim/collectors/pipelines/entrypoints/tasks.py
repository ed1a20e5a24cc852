"""Smaller task runners: just, Task, mise, hatch, poe, PDM, rake, composer."""

import json
import re
from typing import Any

from gradatim.collectors.pipelines.entrypoints.interface import Call, Line, Recipe
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.tame import load_toml
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

JUSTFILES = ("justfile", "Justfile", ".justfile")
TASKFILES = ("Taskfile.yml", "Taskfile.yaml", "taskfile.yml", "taskfile.yaml", "Taskfile.dist.yml")
MISE = (
    "mise.toml",
    ".mise.toml",
    "mise/config.toml",
    ".mise/config.toml",
    ".config/mise.toml",
    ".config/mise/config.toml",
)
_INSERTED = re.compile(r"\{\{[^{}\n]{0,400}\}\}")
_JUST_RULE = re.compile(r"^@?([A-Za-z_][\w-]*)((?:\s+[^:=]*)?):(?!=)\s*(.*)$")


def just(project: Project, call: Call) -> list[Recipe] | None:
    """Return the recipes of a `just` call."""
    path = project.find(call.folder, *JUSTFILES)
    if not path:
        return None
    found = just_recipes(project, path)
    names = [w for w in call.plain(("-f", "-d", "--justfile")) if w in found][:1] or list(found)[:1]
    return [found[n] for n in names] or None


def just_recipes(project: Project, path: str) -> dict[str, Recipe]:
    """Return the recipes of a justfile."""
    return project.parsed(path, "justfile", lambda text: _parse_just(path, text), {})


def _parse_just(path: str, text: str) -> dict[str, Recipe]:
    heads: list[tuple[str, int, str]] = []
    bodies: dict[str, list[Line]] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        if raw[:1] in (" ", "\t") and heads:
            body = raw.strip()
            soft = "`-` in the justfile: its failure is ignored" if body.lstrip("@").startswith("-") else ""
            if not body.startswith("#!"):
                bodies[heads[-1][0]].append(Line(_INSERTED.sub("", body.lstrip("@-")), soft))
        elif (match := _JUST_RULE.match(raw)) and not raw.startswith(("set ", "alias ", "export ", "import ")):
            heads.append((match[1], number, match[3].partition("#")[0]))
            bodies[match[1]] = []
    folder = path.rpartition("/")[0]
    return {
        name: Recipe(
            path=path,
            tool="just",
            target=name,
            line=line,
            folder=folder,
            lines=(Line("\n".join(x.text for x in bodies[name] if not x.soft)), *(x for x in bodies[name] if x.soft)),
            needs=tuple(re.sub(r"[()&]", " ", needs).split()[:40]),
        )
        for name, line, needs in heads
    }


def task(project: Project, call: Call) -> list[Recipe] | None:
    """Return the tasks of a `task` call (Taskfile)."""
    path = project.find(call.folder, *TASKFILES)
    if not path:
        return None
    found = task_recipes(project, path)
    names = [w for w in call.plain(("-d", "-t", "--dir")) if w in found] or ["default"]
    return [found[n] for n in names if n in found] or None


def task_recipes(project: Project, path: str) -> dict[str, Recipe]:
    """Return the tasks of a Taskfile."""
    return project.parsed(path, "Taskfile", lambda _: _made_tasks(path, as_map(project.yaml(path))), {})


def _made_tasks(path: str, config: Map) -> dict[str, Recipe]:
    tasks = as_map(config.get("tasks"))
    found = {}
    for name, value in tasks.items():
        body = as_map(value)
        commands = (
            as_list(body.get("cmds"))
            or ([body["cmd"]] if "cmd" in body else [])
            or as_list(value if not body else None)
        )
        lines, needs = [], [as_text(d) or as_text(as_map(d).get("task")) for d in as_list(body.get("deps"))]
        for command in commands:
            detail = as_map(command)
            soft = (
                "`ignore_error` in the Taskfile"
                if detail.get("ignore_error") is True or body.get("ignore_error") is True
                else ""
            )
            if "task" in detail:
                needs.append(as_text(detail["task"]))
            else:
                lines.append(Line(_INSERTED.sub("", as_text(command) or as_text(detail.get("cmd"))), soft))
        found[name] = Recipe(
            path=path, tool="task", target=name, line=tasks.line_of(name), lines=tuple(lines[:60]), needs=tuple(needs)
        )
    return found


def mise(project: Project, call: Call) -> list[Recipe] | None:
    """Return the tasks of `mise run x`, `mise r x ::: y`."""
    words = call.plain(("-C", "-E", "-j", "--cd", "--env", "--jobs"))
    path = project.find(call.folder, *MISE) or project.find("", *MISE)
    if not path or words[:1] not in (["run"], ["r"]):
        return None
    found = mise_tasks(project, path)
    return [found[w] for w in words[1:] if w in found] or None


def mise_tasks(project: Project, path: str) -> dict[str, Recipe]:
    """Return the tasks of a mise configuration."""
    return project.parsed(path, "mise tasks", lambda text: _parse_mise(path, text), {})


def _parse_mise(path: str, text: str) -> dict[str, Recipe]:
    tasks = _table(load_toml(text).get("tasks"))
    found = {}
    for name, value in tasks.items():
        body = value if isinstance(value, dict) else {"run": value}
        mark = re.search(rf"(?m)^[ \t]*(?:\[tasks\.)?[\"']?{re.escape(name)}[\"']?\s*[\]=]", text)
        needs = body.get("depends", [])
        found[name] = Recipe(
            path=path,
            tool="mise",
            target=name,
            line=text.count("\n", 0, mark.end()) + 1 if mark else 1,
            lines=tuple(Line(c) for c in _script_commands(body.get("run", []))),
            needs=tuple(n for n in (needs if isinstance(needs, list) else [needs]) if isinstance(n, str)),
        )
    return found


def hatch(project: Project, call: Call) -> list[Recipe] | None:
    """Return the script of `hatch run env:script` and `hatch fmt`."""
    words = call.plain(("-e", "--env", "-p", "--project"))
    if not words or words[0] != "run" or len(words) < 2:
        return None
    environment, _, name = words[1].rpartition(":")
    key = f"{environment or call.option('-e', '--env') or 'default'}:{name}"
    return [r] if (r := python_scripts(project, call.folder).get(key)) else None


def script_runner(project: Project, call: Call) -> list[Recipe] | None:
    """Return the script of `pdm run x`, `poe x`, `rye run x`, `pixi run x`, `pipenv run x`."""
    words = call.plain(("-C", "--root"))
    name = words[1] if words[:1] == ["run"] and len(words) > 1 else (words[0] if words else "")
    return [r] if (r := python_scripts(project, call.folder).get(name)) else None


def python_scripts(project: Project, folder: str) -> dict[str, Recipe]:
    """Return the scripts that `pyproject.toml` holds for hatch, PDM, poe, pixi and others."""
    path = project.find(folder, "pyproject.toml") or project.find("", "pyproject.toml")
    return project.parsed(path, "pyproject scripts", lambda text: _parse_pyproject(path, text), {}) if path else {}


def siblings(project: Project, recipe: Recipe) -> dict[str, Recipe]:
    """Return the scripts that stand beside one of pyproject.toml."""
    return python_scripts(project, recipe.folder)


def _parse_pyproject(path: str, text: str) -> dict[str, Recipe]:
    tool = _table(load_toml(text).get("tool"))
    tables: list[tuple[str, dict[str, Any]]] = [
        ("pdm", _table(_table(tool.get("pdm")).get("scripts"))),
        ("poe", _table(_table(tool.get("poe")).get("tasks"))),
        ("rye", _table(_table(tool.get("rye")).get("scripts"))),
        ("taskipy", _table(_table(tool.get("taskipy")).get("tasks"))),
        ("pixi", _table(_table(tool.get("pixi")).get("tasks"))),
    ]
    for environment, values in _table(_table(tool.get("hatch")).get("envs")).items():
        scripts = _table(_table(values).get("scripts"))
        tables.append(("hatch", {f"{environment}:{name}": value for name, value in scripts.items()}))
    found: dict[str, Recipe] = {}
    for runner, scripts in tables:
        for name in scripts:
            found.setdefault(name, _python_script(path, text, runner, name, scripts))
    return found


def _python_script(path: str, text: str, runner: str, name: str, scripts: dict[str, Any]) -> Recipe:
    """Return one script; commands that are scripts of the same table (for hatch, the same environment) are needs."""
    prefix, _, bare = name.rpartition(":") if runner == "hatch" else ("", "", name)
    prefix = f"{prefix}:" if prefix else ""
    commands = _script_commands(scripts[name])
    first = [prefix + c.split(" ")[0] for c in commands]
    mark = re.search(rf"(?m)^[ \t]*[\"']?{re.escape(bare)}[\"']?\s*=", text)
    return Recipe(
        path=path,
        tool=runner,
        target=name,
        line=text.count("\n", 0, mark.start()) + 1 if mark else 1,
        lines=tuple(Line(c) for c, f in zip(commands, first, strict=True) if f not in scripts or f == name),
        needs=tuple(f for f in first if f in scripts and f != name),
    )


def _script_commands(value: Any) -> list[str]:
    """Return the commands of a script: text, a list, or a table with `cmd`, `shell`, `composite`, `sequence`."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [c for item in value for c in _script_commands(item)]
    if isinstance(value, dict):
        keys = ("cmd", "shell", "composite", "sequence", "chain", "run")
        return [c for key in keys if key in value for c in _script_commands(value[key])]
    return []


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def composer(project: Project, call: Call) -> list[Recipe] | None:
    """Return the script of `composer test` or `composer run-script test`."""
    path = project.find(call.folder, "composer.json")
    words = call.plain(("-d",))
    if not path or not words:
        return None
    name = words[1] if words[0] in ("run", "run-script") and len(words) > 1 else words[0]
    return [r] if (r := composer_recipes(project, path).get(name)) else None


def composer_recipes(project: Project, path: str) -> dict[str, Recipe]:
    """Return the scripts of a `composer.json`."""
    return project.parsed(path, "composer.json", lambda text: _parse_composer(path, text), {})


def _parse_composer(path: str, text: str) -> dict[str, Recipe]:
    scripts = _table(_table(json.loads(text)).get("scripts"))
    found = {}
    for name, value in scripts.items():
        commands = [c for c in (value if isinstance(value, list) else [value]) if isinstance(c, str)]
        found[name] = Recipe(
            path=path,
            tool="composer",
            target=name,
            line=1,
            lines=tuple(Line(re.sub(r"^@php\s", "php ", c)) for c in commands if not re.match(r"@(?!php\s)", c)),
            needs=tuple(c[1:].split(" ")[0] for c in commands if re.match(r"@(?!php\s)", c)),
        )
    return found


def rake(project: Project, call: Call) -> list[Recipe] | None:
    """Return the default task of a Rakefile by its prerequisites; other tasks are known by name."""
    path = project.find(call.folder, "Rakefile", "rakefile", "Rakefile.rb")
    if not path or call.plain():
        return None
    return project.parsed(path, "Rakefile", lambda text: _parse_rake(path, text), None)


def _parse_rake(path: str, text: str) -> list[Recipe] | None:
    match = re.search(r"(?m)^[ \t]*task\s+(?::default\s*=>|default:)\s*(.*)$", text)
    if match is None:
        return None
    names = re.findall(r"[A-Za-z_][\w:]*", match[1])
    line = text.count("\n", 0, match.start()) + 1
    return [
        Recipe(
            path=path,
            tool="rake",
            target="default",
            line=line,
            lines=tuple(Line(f"rake {n}") for n in names if n != "w"),
        )
    ]
