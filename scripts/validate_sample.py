"""Print a fixed sample of what probes answered, with what a person needs to judge each record by hand.

    .venv/bin/gradatim run REPOSITORY --save-evidence x.evidence.json
    .venv/bin/python scripts/validate_sample.py x.evidence.json --probe changes_are_reviewed --repository REPOSITORY

The probes are asked again over the saved evidence, so a sample always shows the answers of the version at hand. The
sample depends on the probe and the ids of its records only: two people, or two versions, look at the same ones. Half
of it speaks for and half against, where there are enough of both. docs/validation/ says how the records are judged.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from gradatim.collectors.git.opening import open_layout
from gradatim.collectors.git.process import Git
from gradatim.evaluation.policy import load_policy
from gradatim.evidence.store import load
from gradatim.model.evidence import Evidence, EvidenceSet
from gradatim.model.history import Change, History
from gradatim.model.observation import Observation, Outcome
from gradatim.probes import registry, runner

FILES = 6


def sample(probe: str, against: Sequence[str], for_: Sequence[str], number: int) -> list[tuple[str, str]]:
    """Return up to `number` record ids, each with `-` or `+`: half from either side, filled up from the other."""
    sides = {sign: sorted(ids, key=lambda i: _rank(probe, i)) for sign, ids in (("-", against), ("+", for_))}
    half = number // 2
    take = {"-": min(len(against), max(half, number - len(for_)))}
    take["+"] = min(len(for_), number - take["-"])
    return [(sign, i) for sign in "-+" for i in sides[sign][: take[sign]]]


def _rank(probe: str, record: str) -> str:
    return hashlib.sha256(f"{probe} {record}".encode()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Read an evidence file, ask the probes and print a sample of their records."""
    options = _parser().parse_args(arguments)
    for unit in load(options.evidence):
        probes = {k: p for k, p in registry.load().items() if not options.probe or k in options.probe}
        observations, evidence = runner.run(probes, unit, load_policy(None).probe_settings())
        by_id = {record.id: record for record in evidence}
        for observation in observations:
            if not options.outcome or observation.outcome in options.outcome:
                _say(_lines(unit, observation, by_id, options))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("evidence", type=Path, help="file that `gradatim run --save-evidence` wrote")
    parser.add_argument("--probe", action="append", help="only this probe; repeatable")
    parser.add_argument("--outcome", action="append", choices=[str(o) for o in Outcome], help="only such answers")
    parser.add_argument("--number", type=int, default=10, help="records of each probe (default: 10)")
    parser.add_argument("--repository", type=Path, help="show each commit's trailers and committer from there")
    return parser


def _lines(
    unit: EvidenceSet, observation: Observation, by_id: dict[str, Evidence], options: argparse.Namespace
) -> Iterable[str]:
    yield ""
    yield f"== {observation.probe}: {observation.outcome}: {observation.message}"
    yield from (f"   caveat: {caveat}" for caveat in observation.caveats)
    cut = observation.counter_examples
    against, for_ = observation.evidence[:cut], observation.evidence[cut:]
    for sign, record in sample(observation.probe, against, for_, options.number):
        found = by_id[record]
        yield f" {sign} {record}  {found.when or ''}  {found.summary}"
        if record.startswith("commit:"):
            yield from _facts(unit.history, found.location)
            yield from _shown(options.repository, found.location)


def _facts(history: History | None, commit: str) -> Iterable[str]:
    """Say what the collector made of a change: the part that a judge compares with the history."""
    change = next((c for c in history.changes if c.id == commit), None) if history else None
    if change is None:
        return
    traces = ", ".join(f"{t.how} {t.person}" for t in change.reviewers)
    authors = ", ".join(change.authors)
    yield f"     {change.style}, {len(change.commits)} commits by {authors}; landed by {_landed(change)}"
    yield f"     traces: {traces or 'none'}; references: {', '.join(change.references) or 'none'}"
    listed = ", ".join(f"{f.status} {f.path}" for f in change.files[:FILES])
    yield f"     {change.files_total} files: {listed}"


def _landed(change: Change) -> str:
    return change.landed_by or change.review_unknowable or "the forge"


def _shown(repository: Path | None, commit: str) -> Iterable[str]:
    """Show who wrote and who committed it, and its trailers, as git has them."""
    if repository is None:
        return
    with Git(open_layout(repository)) as git:
        form = "--format=%an <%ae> / %cn <%ce>%n%(trailers:only,unfold)"
        text = git.run("show", "-s", form, commit, "--").decode("utf-8", "replace")
    yield from (f"     git: {line}" for line in text.splitlines() if line)


def _say(lines: Iterable[str]) -> None:
    """Print text from a repository: control characters become question marks, so that none reaches the terminal."""
    for line in lines:
        clean = "".join(c if c.isprintable() else "?" for c in line)
        sys.stdout.write(clean + "\n")


if __name__ == "__main__":
    sys.exit(main())
