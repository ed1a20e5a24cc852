"""Jenkinsfiles, declarative and scripted: a tolerant reader of stages and steps, not of Groovy.

Braces and strings are followed; every call of a step with a text is taken as written. What a shared library or a
computed value does is not known, and not guessed.
"""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project
from gradatim.collectors.pipelines.systems import jenkins_when
from gradatim.collectors.pipelines.systems.jenkins_blocks import STRING, Block, Blocks, without_comments
from gradatim.collectors.pipelines.words import words

MAX_CHARACTERS = 300_000
MAX_STAGES = 500
MAX_CELLS = 1_000
"""Size at which a matrix is cut off."""
_FILE = re.compile(r"(?:^|/)Jenkinsfile(?:[._-][\w.-]+)?$|\.jenkinsfile$|(?:^|/)[\w.-]+\.Jenkinsfile$")
_STAGE = re.compile(rf"\bstage\s*(?:\(\s*)?(?:name\s*:\s*)?({STRING})", re.DOTALL)
_CALL = re.compile(
    rf"\b(?P<step>sh|bat|powershell|pwsh)\s*(?:\(\s*)?(?:(?:label|returnStdout|returnStatus|encoding)\s*:\s*(?:{STRING}|\w+)\s*,\s*)*"
    rf"(?:script\s*:\s*)?(?P<text>{STRING})(?P<rest>[^\n]*)",
    re.DOTALL,
)
_COMPUTED = re.compile(
    r"\b(?:sh|bat)\s*(?:\(\s*)?(?:\w+\s*:\s*\w+\s*,\s*)*(?:script\s*:\s*)?(?!\w+\s*:)[A-Za-z_][\w.]*\s*(?:\(|\)|\+|\n)"
)
_MORE = re.compile(rf"\s*\+\s*({STRING})", re.DOTALL)
_SET = re.compile(
    r"(?m)^[ \t]*(?:def\s+|String\s+)?([A-Za-z_]\w*)\s*=(?!=)[ \t]*(?:('[^'$\n]*'|\"[^\"$\n]*\")[ \t;]*$)?"
)
_USED = re.compile(r"\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)")
_WHEN = re.compile(r"\bwhen\s*\{")
_PLAIN = re.compile(r"(?m)^[ \t]*(?:def\s+\w+\s*=\s*|return\s+)?(?P<step>[a-z]\w+)\s*(?:\(|\s['\"]|$)")
_CONFIGURED = re.compile(r"\bconfigurations\s*:\s*\[")
_AXIS = re.compile(r"\baxis\s*\{[^{}]*?\bvalues\s+(?P<values>[^{}\n]*(?:,\s*\n[^{}\n]*)*)")
_PLATFORM = re.compile(r"\bplatform\s*:")
_STOPPING = re.compile(r"#![^\n]*\s-\w*e")
"""A first line that has the shell stop at a failure, as the server's own does."""
_LIBRARY = re.compile(r"@Library\b|(?m:^[ \t]*library\b)")
_LENT = re.compile(r"@Library\b|(?m:^[ \t]*library\b|^[a-z]\w*[A-Z]\w*[ \t]*(?:\(|\{|$))")
"""A library is named, or a step of its own name (`ourPipeline()`) is all that there is."""
_INPUT = re.compile(r"(?m)(?:^|[{;])[ \t]*input\s*(?:\(|['\"{]|message)")
_IMAGE = re.compile(r"\b(?:image\s*(?:\(\s*)?|docker\.image\s*\(\s*)['\"]([^'\"$]+)['\"]")


def paths(project: Project) -> list[str]:
    """Return Jenkinsfiles of the product; which of them a server runs is set there."""
    return [p for p in project.sizes if _FILE.search(p) and not place_of(p).foreign and p.count("/") <= 4]


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one Jenkinsfile."""
    text = (project.text(path) or "")[:MAX_CHARACTERS]
    bare = without_comments(text)
    own = re.search(r"\b(?:pipeline|node|stage|buildPlugin\w*|podTemplate)\b", bare)
    if not own and not _LENT.search(bare):
        return []
    named = [p for p in paths(project) if p.rpartition("/")[2] == "Jenkinsfile"]
    usual = path == "Jenkinsfile" or (named == [path])
    draft = PipelineDraft(path=path, system="jenkins", name=path.rpartition("/")[2], triggers=_triggers(bare, usual))
    known = jenkins_when.parameters(bare)
    blocks = Blocks(bare, project.main_branch, known)
    jobs = _jobs(_Context(bare, blocks, project.main_branch, known, _literals(bare)))
    draft.jobs = jobs
    images = _IMAGE.findall(bare)
    draft.references = [i for i in images if "/" in i or ":" in i]
    if not any(j.commands for j in jobs) and (not own or _LIBRARY.search(bare)):
        # All that it does is called by names that only a library on the server knows.
        lent = Command(line=1, uses="project:shared library")
        jobs.append(JobDraft(id="shared library", name="shared library", line=1, commands=[lent]))
    elif jobs:
        jobs[0].images = images[:20]
    return [draft]


def _triggers(text: str, usual: bool) -> list[TriggerDraft]:
    """Return what starts it: the server's branch indexing, which a Jenkinsfile does not show, and what it adds.

    Branch indexing takes `Jenkinsfile` at the root, or where the only one lies; a file of another name, or one in a
    folder beside others, is there for a job that only the server knows.
    """
    block = re.search(r"\btriggers\s*\{([^}]*)\}|\bpipelineTriggers\s*\(([^;{}]{0,400})", text)
    scheduled = bool(block and re.search(r"\bcron\s*[('\"]", block[1] or block[2]))
    triggers = [TriggerDraft(event=e) for e in (("push", "change") if usual else ("unknown",))]
    return [*triggers, TriggerDraft(event="schedule")] if scheduled else triggers


class _Context(msgspec.Struct, frozen=True):
    """The text, its blocks, and what conditions are put to: the main branch, and the defaults of parameters."""

    text: str
    blocks: Blocks
    main_branch: str
    known: dict[str, str]
    literals: dict[str, str]


class _Stage(NamedTuple):
    """A stage and the job that it makes."""

    block: Block
    job: JobDraft


def _jobs(context: _Context) -> list[JobDraft]:
    """Return one job for each stage that has steps of its own; without stages, one for the file."""
    found = []
    for block in context.blocks.all:
        matches = list(_STAGE.finditer(block.head))
        if matches and re.fullmatch(r"\s*\)?\s*", block.head[matches[-1].end() :]):
            found.append((block, matches[-1][1].strip("'\"")))
    stages: list[_Stage] = []
    taken: list[tuple[int, int]] = []
    for block, name in reversed(found[:MAX_STAGES]):  # the innermost stage of a step counts
        stages.append(_Stage(block, _job(context, (block.start, block.end), name, taken)))
        taken.append((block.start, block.end))
    rest = _job(context, (0, len(context.text)), "pipeline", taken)
    stages.reverse()
    own = [s.job.limit for s in stages]
    for stage in stages:  # conditions of the stages around it hold too
        for outer, limit in zip(stages, own, strict=True):
            if outer.block.start < stage.block.start < outer.block.end:
                stage.job.limit = stage.job.limit.within(limit)
    _let_wait(context, stages)
    return [j for j in (rest, *(s.job for s in stages)) if j.commands or j.approval]


def _let_wait(context: _Context, stages: list[_Stage]) -> None:
    """Stages run one after the other: what follows an `input` waits for it wherever the `input` is reached."""
    for waiting in [s for s in stages if s.job.approval]:
        beside = [b for b in context.blocks.all if b.head.rstrip().endswith("parallel")]
        end = max((b.end for b in beside if b.start <= waiting.block.start < b.end), default=waiting.block.end)
        events = waiting.job.limit.possible
        for stage in stages:
            if stage.block.start > end and not stage.job.approval:
                left = stage.job.limit.without(events)
                if left.possible:
                    stage.job.limit = left
                else:
                    stage.job.approval, stage.job.approval_because = True, "it follows `input`: somebody must go on"


def _own(span: tuple[int, int], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches of a span that are not taken."""
    position, end = span
    free: list[tuple[int, int]] = []
    for taken_from, taken_to in sorted(taken):
        if position < taken_from and position < end:
            free.append((position, min(taken_from, end)))
        position = max(position, taken_to)
    return [*free, (position, end)] if position < end else free


def _job(context: _Context, span: tuple[int, int], name: str, taken: list[tuple[int, int]]) -> JobDraft:
    """Return what lies in a stretch of text and in no stage inside it."""
    text, blocks = context.text, context.blocks
    start, end = span
    job = JobDraft(
        id=name, name=name, line=text.count("\n", 0, start) + 1, timeout="timeout" in text[start : start + 400]
    )

    own = _own(span, taken)

    def found(pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return (m for s, e in own for m in pattern.finditer(text, s, e))

    when = next(found(_WHEN), None)
    body = next((text[b.start : b.end] for b in blocks.all if when and b.start == when.end()), "")
    job.condition = " ".join(body.split())[:300]
    job.limit = jenkins_when.when_limit(body, context.main_branch, context.known)
    if re.fullmatch(r"expression \{\s*(?:return\s+)?false;?\s*\}", job.condition):
        job.soft = "`when false`: never runs"

    for call in found(_CALL):
        command = _command(text, call, blocks, context.literals)
        command.limit = blocks.limit(call.start())
        job.commands.append(command)
    for call in found(_PLAIN):
        if call["step"] in words().jenkins_steps:
            line = text.count("\n", 0, call.start("step")) + 1
            job.commands.append(
                Command(
                    line=line,
                    uses=f"step:{call['step']}",
                    soft=blocks.swallowed(call.start("step")),
                    limit=blocks.limit(call.start("step")),
                )
            )
            if call["step"].startswith("buildPlugin") and (given := _CONFIGURED.search(text, call.end())):
                job.matrix = max(1, len(_PLATFORM.findall(text, given.end(), end)))
    for call in found(_COMPUTED):
        line = text.count("\n", 0, call.start()) + 1
        bare = re.sub(r"\$\{[^}]*\}", "", name).strip(" :-_").replace(" ", "-")
        soft, limit = blocks.swallowed(call.start()), blocks.limit(call.start())
        job.commands.append(Command(line=line, uses=f"named:{bare}", soft=soft, limit=limit))
    if any(found(_INPUT)):
        job.approval, job.approval_because = True, "`input`: somebody must go on"
    if axes := [
        a for b in blocks.all if b.start <= start < b.end and b.head.rstrip().endswith("matrix") for a in _axes(b, text)
    ]:
        job.matrix = max(job.matrix, min(math.prod(axes), MAX_CELLS))
    job.commands.sort(key=lambda c: c.line)
    return job


def _axes(block: Block, text: str) -> list[int]:
    """Return how many values each axis of a `matrix` block has."""
    return [
        max(1, m["values"].count(",") + 1)
        for m in _AXIS.finditer(text, block.start, min(block.end, block.start + 5000))
    ]


def _literals(text: str) -> dict[str, str]:
    """Return the names that are given a text once, and nothing else: `def X = 'y'`, and entries of `environment`."""
    found: dict[str, list[str]] = {}
    for match in _SET.finditer(text):
        found.setdefault(match[1], []).append(_plain(match[2] or ""))
    return {name: values[0] for name, values in found.items() if len(values) == 1 and values[0]}


def _command(text: str, call: re.Match[str], blocks: Blocks, literals: dict[str, str]) -> Command:
    """Return a shell step, with the pieces of its text joined and known names put in."""
    script = _plain(call["text"])
    position = call.end("text")
    while more := _MORE.match(text, position):
        script += _plain(more[1])
        position = more.end()
    script = _USED.sub(lambda m: literals.get(m[1] or m[2], m[0]), script)
    soft = blocks.swallowed(call.start())
    if re.search(r"returnStatus\s*:\s*true", call[0]):
        soft = soft or "`returnStatus`: the script decides what a failure means"
    windows = call["step"] != "sh"
    line = text.count("\n", 0, call.start("text")) + 1
    own_shell = script.lstrip().startswith("#!") and not _STOPPING.match(script.lstrip())
    stop = not (windows or own_shell) or "\n" not in script.strip()
    return Command(line=line, script=script, soft=soft, pipefail=False, stop=stop)


def _plain(text: str) -> str:
    """Return what a string says, quotes off."""
    for quote in ("'''", '"""', "'", '"'):
        if text.startswith(quote) and text.endswith(quote) and len(text) >= 2 * len(quote):
            return text[len(quote) : -len(quote)].replace("\\\n", " ").replace("\\'", "'").replace('\\"', '"')
    return text
