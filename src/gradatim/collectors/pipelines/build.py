"""Turns drafts into facts: recognises the stages of each step and says which steps gate."""

import re
from typing import Any

import msgspec

from gradatim.collectors.pipelines.coverage import CoverageConfig
from gradatim.collectors.pipelines.draft import EVENTS, Command, JobDraft, Limit, PipelineDraft
from gradatim.collectors.pipelines.outcomes import Hit
from gradatim.collectors.pipelines.resolve import Resolver
from gradatim.collectors.pipelines.rules import Found, Rules
from gradatim.collectors.pipelines.secrets import scrub
from gradatim.collectors.pipelines.triggers import branch_limit, inactive_because, trigger
from gradatim.model.history import PathHistory
from gradatim.model.pipelines import CHANGE_EVENTS, Job, Pipeline, Stage, Step, Trigger

MAX_STEPS = 120
"""Steps kept of one job; steps with stages come first into the count."""
MOST_JOBS = 1_000_000
"""Size at which a matrix is cut off: axes multiply to numbers that no system would run and no format can hold."""
_DIGEST = re.compile(r"@(?:[0-9a-f]{40}|[0-9a-f]{64}|sha256:[0-9a-f]{64})$|^https?://\S+/[0-9a-f]{40}/")
_HANDED_OVER = frozenset((Stage.RELEASE, Stage.DEPLOY, Stage.SIGN))
_SCRIPT_OPTIONS = ("run", "script", "command", "scripts", "inlineScript", "arguments")
_COMPARED = re.compile(
    r"git\s+(?:--no-pager\s+)?diff\b[^\n|;]*--(?:exit-code|quiet)|git\s+status\s+(?:--porcelain|-s)\b"
)
_PRINTS = re.compile(r"^\s*(?:echo|printf|Write-(?:Host|Output)|cat|true|:|exit 0)\b")


class Builder(msgspec.Struct, frozen=True):
    """Builds pipelines of one unit."""

    resolver: Resolver
    rules: Rules
    coverage: CoverageConfig
    main_branch: str
    branches: tuple[str, ...]

    def pipeline(self, draft: PipelineDraft, history: PathHistory | None) -> Pipeline:
        """Return the facts of one pipeline."""
        events = {t.event for t in draft.triggers}
        inactive = draft.inactive or inactive_because(draft.triggers, self.main_branch, self.branches)
        references = sorted({r for r in draft.references if "$" not in r})
        return Pipeline(
            path=draft.path,
            system=draft.system,
            name=scrub(draft.name, 120),
            triggers=tuple(trigger(t, self.main_branch) for t in draft.triggers),
            jobs=tuple(self.job(j, events) for j in draft.jobs),
            active=not inactive,
            inactive_because=inactive,
            history=history,
            actions=len(references),
            pinned_actions=sum(1 for r in references if _DIGEST.search(r)),
            permissions=draft.permissions,
        )

    def job(self, draft: JobDraft, events: set[str]) -> Job:
        """Return one job with its steps.

        On changes, a name alone makes nothing a release or a deployment. That something runs only on tags says nothing
        in a pipeline that changes and pushes do not start anyway.
        """
        steps: list[Step] = []
        tested: list[str] = []
        limits = bool({"push", "change"} & events)
        job_soft = draft.soft or (_elsewhere(draft.limit) if limits else "")
        named = "change" not in events or bool(_elsewhere(draft.limit))
        compared = any(_COMPARED.search(c.script) for c in draft.commands)
        for command in draft.commands:
            if limits and not command.soft:
                command.soft = _elsewhere(command.limit)
            made = self.steps(command, job_soft, named)
            if command.image and any(Stage.TEST in s.stages for s in made):
                tested.append(command.image)
            steps += [_checked(s) for s in made] if compared else made
        steps = list(
            {
                (s.path, s.line, s.name, s.run, s.stages, s.not_gating_because, s.via, s.events): s for s in steps
            }.values()
        )
        if len(steps) > MAX_STEPS:
            steps = sorted(steps, key=lambda s: not s.stages)[:MAX_STEPS]
            steps.sort(key=lambda s: s.line)
        if draft.approval and not any(Stage.APPROVAL in s.stages for s in steps):
            waits = Step(
                name="waits for a person", run="", line=draft.line, stages=(Stage.APPROVAL,), path=draft.source
            )
            steps.append(waits)
        limit = branch_limit(draft.branches, self.main_branch)
        when = draft.limit.within(Limit(events=_let_through(limit)))
        return Job(
            id=scrub(draft.id, 120),
            name=scrub(draft.name or draft.id, 120),
            line=draft.line,
            steps=tuple(steps),
            environment=scrub(draft.environment, 80),
            approval=draft.approval or any(Stage.APPROVAL in s.stages for s in steps),
            approval_because=draft.approval_because,
            condition=scrub(draft.condition),
            branches=tuple(scrub(b, 120) for b in limit.branches),
            reaches_main=limit.reaches_main,
            images=tuple(scrub(i, 200) for i in (_of_one_name(tested) or draft.images)[:20]),
            matrix=min(draft.matrix, MOST_JOBS),
            timeout=draft.timeout,
            path=draft.source,
            runner=scrub(draft.runner, 120),
            paths=tuple(scrub(p, 120) for p in draft.paths[:40]),
            folder=_folder(draft),
            **_events(when),
        )

    def steps(self, command: Command, job_soft: str, named: bool) -> list[Step]:
        """Return the steps of a command: one for each part of a script that comes to a stage."""
        if command.script:
            return self._script_steps(command, job_soft, named)
        name = command.uses
        if name.startswith("named:"):
            return self._by_softness(command, "a computed command", command.line, self.rules.named(name[6:]), job_soft)
        found = list(self.rules.action(name, command.options))
        if name.startswith("docker://") and not found:
            tool = name[9:].partition("@")[0].rpartition("/")[2].partition(":")[0]
            found += self._hits_of(f"{tool} {command.options.get('args', '')}", command)
        if name.startswith("pre-commit/action") or name.startswith(
            ("tox-dev/action-pre-commit-uv", "j178/prek-action")
        ):
            found += self._hits_of("pre-commit run --all-files", command)
        for option in _SCRIPT_OPTIONS:
            if command.options.get(option) and not found:
                found += self._hits_of(command.options[option], command)
        if runs := self.rules.runs(name):
            found += [f for f in self._hits_of(runs, command) if all(f.stage is not g.stage for g in found)]
        found = [self._uploaded(f, name) for f in found]
        if self.coverage.codecov and name.startswith(("codecov/codecov-action", "orb:codecov/")):
            found.append(Found(Stage.COVERAGE_GATE, via=self.coverage.codecov))
        return self._by_softness(command, command.uses, command.line, found, job_soft)

    def _hits_of(self, script: str, command: Command) -> list[Found]:
        hits = self.resolver.script(script, command.folder, pipefail=command.pipefail, stop=command.stop)
        return [f for h in hits for f in h.found]

    def _uploaded(self, found: Found, name: str) -> Found:
        """Say why an upload of coverage does not gate, where Codecov's own configuration tells."""
        if found.stage is Stage.COVERAGE and "codecov" in name.lower() and self.coverage.codecov_soft:
            return msgspec.structs.replace(found, soft=self.coverage.codecov_soft)
        return found

    def _script_steps(self, command: Command, job_soft: str, named: bool) -> list[Step]:
        environment = tuple(f"{k[4:]}={v}" for k, v in command.options.items() if k.startswith("env:"))
        hits = self.resolver.script(
            command.script, command.folder, pipefail=command.pipefail, stop=command.stop, environment=environment
        )
        if not hits and (told := self._told_by_label(command)):
            return self._by_softness(command, command.script, command.line, told, job_soft)
        if not hits:
            because = "prints only" if _prints_only(command.script) else ""
            reason = job_soft or command.soft or because
            return [
                Step(
                    name=scrub(command.name, 120),
                    run=scrub(command.script),
                    line=command.line,
                    gating=not reason,
                    not_gating_because=reason,
                    path=command.source,
                    **_events(command.limit),
                )
            ]
        steps: list[Step] = []
        for hit in _joined(hits, named):
            steps += self._by_softness(command, hit.text, command.line + hit.line, list(hit.found), job_soft)
        return steps

    def _told_by_label(self, command: Command) -> list[Found]:
        """Return what a label tells where the command itself is computed: `$(devCommand) testl0`, "Unit tests"."""
        if not command.script.lstrip().startswith("$") or not command.name:
            return []
        return self.rules.named(re.sub(r"[^a-z0-9]+", "-", command.name.lower()).strip("-"))

    def _by_softness(self, command: Command, run: str, line: int, found: list[Found], job_soft: str) -> list[Step]:
        """Return one step for each reason (or none) why a failure does not stop the pipeline."""
        groups: dict[tuple[str, str], list[Stage]] = {}
        for item in found:
            groups.setdefault((job_soft or command.soft or item.soft, item.via), []).append(item.stage)
        if not groups:
            groups[(job_soft or command.soft, "")] = []
        return [
            Step(
                name=scrub(command.name, 120),
                run=scrub(run),
                line=line,
                stages=tuple(dict.fromkeys(stages)),
                gating=not soft,
                not_gating_because=scrub(soft, 160),
                via=scrub(via, 160),
                path=command.source,
                **_events(command.limit),
            )
            for (soft, via), stages in groups.items()
        ]


def _of_one_name(images: list[str]) -> list[str]:
    """Return the images that are versions of one: steps that test in images of other names test other things."""
    names: dict[str, list[str]] = {}
    for image in dict.fromkeys(images):
        names.setdefault(image.partition("@")[0].rpartition(":")[0] or image, []).append(image)
    return max(names.values(), key=len, default=[])


def _elsewhere(limit: Limit) -> str:
    """Return why something does not run on changes; empty where it does or may."""
    if limit.possible.intersection(CHANGE_EVENTS):
        return ""
    others = sorted(limit.possible)
    return f"runs only on {', '.join(others)}" if others else "its condition never holds on changes"


def _folder(draft: JobDraft) -> str:
    """Return where all commands of a job run; empty where they differ, and where a variable names it."""
    folders = {c.folder.strip("/") for c in draft.commands if c.script}
    only = folders.pop() if len(folders) == 1 else ""
    return "" if "$" in only else scrub(only, 200)


def _let_through(limit: Trigger) -> frozenset[str]:
    """Return the events that a job's patterns of branches let through: a pull request is on its own branch."""
    if not limit.branches:
        return EVENTS
    return EVENTS - {"change", "topic"} if limit.reaches_main else EVENTS - set(CHANGE_EVENTS)


def _events(limit: Limit) -> dict[str, Any]:
    """Return the events of a change that a limit lets through, as fields of a job or a step."""
    return {
        "events": tuple(e for e in CHANGE_EVENTS if e in limit.events),
        "open_events": tuple(e for e in CHANGE_EVENTS if e in limit.open),
        "open_because": scrub(limit.because, 120) if limit.open.intersection(CHANGE_EVENTS) else "",
    }


def _checked(step: Step) -> Step:
    """A formatter that changes files gates where the job then fails on changed files."""
    if Stage.FORMAT not in step.stages or not step.not_gating_because.startswith(("formats", "lists or changes")):
        return step
    return msgspec.structs.replace(step, gating=True, not_gating_because="")


def _joined(hits: list[Hit], named: bool) -> list[Hit]:
    """Drop repeated lines that come to the same, and releases that only a name tells where `named` is false."""
    if not named:
        hits = [
            Hit(h.text, h.line, tuple(f for f in h.found if not (f.weak and f.stage in _HANDED_OVER))) for h in hits
        ]
    seen: set[tuple[str, tuple[Found, ...]]] = set()
    kept = []
    for hit in hits:
        key = (hit.text, hit.found)
        if key not in seen:
            seen.add(key)
            kept.append(hit)
    return kept[:40]


def _prints_only(script: str) -> bool:
    """Tell whether a script does nothing but print."""
    lines = [raw for raw in script.splitlines() if raw.strip() and not raw.strip().startswith("#")]
    return bool(lines) and all(_PRINTS.match(raw) for raw in lines)
