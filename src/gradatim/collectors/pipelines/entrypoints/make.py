"""Targets of make: prerequisites, recipes, simple variables, local includes."""

import re
from fnmatch import fnmatchcase

import msgspec

from gradatim.collectors.pipelines.entrypoints.interface import Call, Line, Recipe
from gradatim.collectors.pipelines.project import Project, join

FILES = ("GNUmakefile", "makefile", "Makefile", "Makefile.am", "Makefile.in")
_RULE = re.compile(r"^([^\s#=:][^=:#]*?)\s*(::?)(?!=)\s*([^=].*|)$")
_ASSIGN = re.compile(r"^(?:export\s+|override\s+)*([\w.-]+)\s*(\?=|:{1,3}=|\+=|=)\s*(.*)$")
_USE = re.compile(r"\$\(([\w.-]+)\)|\$\{([\w.-]+)\}")
_INCLUDE = re.compile(r"^-?s?include\s+(.+)$")
_INCLUDES = re.compile(r"^-?s?include\s+(.+)$", re.MULTILINE)
_CHECKED = re.compile(r"^[ \t]*(?:TESTS|SUBDIRS)\s*\+?=|^(?:[\w-]+ )*check(?:-\w+)?\s*:|\bdejagnu\b", re.MULTILINE)
"""What Automake's `check` runs beyond building `check_PROGRAMS` (its manual, "Support for test suites")."""
_COMPUTED = re.compile(r"^(?:\$[({][^/]*[)}]|\$\w)/?")
_CONDITION = re.compile(r"^(ifeq|ifneq|ifdef|ifndef|else|endif)\b\s*(.*)$")
_SIDES = re.compile(r"^(?:\"(?P<a>[^\"]*)\"\s+\"(?P<b>[^\"]*)\"|\((?P<c>[^,]*),(?P<d>.*)\))$")
_MAX_LINES = 20_000
_MAX_WIDTH = 4_000
_MAX_INCLUDES = 12
WITH_VALUE = ("-C", "-f", "-j", "-l", "-o", "-W", "-I", "--directory", "--file", "--jobs")


class _Makefile(msgspec.Struct):
    """One makefile with what it includes."""

    targets: dict[str, Recipe] = {}
    variables: dict[str, str] = {}
    default: str = ""


def call(project: Project, call: Call) -> list[Recipe] | None:
    """Return the targets of a `make` call."""
    folder = folder_of(call)
    path = join(folder, name) if (name := call.option("-f", "--file")) else project.find(folder, *FILES)
    if not path or path not in project.sizes:
        return None
    makefile = load(project, path, folder)
    soft = "`make -i`: failures are ignored" if {"-i", "--ignore-errors"} & set(call.words) else ""
    wanted = [w for w in call.plain(WITH_VALUE) if "=" not in w] or [makefile.default]
    found = [r for w in wanted if (r := _lookup(makefile, w)) is not None]
    if not found:
        return None
    return [msgspec.structs.replace(r, soft=soft) for r in found] if soft else found


def recipes(project: Project, path: str) -> dict[str, Recipe]:
    """Return all targets of a makefile."""
    return load(project, path, path.rpartition("/")[0]).targets


def folder_of(call: Call) -> str:
    """Return the folder that `make` is sent to."""
    return join(call.folder, call.option("-C", "--directory").strip("\"'"))


def checks_nothing(project: Project, call: Call) -> bool:
    """Tell whether `make check` only builds: Automake runs what TESTS, SUBDIRS or a rule of one's own name."""
    folder = folder_of(call)
    path = join(folder, "Makefile.am")
    pending, seen = [path] if path in project.sizes else [], set()
    while pending:
        text = project.text(path := pending.pop()) or ""
        seen.add(path)
        included = [join(folder, name) for m in _INCLUDES.finditer(text) for name in m[1].split()]
        if _CHECKED.search(text) or any(name not in project.sizes for name in included) or len(seen) > _MAX_INCLUDES:
            return False
        pending += [name for name in included if name not in seen]
    return bool(seen)


def load(project: Project, path: str, folder: str) -> _Makefile:
    """Parse a makefile, once."""
    return project.parsed(path, "makefile", lambda text: _parse(project, path, folder, text), _Makefile())


def _lookup(makefile: _Makefile, target: str) -> Recipe | None:
    """Find a target, also through a pattern rule."""
    if target in makefile.targets:
        return makefile.targets[target]
    for name, recipe in makefile.targets.items():
        if "%" in name and re.fullmatch(re.escape(name).replace("%", ".+"), target):
            return recipe
    return None


def _logical_lines(text: str) -> list[tuple[int, str]]:
    """Join continued lines; keep the number of the first."""
    lines: list[tuple[int, str]] = []
    held, start = "", 0
    for number, long in enumerate(text.splitlines()[:_MAX_LINES], 1):
        raw = long.rstrip()[:_MAX_WIDTH]
        if not held:
            start = number
        if raw.endswith("\\") and len(held) < 20_000:
            held += raw[:-1] + ("\\\n" if held.startswith("\t") or raw.startswith("\t") else " ")
            continue
        lines.append((start, held + raw))
        held = ""
    if held:
        lines.append((start, held))
    return lines


def _parse(project: Project, path: str, folder: str, text: str) -> _Makefile:
    """Parse a makefile and the local files it includes."""
    made = _Makefile(targets={}, variables={"MAKE": "make"})
    pending = [(path, text)]
    included = 0
    raw: dict[str, tuple[str, int, list[str], list[str]]] = {}
    while pending:
        where, content = pending.pop(0)
        for name in _read_rules(where, content, raw, made):
            for target in _included(project, folder, _expand(name, made.variables)):
                if included < _MAX_INCLUDES:
                    included += 1
                    pending.append((target, project.text(target) or ""))
    for target, (where, line, needs, body) in raw.items():
        made.targets[target] = Recipe(
            path=where,
            tool="make",
            target=target,
            line=line,
            folder=folder,
            needs=tuple(w for need in needs for w in _expand(need, made.variables).split())[:60],
            named="/" not in target and not re.search(r"\.\w{1,3}$", target),  # a file to make is no task
            lines=tuple(_line(_expand(b.replace("$@", target), made.variables)) for b in body[:80]),
        )
    made.default = _expand(made.variables.get(".DEFAULT_GOAL", ""), made.variables) or next(
        (t for t in raw if not t.startswith(".") and "%" not in t), ""
    )
    return made


def _included(project: Project, folder: str, name: str) -> list[str]:
    """Return the files that an include names; what stands before its first folder may be computed (`$(CURDIR)/`)."""
    for where, wanted in ((folder, name), (folder, _COMPUTED.sub("", name)), ("", _COMPUTED.sub("", name))):
        path = join(where, wanted)
        found = [p for p in project.sizes if fnmatchcase(p, path)] if "*" in wanted else [path]
        if found := [p for p in found if p in project.sizes]:
            return found
    return []


def _read_rules(
    where: str, content: str, raw: dict[str, tuple[str, int, list[str], list[str]]], made: _Makefile
) -> list[str]:
    """Collect rules and variables of one file; return what it includes."""
    includes: list[str] = []
    open_rules: list[str] = []
    defining = False
    skipped: list[bool] = []
    for number, line in _logical_lines(content):
        if (condition := _CONDITION.match(line.strip())) is not None:
            _condition(skipped, condition, made.variables)
            continue
        if any(skipped):
            continue
        if defining or line.startswith("define "):
            defining = not line.startswith("endef")
            continue
        if line.startswith("\t") and open_rules:
            for target in open_rules:
                raw[target][3].append(line[1:])
            continue
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if match := _ASSIGN.match(stripped):
            open_rules = []
            _assign(made.variables, match[1], match[2], match[3])
        elif match := _INCLUDE.match(stripped):
            includes += match[1].split()
        elif match := _RULE.match(line.rstrip()):
            open_rules = _open_rule(raw, made, where, number, match)
    return includes


def _condition(skipped: list[bool], match: re.Match[str], variables: dict[str, str]) -> None:
    """Follow conditionals: `ifeq` with what is set here decides; `ifdef` does not, a caller may set anything."""
    word = match[1]
    if word == "endif":
        del skipped[-1:]
    elif word == "else":
        if skipped and not match[2]:
            skipped[-1] = not skipped[-1] if skipped[-1] else False
    else:
        sides = _SIDES.match(match[2].strip())
        known = sides is not None and word in ("ifeq", "ifneq")
        left, right = (sides["a"] or sides["c"] or "", sides["b"] or sides["d"] or "") if sides else ("", "")
        equal = _value(left, variables) == _value(right, variables)
        skipped.append(known and equal != (word == "ifeq"))


def _value(text: str, variables: dict[str, str]) -> str:
    """Return one side of a comparison; what is not set is empty."""
    return _USE.sub("", _expand(text.strip(), variables)).strip()


def _open_rule(
    raw: dict[str, tuple[str, int, list[str], list[str]]],
    made: _Makefile,
    where: str,
    number: int,
    match: re.Match[str],
) -> list[str]:
    """Start the rules of one line; prerequisites of several rules for a target add up."""
    needs, _, inline = match[3].partition(";")
    names = [n for n in _expand(match[1], made.variables).split() if n != ".PHONY" and len(n) < 120][:40]
    needs = needs.partition("#")[0].replace("|", " ")
    for name in names:
        _, first, before, body = raw.get(name, (where, number, [], []))
        raw[name] = (where, first, [*before, needs], [*body, *([inline] if inline.strip() else [])])
    return names


def _assign(variables: dict[str, str], name: str, operator: str, value: str) -> None:
    value = value.partition(" #")[0].strip()[:4000]
    if operator == "+=":
        variables[name] = f"{variables.get(name, '')} {value}".strip()[:8000]
    elif operator != "?=" or name not in variables:
        variables[name] = value


def _expand(text: str, variables: dict[str, str]) -> str:
    """Put in the values of variables, four levels deep; functions and unknown ones stay as they are."""
    for _ in range(4):
        if "$" not in text or len(text) > 8000:
            break
        expanded = _USE.sub(lambda m: variables.get(m[1] or m[2], m[0]), text)
        if expanded == text:
            break
        text = expanded
    return text[:8000].replace("$$", "$")


def _line(text: str) -> Line:
    """Take the marks off a recipe line; `-` says that its failure is ignored."""
    soft = ""
    text = text.lstrip()
    while text[:1] in ("@", "-", "+"):
        soft = "`-` in the makefile: its failure is ignored" if text[0] == "-" else soft
        text = text[1:].lstrip()
    return Line(text, soft)
