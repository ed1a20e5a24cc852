"""Cuts shell scripts into simple commands, and tells which of them could fail without anybody noticing.

A tolerant reader of what is common in pipelines, not a shell: nothing is expanded but what the caller gives, nothing
is executed. Comments, here-documents and printed text never count as commands.
"""

import re
from collections.abc import Sequence

import msgspec

from gradatim.collectors.pipelines.words import words as _words

MAX_SCRIPT = 64_000
MAX_COMMANDS = 600

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r]+|\\\r?\n)
    |(?P<line>\n)
    |(?P<here><<-?[ \t]*(?P<quote>["'\\]?)(?P<mark>\w+)["']?)
    |(?P<redirect>[0-9]*(?:&>>?|>>|>\||>&|<&|<<<|[<>])[ \t]*)
    |(?P<op>&&|\|\||;;|\|&|[|&;()])
    |(?P<word>(?:\$\{\{[^\n]{0,400}?\}\}|\$\((?:[^()]|\([^()]*\))*\)|\$\{[^}\n]{0,300}\}|'[^']*'|"(?:\\.|[^"\\])*"|`[^`]*`|\\.
        |[^\s'"`\\|&;()<>])+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_SEPARATORS = frozenset((";", ";;", "&", "&&", "||", "|", "|&", "(", ")", "\n"))
_LEADING = frozenset(("then", "do", "else", "{", "time", "!", "fi", "done", "}", "esac"))
_CONDITIONS = frozenset(("if", "elif", "while", "until"))
_SKIPPED = frozenset(("for", "case", "function", "select", "[[", "[", "test"))
_DEAD_ENDS = (["true"], "||"), ([":"], "||"), (["false"], "&&")
_ASSIGNMENT = re.compile(r"^[A-Za-z_]\w*\+?=(?!=)")
_SET = re.compile(r"^(?:\+\+|--)(?P<a>[A-Za-z_]\w*)$|^(?P<b>[A-Za-z_]\w*)(?:\+\+|--|\+?=(?!=))")
_OUTER_QUOTES = re.compile(r"""'([^']*)'|"((?:\\.|[^"\\])*)\"""", re.DOTALL)


class Simple(msgspec.Struct, frozen=True):
    """One simple command."""

    words: tuple[str, ...]
    line: int
    """Lines below the script's first."""
    soft: str = ""
    """Why its failure would go unnoticed; empty where it would not."""
    assigned: tuple[str, ...] = ()
    """`NAME=value` put before it."""

    @property
    def text(self) -> str:
        """The command with single spaces."""
        return " ".join(self.words)


class _Part(msgspec.Struct):
    """A command while the script is being cut: with what follows it."""

    words: list[str]
    line: int
    after: str = ""
    condition: bool = False
    assigned: tuple[str, ...] = ()
    kept: bool = False
    """What it prints is written to a file."""
    closes: bool = False
    """A group in braces ends with it."""


def unquote(word: str) -> str:
    """Take the quotes off a word, or off the parts of it that have them."""
    if "'" not in word and '"' not in word and "\\" not in word:
        return word
    bare = _OUTER_QUOTES.sub(
        lambda m: m[1] if m[1] is not None else re.sub(r"\\(.)", r"\1", m[2], flags=re.DOTALL), word
    )
    return bare if bare != word else re.sub(r"\\(.)", r"\1", word)


def commands(script: str, *, pipefail: bool = True, stop: bool = True) -> list[Simple]:
    """Cut a script into simple commands, at most 600.

    Args:
        script: shell text; what is beyond 64,000 characters is not looked at.
        pipefail: the shell starts with `pipefail` on.
        stop: the shell starts with `-e` on: the first failure ends the script.
    """
    parts = _Cutter(script[:MAX_SCRIPT]).cut()
    found: list[Simple] = []
    goes_on = (
        "`set +e`: the script goes on after a failure" if stop else "no `set -e`: the script goes on after a failure"
    )
    ends_badly = [_stops(p.words) for p in parts]
    for index, part in enumerate(parts):
        pipefail, stop = _options(part.words, pipefail, stop)
        if not part.words or part.words[0] in _SKIPPED or _never(parts, index):
            continue
        noted = _noted(parts, index)
        soft = _soft(parts, index, any(ends_badly[index + 1 :]), pipefail) or noted or ""
        if not soft and noted is None and not stop and index < len(parts) - 1 and not any(ends_badly[index:]):
            soft = goes_on
        found.append(Simple(tuple(unquote(w) for w in part.words), part.line, soft, part.assigned))
    return found


def _options(words: Sequence[str], pipefail: bool, stop: bool) -> tuple[bool, bool]:
    """Follow `set -e`, `set +e` and `set -o pipefail`."""
    if not words or words[0] != "set":
        return pipefail, stop
    rest = words[1:]
    if any(w == "pipefail" for w in rest):
        pipefail = "+o" not in rest
    if any(re.fullmatch(r"-[a-z]*e[a-z]*", w) for w in rest) or "errexit" in rest:
        stop = "+o" not in rest
    if any(re.fullmatch(r"\+[a-z]*e[a-z]*", w) for w in rest):
        stop = False
    return pipefail, stop


def _stops(words: Sequence[str]) -> bool:
    """Tell whether a command ends the script with a failure."""
    if not words or words[0] not in _words().stopping:
        return False
    return not (words[0] in ("exit", "return") and len(words) > 1 and unquote(words[1]) == "0")


def _never(parts: list[_Part], index: int) -> bool:
    """Tell whether a command cannot run: it waits for `true` to fail, or for `false` to succeed."""
    while index and parts[index - 1].after in ("|", "|&"):
        index -= 1
    before = parts[index - 1] if index else None
    return before is not None and (before.words, before.after) in _DEAD_ENDS


def _soft(parts: list[_Part], index: int, stops_later: bool, pipefail: bool) -> str:
    """Return why the failure of a command would go unnoticed."""
    part = parts[index]
    if part.condition and not stops_later:
        return "used as a condition only"
    if part.after in ("|", "|&") and not pipefail:
        return "its status is lost in a pipe"
    if part.after == "&" and not any(p.words[:1] == ["wait"] for p in parts[index + 1 :]):
        return "runs in the background"
    return _fallback(parts, index) if part.after in ("||", "&&", "|") else ""


def _handler(parts: list[_Part], index: int) -> tuple[int, int]:
    """Return where what stands behind `||` begins and ends, after the list that the command is part of."""
    while index < len(parts) and parts[index].after in ("&&", "|"):
        index += 1
    start = index + 1
    if start >= len(parts) or parts[index].after != "||":
        return 0, 0
    end = start
    if parts[start].words[:1] == ["{"]:
        while end < len(parts) - 1 and not parts[end].closes:
            end += 1
    elif not parts[start].words and parts[start].after == "(":
        while end < len(parts) - 1 and parts[end].after != ")":
            end += 1
    return start, end + 1


def _bare(part: _Part) -> list[str]:
    return part.words[1:] if part.words[:1] == ["{"] else part.words


def _fallback(parts: list[_Part], index: int) -> str:
    """Look for `|| true` behind the list that the command is part of."""
    start, end = _handler(parts, index)
    if start == end or any(_stops(_bare(p)) for p in parts[start:end]):
        return ""
    words = _bare(parts[start])
    if any(_noting(p) for p in parts[start:end]):
        return ""
    if words and unquote(words[0]) in _words().harmless | {"exit", "return"}:
        return f"`|| {' '.join(words[:2])[:30]}`: its failure is swallowed"
    return ""


def _noting(part: _Part) -> set[str]:
    """Return the variables that a command sets: `failed=1`, `let failed+=1`, `((failed++))`."""
    words = _bare(part)
    counted = [unquote(w) for w in words[1:]] if words[:1] in (["let"], ["export"]) else words[:1]
    return {m["a"] or m["b"] for text in (*part.assigned, *counted) if (m := _SET.match(text))}


def _noted(parts: list[_Part], index: int) -> str | None:
    """Tell whether a failure that is only noted (`|| failed=1`) is felt later; None where none is noted.

    Empty where something reads the variable and may end the script by it; else why nothing does.
    """
    start, end = _handler(parts, index) if parts[index].after in ("||", "&&", "|") else (0, 0)
    if any(_stops(_bare(p)) for p in parts[start:end]):
        return None
    names = {name for p in parts[start:end] for name in _noting(p)}
    if not names:
        return None
    if any(_felt(parts, later, names) for later in range(end, len(parts))):
        return ""
    return f"`|| {min(names)}=...`: nothing ends the script by it"


def _felt(parts: list[_Part], index: int, names: set[str]) -> bool:
    """Tell whether a command may end the script by one of the variables."""
    part = parts[index]
    arithmetic = index > 1 and parts[index - 1].after == parts[index - 2].after == "("
    read = re.compile(rf"{'' if arithmetic else '[$][{]?[#!]?'}(?<!\w)(?:{'|'.join(map(re.escape, names))})\b")
    if not any(read.search(w) for w in part.words):
        others = [a for a in part.assigned if a.partition("=")[0].rstrip("+") not in names]
        return any(read.search(a) for a in others)
    if part.words[0] in _words().printing:
        return part.kept
    if arithmetic or part.words[0] in ("[", "[[", "test"):
        condition = part.condition or (arithmetic and parts[index - 2].condition)
        return not condition or any(_stops(p.words) for p in parts[index:])
    return True


class _Cutter:
    """Cuts a script at its separators, token by token."""

    def __init__(self, script: str) -> None:
        self.script = script
        self.parts: list[_Part] = []
        self.current = _Part([], 0)
        self.line = 0
        self.position = 0
        self.depth = 0
        self.marks: list[str] = []
        self.drop_next = False

    def cut(self) -> list[_Part]:
        """Return the commands."""
        while self.position < len(self.script) and len(self.parts) < MAX_COMMANDS:
            token = _TOKEN.match(self.script, self.position)
            if token is None:
                break
            self.position = token.end()
            self._take(token)
        self.current = _close(self.parts, self.current, "", self.line)
        return self.parts

    def _take(self, token: re.Match[str]) -> None:
        text = token[0]
        if token["here"]:
            self.marks.append(token["mark"])
        elif token.lastgroup in ("word", "other"):
            self._word(text, token)
        elif token.lastgroup == "redirect":
            self._redirect(text.strip())
        elif token.lastgroup == "line":
            self._new_line()
            return
        elif token.lastgroup == "op":
            self._operator(text)
        self.line += text.count("\n")

    def _word(self, text: str, token: re.Match[str]) -> None:
        if text.startswith("#") and not self.drop_next:
            end = self.script.find("\n", token.start())
            self.position = len(self.script) if end < 0 else end
        elif self.drop_next:
            self.drop_next = False
            self.current.kept = self.current.kept or not text.startswith("/dev/")
        elif token.lastgroup == "word":
            if not self.current.words:
                self.current.line = self.line
            self.current.words.append(text)

    def _redirect(self, text: str) -> None:
        """Skip the target of a redirection: the next word, or the one character of `2>&1`."""
        if text.endswith("&") and text != "&>":
            self.position += 1
        else:
            self.drop_next = True

    def _operator(self, text: str) -> None:
        self.drop_next = False
        if text == "(":
            self.depth += 1
        elif text == ")" and self.depth:
            self.depth -= 1
        elif text == ")":  # the label of a `case`: `a | b)`
            self.current = _Part([], self.line)
            while self.parts and self.parts[-1].after == "|" and self.parts[-1].line == self.line:
                self.parts.pop()
            return
        self.current = _close(self.parts, self.current, text, self.line)

    def _new_line(self) -> None:
        self.drop_next = False
        self.current = _close(self.parts, self.current, "\n", self.line)
        self.line += 1
        while self.marks:
            self.position, lines = _after_here(self.script, self.position, self.marks.pop(0))
            self.line += lines


def _after_here(script: str, position: int, mark: str) -> tuple[int, int]:
    """Return the position after a here-document and the lines it had."""
    end = re.compile(rf"^[ \t]*{re.escape(mark)}[ \t]*\r?$", re.MULTILINE).search(script, position)
    stop = len(script) if end is None else end.end()
    return stop, script.count("\n", position, stop)


def _close(parts: list[_Part], current: _Part, operator: str, line: int) -> _Part:
    """End a command; empty ones matter only where a group opens after an operator."""
    words = current.words
    while words and (words[0] in _LEADING or words[0] in _CONDITIONS):
        if words[0] in _CONDITIONS:
            current.condition = True
        elif words[0] == "{" and parts and parts[-1].after == "||":
            break
        elif words[0] == "}" and parts:
            parts[-1].closes = True
        words = words[1:]
    assigned = []
    while words and _ASSIGNMENT.match(words[0]):
        assigned.append(unquote(words[0]))
        words = words[1:]
    current.words, current.after, current.assigned = words, operator, tuple(assigned)
    if words or operator == "(" or assigned:
        parts.append(current)
    elif parts and operator in ("||", "&&", "|") and not words:
        parts[-1].after = operator if parts[-1].after in ("\n", ")", ";") else parts[-1].after
    return _Part([], line)
