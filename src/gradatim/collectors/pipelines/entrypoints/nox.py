"""Sessions of nox, read from the noxfile's syntax tree; nothing is imported or run."""

import ast

from gradatim.collectors.pipelines.entrypoints.interface import Call, Line, Recipe
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.tame import load_python

_RUNS = frozenset(("run", "run_always"))


def call(project: Project, call: Call) -> list[Recipe] | None:
    """Return the sessions of a `nox` call."""
    path = join(call.folder, call.option("-f", "--noxfile") or "noxfile.py")
    if path not in project.sizes:
        path = "noxfile.py"
    if path not in project.sizes or {"-l", "--list"} & set(call.words):
        return None
    sessions, default = load(project, path)
    wanted = call.option("-s", "--session", "--sessions", "-e")
    names = [w for w in wanted.replace(",", " ").split() if w] + [
        w for w in call.plain(("-s", "-e", "-f", "-p", "--python")) if wanted
    ]
    chosen = [
        sessions[n.partition("-")[0] if n not in sessions else n]
        for n in names
        if n in sessions or n.partition("-")[0] in sessions
    ]
    if chosen:
        return chosen
    if tags := call.option("-t", "--tags"):
        return [r for r in sessions.values() if tags in r.needs] or None
    return [sessions[n] for n in default if n in sessions]


def load(project: Project, path: str) -> tuple[dict[str, Recipe], list[str]]:
    """Return sessions by name, and those that run by default."""
    empty: tuple[dict[str, Recipe], list[str]] = ({}, [])
    return project.parsed(path, "noxfile", lambda text: _parse(path, text), empty)


def _parse(path: str, text: str) -> tuple[dict[str, Recipe], list[str]]:
    tree = load_python(text)
    sessions: dict[str, Recipe] = {}
    undecided: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (mark := _session_mark(node)) is not None:
            options = {k.arg: k.value for k in mark.keywords} if isinstance(mark, ast.Call) else {}
            given = options.get("name")
            name = str(given.value) if isinstance(given, ast.Constant) else node.name
            lines, needs = _runs(node)
            sessions[name] = Recipe(path=path, tool="nox", target=name, line=node.lineno, lines=lines, needs=needs)
            by_default = options.get("default")
            if not (isinstance(by_default, ast.Constant) and by_default.value is False):
                undecided.append(name)
    return sessions, _default(tree) or undecided


def _session_mark(node: ast.FunctionDef) -> ast.expr | None:
    """Return the decorator that makes a function a session."""
    for mark in node.decorator_list:
        target = mark.func if isinstance(mark, ast.Call) else mark
        name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
        if name in ("session", "nox_session"):
            return mark
    return None


def _runs(node: ast.FunctionDef) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return what `session.run(...)` is given, and the sessions that are notified."""
    lines: list[Line] = []
    needs: list[str] = []
    for item in ast.walk(node):
        if not (isinstance(item, ast.Call) and isinstance(item.func, ast.Attribute)):
            continue
        words = [a.value for a in item.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if item.func.attr in _RUNS and words:
            codes = next((k.value for k in item.keywords if k.arg == "success_codes"), None)
            lines.append(Line(" ".join(words), "`success_codes` accepts failures" if codes is not None else ""))
        elif item.func.attr == "notify" and words:
            needs.append(words[0])
    return tuple(lines[:40]), tuple(needs)


def _default(tree: ast.Module) -> list[str]:
    """Return `nox.options.sessions`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "nox.options.sessions":
            value = node.value
            if isinstance(value, (ast.List, ast.Tuple)):
                return [str(e.value) for e in value.elts if isinstance(e, ast.Constant)]
    return []
