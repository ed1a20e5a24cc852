"""Environments of tox: `tox.ini`, `setup.cfg`, `tox.toml`, `pyproject.toml`."""

import configparser
import itertools
import re
from typing import Any

import msgspec

from gradatim.collectors.pipelines.entrypoints.interface import Call, Line, Recipe
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.tame import load_toml

_BRACES = re.compile(r"\{([^{}\[\]]*,[^{}\[\]]*)\}")
_FACTOR = re.compile(r"^([!\w.,{}-]+):\s+(.*)$")
_REFERENCE = re.compile(r"\{\[([^\[\]]+)\]([\w-]+)\}")
_PYTHON = re.compile(r"^(?:py(?:py)?|python|cpython|jython)?\d*(?:\.\d+)*t?$|^py$")
_MAX_ENVS = 200


class _Tox(msgspec.Struct):
    """Environments by name, and which of them run by default."""

    path: str = ""
    default: list[str] = []
    recipes: dict[str, Recipe] = {}
    base: list[Line] = []
    sections: dict[str, dict[str, str]] = {}


def call(project: Project, call: Call) -> list[Recipe] | None:
    """Return the environments of a `tox` call; an expression instead of a name stands for the default ones."""
    if {"list", "l", "devenv", "config", "--version", "-l", "--listenvs", "--notest"} & set(call.words[1:3]):
        return None
    tox = load(project, call.folder) or load(project, "")
    if tox is None:
        return None
    wanted = call.option("-e", "--env") or call.value("TOXENV") or call.value("TOX_ENV")
    if "ALL" in wanted.split(","):
        wanted = ""
    names = [n for part in _split(wanted) for n in _braces(part)]
    if any("$" in n or "{" in n or "%" in n for n in names):
        names = [n for n in tox.default if n.startswith("py")] or ["py"]  # chosen by the service: most often a Python
    names = names or tox.default or ["py"]
    labelled = call.option("-m", "-f")
    if labelled and not wanted:
        names = [n for n in tox.default if labelled in n.split("-")] or tox.default
    return [environment(tox, n, call.folder) for n in names[:_MAX_ENVS]]


def load(project: Project, folder: str) -> _Tox | None:
    """Read tox's configuration of a folder; None where there is none."""
    path = project.find(folder, "tox.ini")
    if path:
        return project.parsed(path, "tox configuration", lambda t: _from_ini(path, t, ""), None)
    if path := project.find(folder, "tox.toml"):
        return project.parsed(path, "tox configuration", lambda t: _from_toml(path, load_toml(t)), None)
    if path := project.find(folder, "pyproject.toml"):
        found: _Tox | None = project.parsed(path, "tox configuration", lambda t: _from_pyproject(path, t), None)
        if found is not None:
            return found
    path = project.find(folder, "setup.cfg")
    if path and "tox:tox" in (project.text(path) or ""):
        return project.parsed(path, "tox configuration", lambda t: _from_ini(path, t, "tox:"), None)
    return None


def recipes(project: Project, folder: str) -> dict[str, Recipe]:
    """Return the named environments of a folder."""
    tox = load(project, folder)
    if tox is None:
        return {}
    names = [*tox.default, *(n for n in tox.recipes if n not in tox.default)]
    return {n: environment(tox, n, folder) for n in names[:_MAX_ENVS]}


def environment(tox: _Tox, name: str, folder: str) -> Recipe:
    """Return one environment; names without a section of their own use the base one."""
    if name in tox.recipes:
        return msgspec.structs.replace(tox.recipes[name], folder=folder)
    factors = set(name.split("-"))
    for section, values in tox.sections.items():
        if name in [e for s in _split(section) for e in _braces(s)]:
            return _ini_recipe(tox, name, values, factors, folder)
    base = tox.sections.get("")
    if base is not None:
        return _ini_recipe(tox, name, base, factors, folder)
    return Recipe(
        path=tox.path, tool="tox", target=name, line=1, lines=tuple(tox.base), folder=folder, named=not _is_python(name)
    )


def _is_python(name: str) -> bool:
    return bool(_PYTHON.match(name))


def _split(text: str) -> list[str]:
    """Split at commas and spaces that are not within braces."""
    return [p for p in re.split(r"[,\s]+(?![^{}]*\})", text.strip()[:4000]) if p]


def _braces(name: str) -> list[str]:
    """Expand `py{38,39}-dj{1,2}`."""
    parts = _BRACES.split(name)
    if len(parts) == 1:
        return [name]
    choices = [[p] if i % 2 == 0 else [c.strip() for c in p.split(",")] for i, p in enumerate(parts)]
    return ["".join(c) for c in itertools.islice(itertools.product(*choices), _MAX_ENVS)]


def _from_ini(path: str, text: str, prefix: str) -> _Tox | None:
    """Read the ini form."""
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True, delimiters=("=",))
    try:
        parser.read_string(text)
    except (configparser.Error, AttributeError) as error:  # AttributeError: a value goes on below a key without one
        raise ValueError(str(error).splitlines()[0]) from None
    if not any(s.startswith((f"{prefix}tox", f"{prefix}testenv", "testenv")) for s in parser.sections()):
        return None
    tox = _Tox(path=path, default=[], sections={})
    for section in parser.sections():
        values = {k: v or "" for k, v in parser.items(section)}
        if section in (f"{prefix}tox", "tox"):
            listed = values.get("envlist") or values.get("env_list") or ""
            tox.default = [e for p in _split(listed) for e in _braces(p)][:_MAX_ENVS]
        elif section == "testenv":
            tox.sections[""] = values
        elif section.startswith("testenv:"):
            tox.sections[section.partition(":")[2]] = values
    base = tox.sections.setdefault("", {})
    lines = text.splitlines()
    for name, values in list(tox.sections.items()):
        header = f"[testenv:{name}]" if name else "[testenv]"
        values["#line"] = str(next((i for i, raw in enumerate(lines, 1) if raw.strip() == header), 1))
        for inherited in ("commands", "ignore_outcome", "commands_pre"):
            if name and inherited in base:
                values.setdefault(inherited, base[inherited])
    for name, values in tox.sections.items():
        for single in [e for s in _split(name) for e in _braces(s)] if name else []:
            tox.recipes[single] = _ini_recipe(tox, single, values, set(single.split("-")), "")
    return tox


def _ini_recipe(tox: _Tox, name: str, values: dict[str, str], factors: set[str], folder: str) -> Recipe:
    """Return an environment of the ini form with the factors in its name applied."""
    lines: list[Line] = []
    for raw in _commands(tox, values, 0):
        command = raw
        match = _FACTOR.match(raw)
        if match and not match[1].startswith(("http", "-")):
            if not _holds(match[1], factors):
                continue
            command = match[2]
        soft = (
            "`-` in tox: its failure is ignored"
            if command.startswith("- ") or (command.startswith("-") and command[1:2].isalpha())
            else ""
        )
        lines.append(Line(_plain(command.lstrip("-! ")), soft))
    ignored = values.get("ignore_outcome", "").strip().lower() == "true"
    return Recipe(
        path=tox.path,
        tool="tox",
        target=name,
        line=int(values.get("#line", "1")),
        lines=tuple(lines[:60]),
        folder=folder,
        named=not _is_python(name),
        soft="`ignore_outcome` in tox" if ignored else "",
    )


def _commands(tox: _Tox, values: dict[str, str], depth: int) -> list[str]:
    """Return the command lines of a section, references to other sections followed."""
    text = values.get("commands", "").replace("\\\n", " ")
    found: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        match = _REFERENCE.fullmatch(line) or _REFERENCE.search(line)
        if match and match[2] == "commands" and depth < 4:
            section = match[1].partition(":")[2] if ":" in match[1] else ""
            found += _commands(tox, tox.sections.get(section, {}), depth + 1)
        elif line and not line.startswith("#"):
            found.append(line)
    return found


def _holds(condition: str, factors: set[str]) -> bool:
    """Tell whether a factor condition such as `lint,!py-cov` holds."""
    for alternative in [b for part in _split(condition) for b in _braces(part)]:
        parts = alternative.split("-")
        if all((p.lstrip("!") in factors) != p.startswith("!") for p in parts):
            return True
    return False


def _plain(text: str) -> str:
    """Take tox's own substitutions out of a command."""
    text = re.sub(r"\{posargs:([^{}]*)\}", r"\1", text)
    text = re.sub(r"\{env:\w+:([^{}]*)\}", r"\1", text)
    text = re.sub(r"\{(?:envpython|basepython)\}", "python", text)
    return re.sub(r"\{(?:toxinidir|tox_root)\}/?", "./", re.sub(r"\{\w*:?\w*\}(?<!\})", "", text))


def _from_pyproject(path: str, text: str) -> _Tox | None:
    """Read either form that pyproject.toml may carry."""
    if "tool.tox" not in text:
        return None
    table = load_toml(text).get("tool", {}).get("tox", {})
    legacy = table.get("legacy_tox_ini")
    return _from_ini(path, legacy, "") if isinstance(legacy, str) else _from_toml(path, table)


def _from_toml(path: str, table: dict[str, Any]) -> _Tox:
    """Read the native TOML form."""
    base = table.get("env_run_base", {})
    tox = _Tox(path=path, default=[str(e) for e in table.get("env_list", []) if isinstance(e, str)], recipes={})
    tox.base = _toml_lines(base.get("commands", []))
    environments = table.get("env", {})
    for name, values in environments.items() if isinstance(environments, dict) else []:
        if isinstance(values, dict):
            tox.recipes[name] = Recipe(
                path=path,
                tool="tox",
                target=name,
                line=1,
                lines=tuple(_toml_lines(values["commands"]) if "commands" in values else tox.base),
                soft="`ignore_outcome` in tox" if values.get("ignore_outcome") is True else "",
                named=not _is_python(name),
            )
    return tox


def _toml_lines(commands: Any) -> list[Line]:
    """Return commands of the TOML form, each a list of words."""
    lines = []
    for command in commands if isinstance(commands, list) else []:
        words = [_plain(w) for w in command if isinstance(w, str)] if isinstance(command, list) else []
        if words:
            soft = "`-` in tox: its failure is ignored" if words[0] in ("-", "-!") else ""
            lines.append(
                Line(" ".join(w if re.fullmatch(r"[\w./=:@%+,-]+", w) else f"'{w}'" for w in words[bool(soft) :]), soft)
            )
    return lines
