"""Cuts shell text into commands at its separators, token by token: comments, here-documents, redirections."""

import re

import msgspec

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
_LEADING = frozenset(("then", "do", "else", "{", "time", "!", "fi", "done", "}", "esac"))
_CONDITIONS = frozenset(("if", "elif", "while", "until"))
_ASSIGNMENT = re.compile(r"^[A-Za-z_]\w*\+?=(?!=)")
_OUTER_QUOTES = re.compile(r"""'([^']*)'|"((?:\\.|[^"\\])*)\"""", re.DOTALL)


class Part(msgspec.Struct):
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


class Cutter:
    """Cuts a script at its separators, token by token."""

    def __init__(self, script: str) -> None:
        self.script = script
        self.parts: list[Part] = []
        self.current = Part([], 0)
        self.line = 0
        self.position = 0
        self.depth = 0
        self.marks: list[str] = []
        self.drop_next = False

    def cut(self) -> list[Part]:
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
            self.current = Part([], self.line)
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


def _close(parts: list[Part], current: Part, operator: str, line: int) -> Part:
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
    return Part([], line)
