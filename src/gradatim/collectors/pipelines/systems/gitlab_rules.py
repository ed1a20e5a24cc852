"""When a job of GitLab CI runs: `rules`, `only`, `except`, `when`, and the workflow around them."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from gradatim.collectors.pipelines.compared import Lookup
from gradatim.collectors.pipelines.conditions import holds
from gradatim.collectors.pipelines.draft import EVENTS, Limit
from gradatim.collectors.pipelines.kleene import any_of
from gradatim.collectors.pipelines.moments import Answer, answers_by, limit_by
from gradatim.collectors.pipelines.systems.common import names
from gradatim.collectors.pipelines.triggers import ANY_TOPIC, matches
from gradatim.collectors.pipelines.words import words
from gradatim.collectors.pipelines.yamlfile import Map, as_list, as_map, as_text

_SYSTEM = "gitlab-ci"
EVERY = Limit(events=EVENTS - {"release"})
"""Everything that starts a pipeline; releases start none of their own."""
_BRANCH = re.compile(r"\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*==\s*[\"']([^\"']+)[\"']")
_PATTERN = re.compile(r"\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*=~\s*(/(?:[^/\\]|\\.)+/)")


class Situation(msgspec.Struct, frozen=True):
    """What conditions are put to: the main branch, and what the definition sets itself."""

    main_branch: str = ""
    variables: Mapping[str, str] = {}


class Rules(msgspec.Struct, frozen=True):
    """When a job runs."""

    limit: Limit = EVERY
    manual: frozenset[str] = frozenset()
    """Events on which somebody must start it."""
    perhaps: frozenset[str] = frozenset()
    """Those of them on which it may not be there: that hangs on the paths that changed, or on what is not known."""
    branches: tuple[str, ...] = ()
    """Patterns of branches that are named, as written."""
    paths: tuple[str, ...] = ()
    """Patterns of the paths whose changes alone start it."""
    soft: str = ""
    blocking: bool = False
    """Where it is manual, later stages wait for it: the default of `rules`, not of `when` alone."""

    @property
    def never(self) -> bool:
        """Tell whether nothing starts it."""
        return not (self.limit.possible or self.manual or self.branches)

    @property
    def waits(self) -> bool:
        """Tell whether it runs by hand alone wherever it may run."""
        return bool(self.manual) and not self.limit.possible


def workflow_rules(value: Any, situation: Situation) -> Rules | None:
    """Return when pipelines are made at all; None where nothing is said."""
    rules = as_map(value).get("rules")
    return None if rules is None else _from_rules(as_list(rules), "", situation)


def include_rules(item: Map, situation: Situation) -> Limit:
    """Return when what is included counts."""
    return _from_rules(as_list(item["rules"]), "", situation).limit if "rules" in item else Limit()


def job_rules(job: Map, situation: Situation) -> Rules:
    """Return when a job runs, from `rules`, or `only` and `except`, or by default."""
    when = as_text(job.get("when"))
    if "rules" in job:
        found = _from_rules(as_list(job["rules"]), when, situation)
    elif "only" in job or "except" in job:
        found = _by_word(_from_only(job.get("only"), job.get("except"), situation), when)
    else:
        found = _by_word(Rules(), when)
    allowed = job.get("allow_failure")
    if allowed is False and "rules" not in job:
        found = msgspec.structs.replace(found, blocking=True)
    if allowed is True or isinstance(allowed, Map):
        return msgspec.structs.replace(found, soft="`allow_failure`", blocking=False)
    return found


def _by_word(rules: Rules, when: str) -> Rules:
    """Apply `when` of a job without `rules`."""
    match when:
        case "manual":
            return msgspec.structs.replace(rules, limit=Limit(events=frozenset()), manual=rules.limit.events)
        case "never":
            return Rules(limit=Limit(events=frozenset()))
        case "on_failure":
            return msgspec.structs.replace(rules, soft="runs only after a failure")
        case _:
            return rules


class _Rule(msgspec.Struct, frozen=True):
    """One rule with what its condition comes to for each kind of event."""

    answers: Mapping[str, Answer]
    when: str
    changes: tuple[str, ...]
    limited: bool
    loose: bool

    def decides(self, event: str) -> bool:
        """Tell whether the rule holds for sure."""
        return self.answers[event].holds is True and not self.limited


def _rule(rule: Map, default: str, situation: Situation) -> _Rule:
    condition = as_text(rule.get("if"))

    def holding(lookup: Lookup) -> bool | None:
        return holds(condition, lookup) if condition else True

    answers = answers_by(_SYSTEM, holding, situation.main_branch, known=situation.variables)
    changes = rule.get("changes")
    return _Rule(
        answers={a.event: a for a in answers},
        when=as_text(rule.get("when")) or default,
        changes=names(as_map(changes).get("paths")) if isinstance(changes, Map) else names(changes),
        limited=bool({"changes", "exists"} & set(rule)),
        loose=rule.get("allow_failure") is True,
    )


class _Decision(msgspec.Struct):
    """What the rules come to for one kind of event: the first that holds decides, what may hold is kept."""

    runs: bool = False
    by_hand: bool = False
    surely: bool = False
    """The rule that asks for a person holds for sure."""
    because: str = ""
    """A variable that people set, where the rest hangs on it."""
    rule: _Rule | None = None


def _decide(rules: list[_Rule], event: str) -> _Decision:
    decision = _Decision()
    for rule in rules:
        answer = rule.answers[event]
        if answer.holds is False:
            continue
        if rule.when == "never":
            if rule.decides(event):
                break
        elif rule.when == "manual":
            decision.by_hand = True
            if rule.decides(event):
                decision.surely = True
                break
        elif answer.open:
            decision.because = decision.because or answer.open
        else:
            decision.runs, decision.rule = True, rule
            break
    return decision


def _from_rules(given: list[Any], default: str, situation: Situation) -> Rules:
    """Read `rules`, first match wins; what cannot be decided here is taken to hold, unless it would take a job away."""
    rules = [_rule(as_map(r), default, situation) for r in given[:60]]
    decisions = {e: _decide(rules, e) for e in (rules[0].answers if rules else ())}
    sure = frozenset(e for e, d in decisions.items() if d.runs)
    open_ = frozenset(e for e, d in decisions.items() if d.because and not d.runs)
    deciding = [d.rule for d in decisions.values() if d.rule]
    limit = Limit(events=sure, open=open_, because=next((d.because for e, d in decisions.items() if e in open_), ""))
    soft = ""
    if deciding and all(r.loose for r in deciding):
        soft = "`allow_failure`"
    elif deciding and all(r.when == "on_failure" for r in deciding):
        soft = "runs only after a failure"
    changes = all(r.changes for r in deciding)
    return Rules(
        limit=limit,
        manual=frozenset(e for e, d in decisions.items() if d.by_hand and not d.runs) - open_,
        perhaps=frozenset(e for e, d in decisions.items() if d.by_hand and not d.surely),
        branches=tuple(dict.fromkeys(b for r in given[:60] for b in _named_branches(as_map(r)))),
        paths=tuple(dict.fromkeys(p for r in deciding for p in r.changes)) if changes else (),
        soft=soft,
        blocking=any(r.when == "manual" and not r.loose for r in rules),
    )


def _named_branches(rule: Map) -> tuple[str, ...]:
    if as_text(rule.get("when")) == "never":
        return ()
    condition = as_text(rule.get("if"))
    return (*_BRANCH.findall(condition), *_PATTERN.findall(condition))


def _from_only(only: Any, excepted: Any, situation: Situation) -> Rules:
    """Read the older `only` and `except`."""
    wanted = EVERY if only is None else _words(only, situation)
    refused = Limit(events=frozenset()) if excepted is None else _words(excepted, situation)
    if isinstance(excepted, Map) and "changes" in excepted:
        refused = Limit(events=frozenset())  # leaves out some changes, not all
    refs = names(as_map(only).get("refs")) if isinstance(only, Map) else names(only)
    patterns = tuple(r.partition("@")[0] for r in refs if r not in words().gitlab_refs)
    return Rules(limit=wanted.without(refused.events), branches=patterns, paths=names(as_map(only).get("changes")))


def _words(value: Any, situation: Situation) -> Limit:
    """Return the events that `refs` and `variables` name; each of the two has to hold."""
    detail = as_map(value)
    refs = names(detail.get("refs")) if isinstance(value, Map) else names(value)
    limit = EVERY
    if refs:
        events = [e for r in refs for e in words().gitlab_refs.get(r, ())]
        patterns = [r.partition("@")[0] for r in refs if r not in words().gitlab_refs]
        events += [e for e, b in (("topic", ANY_TOPIC), ("main", situation.main_branch)) if _takes(patterns, b)]
        events += ["tag" for p in patterns if p.startswith("/^v")]
        limit = Limit(events=frozenset(events))
    conditions = names(detail.get("variables"))
    if conditions:

        def holding(lookup: Lookup) -> bool | None:
            return any_of(holds(c, lookup) for c in conditions)

        limit = limit.within(limit_by(_SYSTEM, holding, situation.main_branch, known=situation.variables))
    return limit


def _takes(patterns: list[str], branch: str) -> bool:
    """Tell whether one of some names or patterns takes a branch; without a known main branch any may be its name."""
    return any(matches(p, branch) if branch else not p.startswith("/") for p in patterns)


def within(rules: Rules, limit: Limit) -> Rules:
    """Limit a job to the pipelines that are made, and to where its definition is included."""
    return msgspec.structs.replace(rules, limit=rules.limit.within(limit), manual=rules.manual & limit.possible)
