"""Reads the conditions that pipelines put on jobs and steps: they hold, they do not, or it cannot be told.

One reader for the languages of many services, which differ little: comparisons, `&&`, `||`, `!` (or their words), calls
of functions, strings. Logic is Kleene's: what is not known (`None`) stays so unless the rest decides. Nothing is run.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from gradatim.collectors.pipelines.compared import Lookup, Value, call, compare, same, truth
from gradatim.collectors.pipelines.kleene import any_of, both, either, opposite

MAX_LENGTH = 4_000
_MAX_DEPTH = 40
_TOKEN = re.compile(
    r"""\s+|(?P<string>'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*")
    |(?P<op>&&|\|\||==~|!=~|==|!=|=~|!~|<=|>=|[<>!()\[\],]|=(?!=))
    |(?P<name>\$?\{?[A-Za-z_][\w$*]*\}?(?:\.[\w*]+|\.?\[(?:'[^'\]]*'|"[^"\]]*"|\d+)\]|-(?=\w)\w+)*|\$\([\w.]+\)|[\d.]+)
    |(?P<dot>\.)""",
    re.VERBOSE,
)
_PATTERN = re.compile(r"""\s*(?:/(?P<body>(?:[^/\\\n]|\\.)*)/\w*|(?P<bare>[^\s'"()$/][^\s()]*))""")
"""A regular expression without quotes, as it may stand behind `=~`."""
_MATCHES = ("=~", "!~", "==~", "!=~")
_WORDS = {"and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!"}
_COMPARED = (
    "==",
    "!=",
    "=~",
    "!~",
    "==~",
    "!=~",
    "<",
    ">",
    "<=",
    ">=",
    "=",
    "in",
    "IN",
    "matches",
    "includes",
    "starts-with",
)


class _UnreadableError(Exception):
    """The condition has a form that is not known."""


def holds(text: str, lookup: Lookup) -> bool | None:
    """Return whether a condition holds where names have the values of `lookup`; None where it cannot be told."""
    try:
        return truth(_Reader(_tokens(text[:MAX_LENGTH]), lookup).whole())
    except _UnreadableError:
        return None


@lru_cache(maxsize=1024)
def _tokens(text: str) -> list[tuple[str, str]]:
    """Cut a condition into kinds and texts; it is read once for each kind of event."""
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        pattern = _PATTERN.match(text, position) if tokens and tokens[-1][1] in _MATCHES else None
        if pattern:
            tokens.append(("regex", pattern["body"] or pattern["bare"] or ""))
            position = pattern.end()
            continue
        token = _TOKEN.match(text, position)
        if token is None:
            raise _UnreadableError
        position = token.end()
        if token.lastgroup is None:
            continue
        kind, piece = token.lastgroup, token[0].strip()
        tokens.append(("op", _WORDS[piece]) if kind == "name" and piece in _WORDS else (kind, piece))
    return tokens


class _Reader:
    """Reads and evaluates in one pass; `||` binds least, then `&&`, comparisons, `!`."""

    def __init__(self, tokens: Sequence[tuple[str, str]], lookup: Lookup) -> None:
        self._tokens = tokens
        self._lookup = lookup
        self._at = 0
        self._depth = 0

    def whole(self) -> Value:
        value = self._either()
        if self._at < len(self._tokens):
            raise _UnreadableError
        return value

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _take(self, *texts: str) -> str:
        kind, text = self._peek()
        if kind in ("op", "name", "dot") and text in texts:
            self._at += 1
            return text
        return ""

    def _either(self) -> Value:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _UnreadableError
        value = self._both()
        while self._take("||"):
            value = either(truth(value), truth(self._both()))
        self._depth -= 1
        return value

    def _both(self) -> Value:
        value = self._compared()
        while self._take("&&"):
            value = both(truth(value), truth(self._compared()))
        return value

    def _compared(self) -> Value:
        negations = 0
        while self._take("!"):
            negations += 1
        value = self._comparison()
        return value if not negations else truth(value) if negations % 2 == 0 else opposite(truth(value))

    def _comparison(self) -> Value:
        left = self._operand()
        operator = self._take(*_COMPARED)
        if not operator:
            return left
        if operator in ("in", "IN"):
            return self._among(left)
        return compare(operator, left, self._operand())

    def _among(self, left: Value) -> bool | None:
        if self._peek()[1] in ("(", "["):
            self._at += 1
            return any_of(same(left, v) for v in self._list(")", "]"))
        self._operand()
        return None

    def _list(self, *ends: str) -> list[Value]:
        """Return values up to a closing mark."""
        values: list[Value] = []
        while not self._take(*ends):
            values.append(self._either())
            if not self._take(",") and self._peek()[1] not in ends:
                raise _UnreadableError
        return values

    def _operand(self) -> Value:
        kind, text = self._peek()
        self._at += 1
        if kind == "op":
            return self._opened(text)
        if kind == "string":
            return self._methods(_plain(text))
        if kind == "regex":
            return text
        if kind != "name":
            raise _UnreadableError
        return call(text, self._list(")"), self._lookup) if self._take("(") else self._lookup(text)

    def _opened(self, mark: str) -> Value:
        """Read what an operator opens where a value is due."""
        if mark == "!":  # behind an operator: `a == !b`
            return opposite(truth(self._operand())) if self._peek()[1] != "!" else self._give_up()
        if mark in ("&&", "||") and self._take("("):  # `and(a, b)`: a function at this place
            return call({"&&": "and", "||": "or"}[mark], self._list(")"), self._lookup)
        if mark == "[":
            self._list("]")
            return None
        value = self._either() if mark == "(" else None
        if mark != "(" or not self._take(")"):
            raise _UnreadableError
        return value

    @staticmethod
    def _give_up() -> Value:
        raise _UnreadableError

    def _methods(self, value: Value) -> Value:
        """Return what methods of a text come to: none of those in use says more than that it cannot be told."""
        while self._take("."):
            self._at += 1
            if self._take("("):
                self._list(")")
            value = None
        return value


def _plain(text: str) -> str:
    return text[1:-1].replace("''", "'") if text.startswith("'") else text[1:-1]
