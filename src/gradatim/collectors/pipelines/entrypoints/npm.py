"""Scripts of `package.json`, called by npm, yarn, pnpm, bun and the tools that run them over a monorepo."""

import json
import re
from typing import Any

from gradatim.collectors.pipelines.entrypoints.interface import Call, Line, Recipe
from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project, join

_VALUES = (
    "--prefix",
    "-C",
    "--dir",
    "--cwd",
    "-w",
    "--workspace",
    "--filter",
    "-F",
    "--scope",
    "-p",
    "--projects",
    "--concurrency",
)
_OWN = frozenset(
    [
        "install",
        "i",
        "ci",
        "add",
        "remove",
        "rm",
        "update",
        "up",
        "upgrade",
        "config",
        "set",
        "get",
        "cache",
        "audit",
        "publish",
        "pack",
        "version",
        "exec",
        "dlx",
        "x",
        "create",
        "init",
        "link",
        "list",
        "ls",
        "outdated",
        "dedupe",
        "prune",
        "rebuild",
        "info",
        "view",
        "why",
        "import",
        "store",
        "setup",
        "login",
        "logout",
        "whoami",
        "owner",
        "team",
        "access",
        "token",
        "npm",
        "set-version",
        "cache-clean",
        "constraints",
        "plugin",
    ]
)
_TASK_RUNNERS = frozenset(("turbo", "lerna", "nx", "wsrun", "ultra", "rush", "moon"))
_MAX_PACKAGES = 40


def call(project: Project, call: Call) -> list[Recipe] | None:
    """Return the scripts that a call runs."""
    tool = call.words[0].rpartition("/")[2]
    if tool in ("run-s", "run-p", "npm-run-all", "npm-run-all2"):
        return _by_pattern(project, call.folder, call.plain())
    if tool in _TASK_RUNNERS:
        return _everywhere(project, _tasks(call)) or None
    words = call.plain(_VALUES)
    folder = join(call.folder, call.option("--prefix", "--dir", "--cwd", "-C"))
    if not words:
        return None
    first = words[0]
    if first in ("run", "run-script", "rum", "urn") and len(words) > 1:
        name = words[1]
    elif first in ("test", "t", "tst", "start", "stop", "restart"):
        name = "test" if first in ("t", "tst") else first
    elif tool in ("yarn", "pnpm", "bun") and first not in _OWN and first not in ("workspaces", "workspace"):
        name = first
    elif first in ("workspaces", "workspace"):
        rest = [w for w in words[1:] if w not in ("foreach", "run")]
        return _everywhere(project, rest[-1:]) or None
    else:
        return None
    spread = {"-r", "--recursive", "--workspaces", "-ws", "--filter", "-F", "-w", "--workspace", "--parallel"} & {
        w.partition("=")[0] for w in call.words
    }
    found = [] if spread else _script(project, folder, name)
    return found or (_everywhere(project, [name]) if spread else None) or None


def recipes(project: Project, path: str) -> dict[str, Recipe]:
    """Return the scripts of one `package.json`."""
    return project.parsed(path, "package.json", lambda text: _parse(path, text), {})


def _parse(path: str, text: str) -> dict[str, Recipe]:
    data: Any = json.loads(text)
    scripts: Any = data.get("scripts") if isinstance(data, dict) else {}
    found = {}
    for name, value in list(scripts.items())[:300] if isinstance(scripts, dict) else []:
        if isinstance(value, str):
            mark = re.search(rf'"{re.escape(name)}"\s*:', text)
            line = text.count("\n", 0, mark.start()) + 1 if mark else 1
            found[name] = Recipe(
                path=path,
                tool="npm",
                target=name,
                line=line,
                lines=(Line(value[:4000]),),
                folder=path.rpartition("/")[0],
                needs=tuple(n for n in (f"pre{name}", f"post{name}") if n in scripts),
            )
    return found


def _script(project: Project, folder: str, name: str) -> list[Recipe]:
    """Return a script of a folder's `package.json`, or of the root's."""
    for where in (folder, ""):
        path = project.find(where, "package.json")
        if path:
            script = recipes(project, path).get(name)
            if script is not None:
                return [script]
    return []


def _by_pattern(project: Project, folder: str, patterns: list[str]) -> list[Recipe] | None:
    """Return the scripts that `run-s a 'lint:*'` runs."""
    path = project.find(folder, "package.json")
    if not path:
        return None
    scripts = recipes(project, path)
    wanted = [re.compile(re.escape(p.strip("\"'")).replace(r"\*\*", ".+").replace(r"\*", "[^:]+")) for p in patterns]
    return [r for n, r in scripts.items() if any(w.fullmatch(n) for w in wanted)] or None


def _tasks(call: Call) -> list[str]:
    """Return the task names of a monorepo runner's call."""
    given = call.option("-t", "--target", "--targets")
    words = [
        w
        for w in call.plain((*_VALUES, "-t", "--target", "--targets"))
        if w not in ("run", "run-many", "affected", "exec")
    ]
    return (
        [*given.split(","), *(w.partition(":")[2] or w for w in words)]
        if given
        else [w.rpartition("#")[2] for w in words]
    )


def _everywhere(project: Project, names: list[str]) -> list[Recipe]:
    """Return the scripts of these names in all packages of the product."""
    found: list[Recipe] = []
    paths = [p for p in project.sizes if p.endswith("/package.json") and not place_of(p).foreign][:_MAX_PACKAGES]
    for path in paths:
        found += [r for n in names if (r := recipes(project, path).get(n)) is not None]
    return found
