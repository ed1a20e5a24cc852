"""Follows commands through entry points and scripts to the stages they come to, in bounded steps."""

import re

import msgspec

from gradatim.collectors.pipelines import functions, shell, wrappers
from gradatim.collectors.pipelines.arguments import put_in
from gradatim.collectors.pipelines.coverage import CoverageConfig
from gradatim.collectors.pipelines.entrypoints import tasks
from gradatim.collectors.pipelines.entrypoints.interface import Call, Line, Recipe
from gradatim.collectors.pipelines.entrypoints.make import FILES as MAKEFILES
from gradatim.collectors.pipelines.entrypoints.make import WITH_VALUE as MAKE_OPTIONS
from gradatim.collectors.pipelines.entrypoints.make import checks_nothing
from gradatim.collectors.pipelines.entrypoints.make import recipes as make_recipes
from gradatim.collectors.pipelines.entrypoints.registry import CALLERS, SIBLINGS
from gradatim.collectors.pipelines.folders import OUTSIDE, fetches, follow
from gradatim.collectors.pipelines.functions import Scope
from gradatim.collectors.pipelines.project import Project, join
from gradatim.collectors.pipelines.rules import Found, Rules, tool_name
from gradatim.collectors.pipelines.settings import ToolSettings
from gradatim.model.pipelines import Stage

MAX_DEPTH = 24
MAX_COMMANDS = 30_000
"""Commands looked at in one unit: beyond it nothing more is followed, and a problem says so."""
_GENERATED_MAKE = (
    "CMakeLists.txt",
    "configure.ac",
    "configure.in",
    "Makefile.PL",
    "meson.build",
    "Makefile.am",
    "configure",
    "Build.PL",
)
_MAKES = frozenset(("make", "gmake", "nmake", "mingw32-make"))
_VARIABLE = re.compile(r"^(?:\$\{[^{}]*\}|\$\w+|\$\{\{[^}]*\}\}|\$\([^)]*\)|%\w+%)[/\\]")
_SHELL_FILE = re.compile(rb"^#![^\n]*\b(?:ba|da|z|k)?sh\b")
_STOPS = re.compile(
    rb"^#![^\n]*sh\s+-\w*e|^[ \t]*set\s+-\w*e|^[ \t]*set\s+-o\s+errexit|^[ \t]*(?:\.|source)\s+\S", re.MULTILINE
)
"""A script that stops at the first failure, or sources another one that may say so."""
_SCRIPT_END = (".sh", ".bash", ".zsh", ".ksh")


class Hit(msgspec.Struct, frozen=True):
    """One command of a script and what it does."""

    text: str
    line: int
    """Lines below the script's first."""
    found: tuple[Found, ...]


class _Run(msgspec.Struct, frozen=True, kw_only=True):
    """A text that a shell runs, and how."""

    text: str
    folder: str
    depth: int
    pipefail: bool
    stop: bool
    environment: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What a command comes to."""

    found: tuple[Found, ...] = ()
    unknown: bool = False
    """It does something that no rule knows."""


class Resolver:
    """Resolves commands of one unit; answers are kept, so that a target called often is followed once."""

    def __init__(self, project: Project, rules: Rules, coverage: CoverageConfig) -> None:
        self._project = project
        self._rules = rules
        self._coverage = coverage
        self._settings = ToolSettings(project)
        self._recipes: dict[tuple[str, str, str], Outcome] = {}
        self._commands: dict[tuple[tuple[str, ...], str, tuple[str, ...]], Outcome] = {}
        self._open: set[tuple[str, str]] = set()
        self._count = 0

    def script(
        self, text: str, folder: str, *, pipefail: bool = True, stop: bool = True, environment: tuple[str, ...] = ()
    ) -> list[Hit]:
        """Return the commands of a step that come to a stage, in order.

        Args:
            text: shell text.
            folder: where it runs, relative to the root.
            pipefail: failures inside pipes are seen.
            stop: the first failure ends the script.
            environment: `NAME=value` that steer tools.
        """
        hits, _ = self._script(text, folder, 0, pipefail=pipefail, stop=stop, environment=environment)
        return hits

    def recipe(self, recipe: Recipe) -> tuple[Found, ...]:
        """Return the stages of one target."""
        return self._recipe(recipe, 0).found

    def _script(
        self,
        text: str,
        folder: str,
        depth: int,
        *,
        pipefail: bool,
        stop: bool,
        environment: tuple[str, ...],
        path: str = "",
        scope: Scope | None = None,
    ) -> tuple[list[Hit], bool]:
        """Return hits and whether something unknown is done; functions count where they are called.

        Args:
            text: shell text.
            folder: where it runs.
            depth: how deep it is nested.
            pipefail: failures inside pipes are seen.
            stop: the first failure ends the script.
            environment: `NAME=value` that steer tools.
            path: the file that it was read from.
            scope: the functions of the shell that sources it; without one it runs in a shell of its own.
        """
        text = text[: 4 * shell.MAX_SCRIPT]
        rest, own = functions.cut(text, path if scope is not None else "")
        library = scope is not None
        scope = scope or Scope(strict=stop or bool(_STOPS.search(text.encode("utf-8", "replace"))))
        scope.functions |= own
        run = _Run(text=rest, folder=folder, depth=depth, pipefail=pipefail, stop=stop, environment=environment)
        hits, unknown, dynamic = self._commands_of(run, path, scope)
        for name, function in () if library else own.items():
            if name not in scope.called and (dynamic or functions.mentions(name, text, function) > 1):
                inner, more = self._function(name, (), folder, depth, scope)
                hits += [msgspec.structs.replace(h, line=h.line + function.line) for h in inner]
                unknown = unknown or more
        return hits, unknown

    def _commands_of(self, run: "_Run", path: str, scope: Scope) -> tuple[list[Hit], bool, bool]:
        """Return hits without the script's functions, whether something unknown is done, or called by a variable."""
        hits: list[Hit] = []
        unknown = dynamic = fetched = False
        folder = where = run.folder
        depth, environment = run.depth, run.environment
        exported = list(environment)
        for command in shell.commands(run.text, pipefail=run.pipefail, stop=run.stop):
            if not command.words:
                exported += command.assigned
                continue
            if command.words[0] == "export":
                exported += [w for w in command.words[1:] if "=" in w]
            if command.words[0] in ("cd", "pushd") and len(command.words) > 1:
                where = follow(self._project, where, command.words[-1], fetched)
                continue
            if command.words[0] == "popd":
                where = folder
            dynamic = dynamic or command.words[0].startswith("$") or command.words[0] == "eval"
            fetched = fetched or fetches(command.words)
            if (lent := self._lent(command, where, depth, scope, path)) is not None:
                hits += [_softened(h, command.soft) for h in lent[0]]
                unknown = unknown or lent[1]
                continue
            outcome = self._command(command.words, where, depth, (*exported, *command.assigned))
            unknown = unknown or outcome.unknown
            if outcome.found:
                found = tuple(_softer(f, command.soft) for f in outcome.found)
                hits.append(Hit(command.text, command.line, found))
        return hits, unknown, dynamic

    def _lent(
        self, command: shell.Simple, where: str, depth: int, scope: Scope, path: str
    ) -> tuple[list[Hit], bool] | None:
        """Return what a sourced file or a function of the script comes to; None for any other command."""
        words = command.words
        if words[0] in (".", "source") and len(words) > 1:
            return self._sourced(command, where, depth, scope, path)
        if not scope.functions:
            return None
        called = wrappers.strip(words, self._rules.wrappers, lambda t: t in scope.functions or self._known(t))
        function = scope.functions.get(called[0]) if called else None
        if function is None:
            return None
        hits, unknown = self._function(called[0], tuple(called[1:]), where, depth, scope)
        if function.path:
            found = _merge([msgspec.structs.replace(f, via=f.via or function.path) for h in hits for f in h.found])
            return ([Hit(command.text, command.line, found)] if found else []), unknown
        return [msgspec.structs.replace(h, line=h.line + function.line) for h in hits], unknown

    def _sourced(
        self, command: shell.Simple, where: str, depth: int, scope: Scope, path: str
    ) -> tuple[list[Hit], bool] | None:
        """Return what a sourced file does by itself; its functions are known from here on."""
        target = self._locate(command.words[1], where) or self._locate(command.words[1], path.rpartition("/")[0])
        key = (target, "sourced")
        if not target or key in self._open or depth >= MAX_DEPTH:
            return None
        self._open.add(key)
        try:
            text = (self._project.data(target) or b"").decode("utf-8", "replace")
            hits, unknown = self._script(
                text, where, depth + 1, pipefail=False, stop=scope.strict, environment=(), path=target, scope=scope
            )
        finally:
            self._open.discard(key)
        found = _merge([msgspec.structs.replace(f, via=f.via or target) for h in hits for f in h.found])
        return ([Hit(command.text, command.line, found)] if found else []), unknown

    def _function(
        self, name: str, arguments: tuple[str, ...], where: str, depth: int, scope: Scope
    ) -> tuple[list[Hit], bool]:
        """Return what a call of a function comes to; calls with the same arguments are followed once."""
        scope.called.add(name)
        key = (name, arguments, where)
        known: tuple[list[Hit], bool] | None = scope.results.get(key)
        if known is not None:
            return known
        self._count += 1
        if name in scope.open or depth >= MAX_DEPTH or self._count > MAX_COMMANDS:
            return [], True
        scope.open.add(name)
        function = scope.functions[name]
        run = _Run(
            text=put_in(function.body, arguments),
            folder=where,
            depth=depth + 1,
            pipefail=False,
            stop=scope.strict,
            environment=(),
        )
        hits, unknown, _ = self._commands_of(run, function.path, scope)
        scope.open.discard(name)
        scope.results[key] = hits, unknown
        return hits, unknown

    def _command(self, words: tuple[str, ...], folder: str, depth: int, environment: tuple[str, ...]) -> Outcome:
        """Return what one command comes to."""
        steering = tuple(e for e in environment if e.startswith(("TOXENV=", "TOX_ENV=")))
        key = (words, folder, steering)
        if key not in self._commands:
            self._count += 1
            if self._count > MAX_COMMANDS or depth > MAX_DEPTH:
                self._give_up()
                return Outcome(unknown=True)
            self._commands[key] = self._fresh(words, folder, depth, steering)
        return self._commands[key]

    def _fresh(self, words: tuple[str, ...], folder: str, depth: int, environment: tuple[str, ...]) -> Outcome:
        measured = _coverage_run(words)
        stripped = wrappers.strip(words, self._rules.wrappers, self._known) or words
        if text := wrappers.inner_script(stripped) or wrappers.remote_script(stripped):
            hits, unknown = self._script(text, folder, depth + 1, pipefail=False, stop=False, environment=environment)
            return Outcome(_merge([f for h in hits for f in h.found]), unknown)
        scripted = self._python_script(words, folder, depth)
        if scripted is not None:
            return scripted
        rest = wrappers.strip(words, self._rules.wrappers, self._known)
        if not rest:
            return Outcome(measured)
        if self._rules.idle(rest) and not self._rules.command(rest):
            return Outcome(measured)
        outcome = self._known_or_named(rest, folder, depth, environment)
        return Outcome(_merge([*outcome.found, *measured]), outcome.unknown) if measured else outcome

    def _known_or_named(self, rest: list[str], folder: str, depth: int, environment: tuple[str, ...]) -> Outcome:
        """Try entry points, rules, files of the unit, and names, in this order."""
        tool = tool_name(rest[0])
        if (caller := CALLERS.get(tool)) is not None and self._project.has_folder(folder):
            called = caller(self._project, Call((tool, *rest[1:]), folder, environment))
            if called is not None:
                return self._called(called, rest, depth)
        found = self._settings.applied(rest, self._rules.command(rest))
        found += self._coverage.gate(rest, found)
        if found:
            return Outcome(_merge(found))
        if tool in _MAKES and self._generates_make(folder):
            made = Call(tuple(rest), folder)
            names = [w for w in made.plain(MAKE_OPTIONS) if "=" not in w]
            if "check" in names and checks_nothing(self._project, made):
                return Outcome((Found(Stage.BUILD),))
            return Outcome(_merge([f for n in names for f in self._rules.named(n)]), unknown=True)
        if (tool in CALLERS or self._rules.knows(tool)) and not _interpreter(tool):
            return Outcome(unknown=tool not in ("tox", "nox", "pre-commit"))
        return self._file(rest, folder, depth)

    def _generates_make(self, folder: str) -> bool:
        """Tell whether makefiles are made by a tool, so that the usual targets exist without being seen."""
        return bool(self._project.find(folder, *_GENERATED_MAKE) or self._project.find("", *_GENERATED_MAKE))

    def _called(self, recipes: list[Recipe], rest: list[str], depth: int) -> Outcome:
        """Return what targets come to, with the call as the way there."""
        via = " ".join(rest)[:80]
        outcomes = [self._recipe(r, depth + 1) for r in recipes[:40]]
        found = [msgspec.structs.replace(f, via=via) for o in outcomes for f in o.found]
        return Outcome(_merge(found), any(o.unknown for o in outcomes))

    def _recipe(self, recipe: Recipe, depth: int) -> Outcome:
        """Return what a target comes to: its needs, its commands, and its name where they tell too little."""
        key = (*recipe.key, recipe.soft)
        if key in self._recipes:
            return self._recipes[key]
        if recipe.key in self._open:
            return Outcome()
        if depth > MAX_DEPTH:
            self._give_up()
            return Outcome(unknown=True)
        self._open.add(recipe.key)
        try:
            outcome = self._open_recipe(recipe, depth)
        finally:
            self._open.discard(recipe.key)
        self._recipes[key] = outcome
        return outcome

    def _open_recipe(self, recipe: Recipe, depth: int) -> Outcome:
        found = list(recipe.found)
        unknown = False
        for need in recipe.needs:
            target = self._sibling(recipe, need)
            if target is not None:
                found += self._recipe(target, depth + 1).found
            elif recipe.tool == "make" and ("$" in need or "%" in need):
                unknown = True  # work that a pattern does
        for line in recipe.lines:
            outcome = self._line(line, recipe, depth)
            found += outcome.found
            unknown = unknown or outcome.unknown
        if recipe.named and unknown:
            found += [
                f for f in self._rules.named(recipe.target) if not any(f.stage is g.stage and not g.soft for g in found)
            ]
        return Outcome(_merge([_softer(f, recipe.soft) for f in found]), unknown)

    def _line(self, line: Line, recipe: Recipe, depth: int) -> Outcome:
        hits, unknown = self._script(line.text, recipe.folder, depth + 1, pipefail=False, stop=True, environment=())
        return Outcome(tuple(_softer(f, line.soft) for h in hits for f in h.found), unknown)

    def _sibling(self, recipe: Recipe, name: str) -> Recipe | None:
        """Return another target of the same definition."""
        if recipe.tool == "make":
            folder = recipe.folder
            beside = recipe.path if recipe.path.rpartition("/")[0] == folder else self._project.find(folder, *MAKEFILES)
            return make_recipes(self._project, beside or recipe.path).get(name)
        found = SIBLINGS.get(recipe.tool, tasks.siblings)(self._project, recipe)
        return found.get(name)

    def _python_script(self, words: tuple[str, ...], folder: str, depth: int) -> Outcome | None:
        """`pdm run x` and `poe x` may name a script of pyproject.toml before they name a tool."""
        tool = tool_name(words[0])
        if tool not in ("pdm", "poe", "rye", "pixi", "pipenv", "hatch", "taskipy"):
            return None
        called = CALLERS[tool](self._project, Call((tool, *words[1:]), folder))
        return self._called(called, list(words), depth) if called else None

    def _file(self, rest: list[str], folder: str, depth: int) -> Outcome:
        """Follow a script of the unit, or judge it by its name."""
        for word in rest[: 1 if not _interpreter(rest[0]) else 6]:
            if word.startswith("-") or (_interpreter(word) and word is rest[0]):
                continue
            path = self._locate(word, folder)
            if path:
                return self._script_file(path, folder, depth, tuple(rest[rest.index(word) + 1 :]))
            if _interpreter(rest[0]):
                break
        if _interpreter(rest[0]) and len(rest) > 1:
            return Outcome(_merge(self._rules.named(rest[1])), unknown=True)
        looks_like_path = "/" in rest[0] or rest[0].endswith((*_SCRIPT_END, ".py", ".pl", ".ps1", ".bat"))
        return Outcome(_merge(self._rules.named(rest[0])) if looks_like_path else (), unknown=True)

    def _locate(self, word: str, folder: str) -> str:
        """Return the unit's file that a word names; empty where it names none."""
        cleaned = _VARIABLE.sub("", word).replace("\\", "/").removeprefix("./")
        if folder == OUTSIDE and cleaned == word.removeprefix("./"):
            return ""
        for where in ("" if folder == OUTSIDE else folder, ""):
            path = join(where, cleaned)
            if path in self._project.sizes and not path.endswith(
                (".json", ".toml", ".cfg", ".txt", ".md", ".yml", ".yaml")
            ):
                return path
        return ""

    def _script_file(self, path: str, folder: str, depth: int, arguments: tuple[str, ...] = ()) -> Outcome:
        """Follow a shell script with its arguments put in; judge others by name."""
        named = self._rules.named(path)
        if depth >= MAX_DEPTH:
            self._give_up()
        if (path, "") in self._open or depth >= MAX_DEPTH:
            return Outcome(_merge(named), unknown=True)
        data = self._project.data(path) or b""
        if not (path.endswith(_SCRIPT_END) or _SHELL_FILE.match(data)):
            return Outcome(_merge([*named, *self._rules.program(path)]), unknown=True)
        self._open.add((path, ""))
        try:
            stops = bool(_STOPS.search(data))
            text = put_in(data.decode("utf-8", "replace"), arguments)
            hits, unknown = self._script(text, folder, depth + 1, pipefail=False, stop=stops, environment=(), path=path)
        finally:
            self._open.discard((path, ""))
        found = [msgspec.structs.replace(f, via=f.via or path) for h in hits for f in h.found]
        found += [f for f in named if unknown and not any(f.stage is g.stage for g in found)]
        return Outcome(_merge([msgspec.structs.replace(f, via=path) if not f.via else f for f in found]), unknown)

    def _give_up(self) -> None:
        """Say that something was not followed to its end."""
        self._project.problem("", "commands are nested or repeated too often: what lies deeper was not followed")

    def _known(self, tool: str) -> bool:
        return self._rules.knows(tool) or tool in CALLERS


def _interpreter(word: str) -> bool:
    return bool(
        re.match(
            r"^(?:python|pypy)[\d.]*$|^(?:ba|z|da|k)?sh$|^(?:perl|ruby|node|php|pwsh|powershell|py|source|tsx|ts-node)$",
            tool_name(word),
        )
    )


def _coverage_run(words: tuple[str, ...]) -> tuple[Found, ...]:
    """`coverage run -m pytest` measures, whatever it runs."""
    names = [tool_name(w) for w in words[:10]]
    for index, name in enumerate(names[:-1]):
        if name in ("coverage", "coverage3") and names[index + 1] == "run":
            return (Found(Stage.COVERAGE),)
    return ()


def _softened(hit: Hit, soft: str) -> Hit:
    """Add a reason to all that a hit comes to."""
    return msgspec.structs.replace(hit, found=tuple(_softer(f, soft) for f in hit.found)) if soft else hit


def _softer(found: Found, soft: str) -> Found:
    """Add a reason why a failure does not stop anything."""
    return found if not soft or found.soft else msgspec.structs.replace(found, soft=soft)


def _merge(found: list[Found] | tuple[Found, ...]) -> tuple[Found, ...]:
    """Keep one of each stage: one that gates before one that does not."""
    best: dict[Stage, Found] = {}
    for item in found:
        if item.stage not in best or (best[item.stage].soft and not item.soft):
            best[item.stage] = item
    return tuple(best.values())
