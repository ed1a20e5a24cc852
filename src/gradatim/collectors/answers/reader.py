"""`gradatim.yaml` to Answers: strict about what it means, exact about where it is wrong."""

import posixpath
import re
from collections.abc import Callable, Collection, Sequence
from datetime import date

from gradatim.collectors.answers.ids import KnownIds
from gradatim.collectors.answers.pointers import pointer_fault, stays_inside
from gradatim.collectors.settings import SettingsReader, is_empty, nearest, parse, shown
from gradatim.files.yaml_nodes import Mapping, Node, Scalar
from gradatim.model.answers import Answer, Answers, AnswerValue, NotApplicable, Suppression
from gradatim.model.framework import Framework

FILE_NAME = "gradatim.yaml"
FORMAT_VERSION = "1"
_KEYS = (
    "version",
    "project",
    "scope",
    "period_months",
    "main_branch",
    "policy",
    "documents",
    "ignore_paths",
    "units",
    "answers",
    "not_applicable",
    "suppressions",
)
_MOST_UNITS = 200
"""Each is judged: without a bound a short file would keep a run busy for days."""
_ANSWER_KEYS = ("value", "role", "reason", "document", "given", "expires")


def parse_answers(
    content: bytes,
    name: str = FILE_NAME,
    *,
    frameworks: Sequence[Framework],
    probes: Collection[str] | None = None,
    kinds: Callable[[], Collection[str]] | None = None,
    exists: Callable[[str], bool | None] | None = None,
) -> Answers:
    """Read answers from bytes, as they stand at HEAD of a bare repository.

    `exists` tells whether a path is in the tree; without it `document_exists` stays None. `probes` are the known probe
    ids that suppressions may name, `kinds` gives the kinds of documents and is called only where there are some;
    without them any name is taken.

    Raises:
        InvalidInput: the content is broken; one line per fault.
    """
    return _Reader(name, KnownIds.of(frameworks), probes, kinds, exists).answers(parse(content, name))


class _Reader(SettingsReader):
    """Reads the keys of `gradatim.yaml`."""

    def __init__(
        self,
        name: str,
        ids: KnownIds,
        probes: Collection[str] | None,
        kinds: Callable[[], Collection[str]] | None,
        exists: Callable[[str], bool | None] | None,
    ) -> None:
        super().__init__(name, FORMAT_VERSION)
        self._ids = ids
        self._probes = probes
        self._kinds = kinds
        self._exists = exists

    def answers(self, root: Node) -> Answers:
        top = self.mapping(root, _KEYS, "the file")
        self.version(top.get("version"))
        said = self._answers(top.get("answers"))
        result = Answers(
            path=self._name,
            project=self.text(top.get("project")),
            scope=self.text(top.get("scope")),
            period_months=self._months(top.get("period_months")),
            main_branch=self.text(top.get("main_branch")),
            policy=self._path(top.get("policy")),
            documents=self._documents(top.get("documents")),
            ignore_paths=tuple(self.text(n) for n in self.items(top.get("ignore_paths"))),
            units=self._units(top.get("units")),
            answers=tuple(a for a in said if a.criterion not in self._ids.overviews),
            overviews=tuple(a for a in said if a.criterion in self._ids.overviews),
            not_applicable=tuple(self._not_applicable(n) for n in self.items(top.get("not_applicable"))),
            suppressions=tuple(self._suppression(n) for n in self.items(top.get("suppressions"))),
        )
        self.finish()
        return result

    def _needed(self, entry: dict[str, Node], key: str, at: Node, why: str) -> str:
        text = self.text(entry.get(key))
        if not text:
            self.fault(entry.get(key, at), f"`{key}` is missing: {why}")
        return text

    def _date(self, node: Node | None) -> date | None:
        text = self.text(node)
        if node is None or not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(node, f"{shown(text)} is no date. Write it as 2027-01-31")
            return None

    # Keys.

    def _months(self, node: Node | None) -> int | None:
        text = self.text(node)
        if node is None or not text:
            return None
        if re.fullmatch(r"[0-9]{1,3}", text) and 1 <= int(text) <= 120:
            return int(text)
        self.fault(node, f"{shown(text)} is no number of months. Write a whole number from 1 to 120")
        return None

    def _path(self, node: Node | None) -> str:
        text = self.text(node)
        if node is not None and text and not stays_inside(text):
            self.fault(node, f"{shown(text)} leaves the repository. Write a path inside it, with `/` between folders")
        return text

    def _units(self, node: Node | None) -> tuple[str, ...]:
        """Return the folders, each once, as paths from the file."""
        found: dict[str, None] = {}
        items = self.items(node)
        if node is not None and len(items) > _MOST_UNITS:
            self.fault(node, f"more than {_MOST_UNITS} units. Name the others to `gradatim run`")
        for item in items[:_MOST_UNITS]:
            folder = posixpath.normpath(self._path(item) or ".")
            if folder == ".":
                self.fault(item, "names no folder below this one. Write its path, such as services/api")
            elif folder in found:
                self.fault(item, f"{shown(folder)} is named twice. Keep one")
            found[folder] = None
        return tuple(found)

    def _documents(self, node: Node | None) -> dict[str, str]:
        if node is None or is_empty(node):
            return {}
        if not isinstance(node, Mapping):
            self.fault(node, "must hold `kind: path` pairs, such as `policy: docs/policy.md`")
            return {}
        known = self._kinds() if self._kinds else None
        found = {}
        for key, value in node.entries:
            if not re.fullmatch(r"[a-z][a-z0-9_-]{0,60}", key.text):
                self.fault(key, f"{shown(key.text)} is no document kind. Kinds are lower-case words joined by `-`")
            elif known is not None and key.text not in known:
                near = ", ".join(nearest(key.text, known)) or "docs/document-kinds.md lists them"
                self.fault(key, f"unknown kind of document {shown(key.text)}. Nearest: {near}")
            found[key.text] = self._pointer(value)
        return found

    def _pointer(self, node: Node | None) -> str:
        """Return a path inside the repository or a web address."""
        text = self.text(node)
        fault = pointer_fault(text)
        if node is not None and fault:
            self.fault(node, fault)
        return text

    def _answers(self, node: Node | None) -> tuple[Answer, ...]:
        if node is None or is_empty(node):
            return ()
        if not isinstance(node, Mapping):
            self.fault(node, "`answers` must hold `criterion: answer` pairs, such as `sw-cmm:RM.Co1: yes`")
            return ()
        read = [self._answer(key, value) for key, value in node.entries]
        by_id: dict[str, int] = {}
        for (key, _), answer in zip(node.entries, read, strict=True):
            first = by_id.setdefault(answer.criterion, key.line)
            if first != key.line:
                self.fault(key, f"{answer.criterion} is answered again (first on line {first}). Keep one")
        return tuple(read)

    def _answer(self, key: Scalar, node: Node) -> Answer:
        criterion = self._id(key, key.text, overviews=True)
        entry = {"value": node} if isinstance(node, Scalar) else self.mapping(node, _ANSWER_KEYS, "an answer")
        value = self._value(entry.get("value"), key)
        reason = self.text(entry.get("reason"))
        if value is AnswerValue.NOT_APPLICABLE and not reason:
            self.fault(key, f"{key.text} is not_applicable without a reason. Add `reason: ...`")
        if value is AnswerValue.NOT_APPLICABLE and criterion in self._ids.overviews:
            self.fault(key, f"{key.text} is an area. Put what does not apply under `not_applicable`, with its reason")
        document = self._pointer(entry.get("document"))
        return Answer(
            criterion=criterion,
            value=value,
            role=self.text(entry.get("role")),
            reason=reason,
            document=document,
            document_exists=self._document_exists(document),
            given=self._date(entry.get("given")),
            expires=self._date(entry.get("expires")),
            location=f"{self._name}:{key.line}",
        )

    def _document_exists(self, document: str) -> bool | None:
        if not document or "://" in document or self._exists is None:
            return None
        return self._exists(document.partition("#")[0])

    def _value(self, node: Node | None, at: Node) -> AnswerValue:
        text = self.text(node)
        plain = {"true": "yes", "false": "no"}.get(text.lower(), text)
        try:
            return AnswerValue(plain)
        except ValueError:
            what = f"{shown(text)} is no answer" if text else "the answer is missing"
            self.fault(node if node is not None else at, f"{what}. Write one of: {', '.join(AnswerValue)}")
            return AnswerValue.UNKNOWN

    def _id(self, node: Node, written: str, *, groups: bool = False, overviews: bool = False) -> str:
        found = self._ids.normal(written)
        complaint = self._ids.complaint(found, groups=groups, overviews=overviews) if found else "the id is missing"
        if complaint:
            self.fault(node, complaint)
        return found

    def _not_applicable(self, node: Node) -> NotApplicable:
        entry = self.mapping(node, ("id", "reason", "approver", "given", "expires"), "a not_applicable entry")
        at = entry.get("id", node)
        return NotApplicable(
            id=self._id(at, self.text(entry.get("id")), groups=True),
            reason=self._needed(entry, "reason", node, "say why it does not apply"),
            approver=self.text(entry.get("approver")),
            given=self._date(entry.get("given")),
            expires=self._date(entry.get("expires")),
            location=f"{self._name}:{node.line}",
        )

    def _suppression(self, node: Node) -> Suppression:
        entry = self.mapping(node, ("probe", "owner", "reason", "expires"), "a suppression")
        probe = self._needed(entry, "probe", node, "name the probe that is set aside")
        if probe and self._probes is not None and probe not in self._probes:
            near = ", ".join(nearest(probe, self._probes))
            mend = f"Nearest: {near}" if near else "Find its name by words: `gradatim explain --search 'code review'`"
            self.fault(entry["probe"], f"unknown probe {shown(probe)}. {mend}")
        self._needed(entry, "expires", node, "a suppression needs a day on which it ends, such as 2027-01-31")
        return Suppression(
            probe=probe,
            owner=self._needed(entry, "owner", node, "name the role that answers for it"),
            reason=self._needed(entry, "reason", node, "say why the outcome is set aside"),
            expires=self._date(entry.get("expires")) or date.min,
            location=f"{self._name}:{node.line}",
        )
