"""Goes through shell text as a shell would: folders, variables, sourced files, functions. Nothing is run."""

from collections.abc import Callable

import msgspec

from gradatim.collectors.pipelines import functions, scripts, shell, wrappers
from gradatim.collectors.pipelines.arguments import put_in
from gradatim.collectors.pipelines.bounds import MAX_DEPTH, Bounds
from gradatim.collectors.pipelines.folders import fetches, follow
from gradatim.collectors.pipelines.functions import Scope
from gradatim.collectors.pipelines.outcomes import Hit, Outcome, all_found, lowered, merge, softened, softer, through
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.rules import Rules


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A text that a shell runs, and how."""

    text: str
    folder: str
    """Where it runs, relative to the root."""
    depth: int
    """How deep it is nested."""
    pipefail: bool = False
    """Failures inside pipes are seen."""
    stop: bool = False
    """The first failure ends the script."""
    environment: tuple[str, ...] = ()
    """`NAME=value` that steer tools."""


Result = tuple[list[Hit], bool]
"""What commands come to, and whether something unknown is done."""


class Shell:
    """Reads the scripts of one unit; what a single command does is asked of who made it."""

    def __init__(
        self,
        project: Project,
        rules: Rules,
        bounds: Bounds,
        command: Callable[[tuple[str, ...], str, int, tuple[str, ...]], Outcome],
        known: Callable[[str], bool],
    ) -> None:
        self._project = project
        self._rules = rules
        self._bounds = bounds
        self._command = command
        self._known = known

    def read(self, run: Run, path: str = "", scope: Scope | None = None) -> Result:
        """Return hits and whether something unknown is done; functions count where they are called.

        Args:
            run: the text and how it runs.
            path: the file that it was read from.
            scope: the functions of the shell that sources it; without one it runs in a shell of its own.
        """
        text = run.text[: 4 * shell.MAX_SCRIPT]
        if not self._bounds.takes(len(text)):
            return [], True
        rest, own = functions.cut(text, path if scope is not None else "")
        library = scope is not None
        scope = scope or Scope(strict=run.stop or scripts.stops(text.encode("utf-8", "replace")))
        scope.functions |= own
        hits, unknown, dynamic = self._commands(msgspec.structs.replace(run, text=rest), path, scope)
        for name, function in () if library else own.items():
            if name not in scope.called and (dynamic or functions.mentions(name, text, function) > 1):
                inner, more = self._function(name, (), run.folder, run.depth, scope)
                hits += lowered(inner, function.line)
                unknown = unknown or more
        return hits, unknown

    def _commands(self, run: Run, path: str, scope: Scope) -> tuple[list[Hit], bool, bool]:
        """Return hits without the script's functions, whether something unknown is done, or called by a variable."""
        hits: list[Hit] = []
        unknown = dynamic = fetched = False
        where = run.folder
        exported = list(run.environment)
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
                where = run.folder
            dynamic = dynamic or command.words[0].startswith("$") or command.words[0] == "eval"
            fetched = fetched or fetches(command.words)
            if (lent := self._lent(command, where, run.depth, scope, path)) is not None:
                hits += [softened(h, command.soft) for h in lent[0]]
                unknown = unknown or lent[1]
                continue
            outcome = self._command(command.words, where, run.depth, (*exported, *command.assigned))
            unknown = unknown or outcome.unknown
            if outcome.found:
                found = tuple(softer(f, command.soft) for f in outcome.found)
                hits.append(Hit(command.text, command.line, found))
        return hits, unknown, dynamic

    def _lent(self, command: shell.Simple, where: str, depth: int, scope: Scope, path: str) -> Result | None:
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
            return _as_one(command, hits, function.path), unknown
        return lowered(hits, function.line), unknown

    def _sourced(self, command: shell.Simple, where: str, depth: int, scope: Scope, path: str) -> Result | None:
        """Return what a sourced file does by itself; its functions are known from here on."""
        named = command.words[1]
        target = scripts.locate(self._project, named, where)
        target = target or scripts.locate(self._project, named, path.rpartition("/")[0])
        if not target or self._bounds.is_open((target, "sourced")) or depth >= MAX_DEPTH:
            return None
        hits, unknown = self._read_sourced(target, where, depth, scope)
        return _as_one(command, hits, target), unknown

    def _read_sourced(self, target: str, where: str, depth: int, scope: Scope) -> Result:
        """Read a file into the shell that sources it; one that is sourced again there is read once."""
        known: Result | None = scope.sourced.get((target, where))
        if known is not None:
            return known
        with self._bounds.following((target, "sourced")):
            text = (self._project.data(target) or b"").decode("utf-8", "replace")
            run = Run(text=text, folder=where, depth=depth + 1, stop=scope.strict)
            found = self.read(run, target, scope)
        scope.sourced[target, where] = found
        return found

    def _function(self, name: str, arguments: tuple[str, ...], where: str, depth: int, scope: Scope) -> Result:
        """Return what a call of a function comes to; calls with the same arguments are followed once."""
        scope.called.add(name)
        key = (name, arguments, where)
        known: Result | None = scope.results.get(key)
        if known is not None:
            return known
        spent = self._bounds.spent()
        if name in scope.open or depth >= MAX_DEPTH or spent:
            return [], True
        scope.open.add(name)
        function = scope.functions[name]
        run = Run(text=put_in(function.body, arguments), folder=where, depth=depth + 1, stop=scope.strict)
        hits, unknown, _ = self._commands(run, function.path, scope)
        scope.open.discard(name)
        scope.results[key] = hits, unknown
        return hits, unknown


def _as_one(command: shell.Simple, hits: list[Hit], path: str) -> list[Hit]:
    """Return what another file's commands come to at the place of the command that calls them."""
    found = merge(through(all_found(hits), path))
    return [Hit(command.text, command.line, found)] if found else []
