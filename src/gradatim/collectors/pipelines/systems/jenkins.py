"""Jenkinsfiles, declarative and scripted: a tolerant reader of stages and steps, not of Groovy.

Braces and strings are followed; every call of a step with a text is taken as written. What a shared library or a
computed value does is not known, and not guessed.
"""

import re

from gradatim.collectors.pipelines.draft import Command, JobDraft, PipelineDraft, TriggerDraft
from gradatim.collectors.pipelines.places import place_of
from gradatim.collectors.pipelines.project import Project

MAX_CHARACTERS = 300_000
_FILE = re.compile(r"(?:^|/)Jenkinsfile(?:[._-][\w.-]+)?$|\.jenkinsfile$|(?:^|/)[\w.-]+\.Jenkinsfile$")
_STRING = r"'''(?:\\.|(?!''').)*'''|\"\"\"(?:\\.|(?!\"\"\").)*\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\""
_TOKEN = re.compile(rf"(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<string>{_STRING})|(?P<brace>[{{}}])", re.DOTALL)
_STAGE = re.compile(rf"\bstage\s*\(?\s*(?:name\s*:\s*)?({_STRING})", re.DOTALL)
_CALL = re.compile(
    rf"\b(?P<step>sh|bat|powershell|pwsh)\s*\(?\s*(?:(?:label|returnStdout|returnStatus|encoding)\s*:\s*(?:{_STRING}|\w+)\s*,\s*)*"
    rf"(?:script\s*:\s*)?(?P<text>{_STRING})(?P<rest>[^\n]*)",
    re.DOTALL,
)
_COMPUTED = re.compile(
    r"\b(?:sh|bat)\s*\(?\s*(?:\w+\s*:\s*\w+\s*,\s*)*(?:script\s*:\s*)?(?!\w+\s*:)[A-Za-z_][\w.]*\s*(?:\(|\)|\+|\n)"
)
_WHEN = re.compile(r"\bwhen\s*\{")
_PLAIN = re.compile(r"(?m)^[ \t]*(?:def\s+\w+\s*=\s*|return\s+)?(?P<step>[a-z]\w+)\s*(?:\(|\s['\"]|$)")
_SOFT_BLOCK = re.compile(r"\bcatchError\s*(?:\((?P<options>[^)]*)\))?\s*$|\bwarnError\s*(?:\([^)]*\))?\s*$|\btry\s*$")
_CONFIGURED = re.compile(r"\bconfigurations\s*:\s*\[")
_PLATFORM = re.compile(r"\bplatform\s*:")
_INPUT = re.compile(r"(?m)^[ \t]*input\s*(?:\(|['\"{]|message)")
_IMAGE = re.compile(r"\b(?:image\s*\(?\s*|docker\.image\s*\(\s*)['\"]([^'\"$]+)['\"]")
_STEPS = frozenset(
    [
        "buildPlugin",
        "buildPluginWithGradle",
        "waitForQualityGate",
        "slackSend",
        "emailext",
        "mail",
        "mattermostSend",
        "office365ConnectorSend",
        "dependencyCheck",
        "dependencyCheckPublisher",
        "publishCoverage",
        "recordCoverage",
    ]
)


def paths(project: Project) -> list[str]:
    """Return Jenkinsfiles of the product; which of them a server runs is set there."""
    return [p for p in project.sizes if _FILE.search(p) and not place_of(p).foreign and p.count("/") <= 4]


def parse(project: Project, path: str, owner: str = "") -> list[PipelineDraft]:
    """Read one Jenkinsfile."""
    text = (project.text(path) or "")[:MAX_CHARACTERS]
    bare = _without_comments(text)
    if not re.search(r"\b(?:pipeline|node|stage|buildPlugin\w*|library|podTemplate)\b", bare):
        return []
    draft = PipelineDraft(path=path, system="jenkins", name=path.rpartition("/")[2], triggers=_triggers(bare))
    jobs = _jobs(bare)
    draft.jobs = jobs
    images = _IMAGE.findall(bare)
    draft.references = [i for i in images if "/" in i or ":" in i]
    if jobs:
        jobs[0].images = images[:20]
    return [draft]


def _without_comments(text: str) -> str:
    """Blank out comments, keeping every line where it is."""
    parts, position = [], 0
    for token in _TOKEN.finditer(text):
        parts.append(text[position : token.start()])
        position = token.end()
        kept = token[0] if not token["comment"] else re.sub(r"[^\n]", " ", token[0])
        parts.append(kept)
    return "".join([*parts, text[position:]])


def _triggers(text: str) -> list[TriggerDraft]:
    """Return what starts it: the server's branch indexing, which a Jenkinsfile does not show, and what it adds."""
    block = re.search(r"\btriggers\s*\{([^}]*)\}", text)
    scheduled = bool(block and re.search(r"\bcron\s*\(", block[1]))
    triggers = [TriggerDraft(event="push"), TriggerDraft(event="change")]
    return [*triggers, TriggerDraft(event="schedule")] if scheduled else triggers


class _Block:
    """A stretch of text between braces, with what stands before it."""

    def __init__(self, start: int, head: str) -> None:
        self.start = start
        self.end = -1
        self.head = head


def _blocks(text: str) -> list[_Block]:
    """Return all blocks, in the order in which they open."""
    found: list[_Block] = []
    open_blocks: list[_Block] = []
    for token in _TOKEN.finditer(text):
        if token["brace"] == "{":
            head = text[max(0, token.start() - 300) : token.start()]
            block = _Block(token.end(), head)
            found.append(block)
            open_blocks.append(block)
        elif token["brace"] == "}" and open_blocks:
            open_blocks.pop().end = token.start()
    for block in open_blocks:
        block.end = len(text)
    return found[:3000]


def _jobs(text: str) -> list[JobDraft]:
    """Return one job for each stage that has steps of its own; without stages, one for the file."""
    blocks = _blocks(text)
    stages = []
    for block in blocks:
        matches = list(_STAGE.finditer(block.head))
        if matches and re.fullmatch(r"\s*\)?\s*", block.head[matches[-1].end() :]):
            stages.append((block, matches[-1][1].strip("'\"")))
    jobs: list[JobDraft] = []
    taken: list[tuple[int, int]] = []
    for block, name in reversed(stages):  # the innermost stage of a step counts
        job = _job(text, (block.start, block.end), name, blocks, taken)
        taken.append((block.start, block.end))
        if job.commands or job.approval:
            jobs.append(job)
    rest = _job(text, (0, len(text)), "pipeline", blocks, taken)
    if rest.commands or rest.approval:
        jobs.append(rest)
    jobs.reverse()
    return jobs


def _job(text: str, span: tuple[int, int], name: str, blocks: list[_Block], taken: list[tuple[int, int]]) -> JobDraft:
    """Return what lies in a stretch of text and in no stage inside it."""
    start, end = span
    job = JobDraft(
        id=name, name=name, line=text.count("\n", 0, start) + 1, timeout="timeout" in text[start : start + 400]
    )

    def own(position: int) -> bool:
        return not any(s <= position < e for s, e in taken)

    when = next((m for m in _WHEN.finditer(text, start, end) if own(m.start())), None)
    condition = text[when.end() : when.end() + 200].partition("}")[0].strip() if when else ""
    job.condition = " ".join(condition.split())
    job.soft = _limited(job.condition)
    job.branches = _branch(job.condition)

    for call in _CALL.finditer(text, start, end):
        if own(call.start()):
            job.commands.append(_command(text, call, blocks))
    for call in _PLAIN.finditer(text, start, end):
        if call["step"] in _STEPS and own(call.start("step")):
            line = text.count("\n", 0, call.start("step")) + 1
            job.commands.append(
                Command(line=line, uses=f"step:{call['step']}", soft=_surrounding(blocks, call.start("step")))
            )
            if call["step"].startswith("buildPlugin") and (given := _CONFIGURED.search(text, call.end())):
                job.matrix = max(1, len(_PLATFORM.findall(text, given.end(), end)))
    for call in _COMPUTED.finditer(text, start, end):
        if own(call.start()):
            line = text.count("\n", 0, call.start()) + 1
            bare = re.sub(r"\$\{[^}]*\}", "", name).strip(" :-_").replace(" ", "-")
            job.commands.append(Command(line=line, uses=f"named:{bare}", soft=_surrounding(blocks, call.start())))
    if any(own(i.start()) for i in _INPUT.finditer(text, start, end)):
        job.approval, job.approval_because = True, "`input`: somebody must go on"
    job.commands.sort(key=lambda c: c.line)
    return job


def _command(text: str, call: re.Match[str], blocks: list[_Block]) -> Command:
    """Return a shell step."""
    script = _plain(call["text"])
    soft = _surrounding(blocks, call.start())
    if re.search(r"returnStatus\s*:\s*true", call[0]):
        soft = soft or "`returnStatus`: the script decides what a failure means"
    windows = call["step"] != "sh"
    line = text.count("\n", 0, call.start("text")) + 1
    stop = not windows or "\n" not in script.strip()
    return Command(line=line, script=script, soft=soft, pipefail=False, stop=stop)


def _plain(text: str) -> str:
    """Return what a string says, quotes off."""
    for quote in ("'''", '"""', "'", '"'):
        if text.startswith(quote) and text.endswith(quote) and len(text) >= 2 * len(quote):
            return text[len(quote) : -len(quote)].replace("\\\n", " ").replace("\\'", "'").replace('\\"', '"')
    return text


def _surrounding(blocks: list[_Block], position: int) -> str:
    """Return why a block around a step swallows its failure."""
    for block in blocks:
        if block.start <= position < block.end:
            match = _SOFT_BLOCK.search(block.head)
            if match and match[0].startswith("try"):
                return ""  # what `catch` does is not followed
            if match and _swallows(match["options"] or ""):
                return "`catchError`: its failure is swallowed"
            if match and "warnError" in match[0]:
                return "`warnError`: warnings only"
            if re.search(r"\bpost\s*\{?\s*$", block.head):
                return "`post`: runs after the result is known"
    return ""


def _swallows(options: str) -> bool:
    """Tell whether `catchError` leaves the build's result good: `stageResult` only colours the stage."""
    result = re.search(r"\bbuildResult\s*:\s*(?:['\"](\w+)|null)", options)
    return result is not None and result[1] != "FAILURE"


def _branch(condition: str) -> tuple[str, ...]:
    """Return the branch that a `when` asks for, where it asks for it in any case."""
    found = re.match(r"(?:allOf\s*\{\s*)?branch\s*\(?\s*['\"]([\w./*-]+)['\"]", condition)
    return (found[1],) if found else ()


def _limited(condition: str) -> str:
    """Return why a `when` keeps a stage from running on changes."""
    if re.match(r"(?:expression\s*\{)?\s*(?:return\s+)?false\b", condition):
        return "`when false`: never runs"
    if re.match(r"buildingTag\s*\(|tag\b", condition):
        return "runs only on tag"
    if re.match(r"triggeredBy\s*\(?\s*['\"]TimerTrigger", condition):
        return "runs only on schedule"
    return ""
