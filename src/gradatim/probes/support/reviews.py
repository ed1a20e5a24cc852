"""Tells whether a landed change carries a trace of review by a person other than its authors."""

import re
from collections.abc import Callable, Iterable

from gradatim.model.history import Change, FileChange, History, ReviewTrace
from gradatim.model.observation import ProbeResult
from gradatim.probes.interface import ProbeSettings
from gradatim.probes.support.counting import automations, counted, human_changes, judge_changes
from gradatim.probes.support.data import load

REVIEWED = "reviewed by another person"
_OWN_NUMBER = re.compile(r"\brequest [#!]?\w*\d\w*")


def reviewers_of(history: History) -> Callable[[Change], tuple[ReviewTrace, ...]]:
    """Return what gives the traces that count: by people who are no authors, no automation and not the forge."""
    automatic = automations(history)
    rules = load("reviews")
    accepted = frozenset((*rules["looked"], *rules["passed_on"]))

    def traces(change: Change) -> tuple[ReviewTrace, ...]:
        return tuple(
            t
            for t in change.reviewers
            if t.person and t.how in accepted and t.person not in automatic and t.person not in change.authors
        )

    return traces


def is_reviewed(history: History) -> Callable[[Change], bool]:
    """Return what tells whether a change was reviewed."""
    traces = reviewers_of(history)
    return lambda change: bool(change.reviewers) and bool(traces(change))


def why_unknowable(history: History) -> Callable[[Change], str]:
    """Return what tells why a clone hides a change's review; a trace that is there settles it."""
    reviewed = is_reviewed(history)

    def why(change: Change) -> str:
        # The number is left out, so that changes with one reason are counted together.
        return "" if reviewed(change) else _OWN_NUMBER.sub("the request", change.review_unknowable)

    return why


def judge_reviewed(
    history: History, changes: Iterable[Change], settings: ProbeSettings, *, noun: str, caveats: tuple[str, ...] = ()
) -> ProbeResult:
    """Judge the share of changes that another person reviewed; what the forge hides is never guessed."""
    chosen = tuple(changes)
    return judge_changes(
        history,
        chosen,
        is_reviewed(history),
        settings,
        noun=noun,
        verb=REVIEWED,
        unknowable=why_unknowable(history),
        caveats=(*passed_on_caveat(history, chosen), *caveats),
    )


def judge_reviewed_files(
    history: History,
    belongs: Callable[[FileChange], bool],
    settings: ProbeSettings,
    *,
    noun: str,
) -> ProbeResult:
    """Judge review over the human changes that touch certain files."""
    touching = (change for change in human_changes(history) if any(belongs(file) for file in change.files))
    return judge_reviewed(history, touching, settings, noun=noun)


def passed_on_caveat(history: History, changes: Iterable[Change]) -> tuple[str, ...]:
    """Say for how many reviewed changes the only trace is that another person landed them."""
    looked = set(load("reviews")["looked"])
    traces = reviewers_of(history)
    traced = [kinds for c in changes if (kinds := {t.how for t in traces(c)})]
    only = sum(1 for kinds in traced if not kinds & looked)
    if not only:
        return ()
    return (
        f"For {_part(only, len(traced))} the only trace is that another person put them on the "
        "main line or vouched for them; what that person looked at is not in a clone.",
    )


def _part(some: int, of: int) -> str:
    if some == of:
        return "the one change" if of == 1 else f"all {counted(of, 'changes')}"
    return f"{counted(some, 'changes')} of the {of}"
