"""From records and a yes-or-no question to a rate with its interval, its records and its caveats."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from gradatim.model.evidence import Evidence
from gradatim.model.history import Change, Commit, History
from gradatim.model.observation import Outcome, ProbeResult, Rate
from gradatim.probes import wilson
from gradatim.probes.interface import ProbeSettings
from gradatim.probes.support.records import change_record, commit_record

T = TypeVar("T")
_MONTH = 31 * 86_400


def judge_share(
    records: Iterable[T],
    holds: Callable[[T], bool],
    show: Callable[[T], Evidence],
    settings: ProbeSettings,
    *,
    noun: str,
    verb: str,
    unknowable: Callable[[T], str] = lambda _: "",
    caveats: tuple[str, ...] = (),
    threshold: float | None = None,
    minimum: int | None = None,
) -> ProbeResult:
    """Judge a share of records.

    Args:
        records: what the question is about: the honest denominator.
        holds: tells whether a record is a success.
        show: points to a record.
        settings: the policy's numbers.
        noun: what the records are, `changes to source`.
        verb: what is true of the successes, `carry tests`.
        unknowable: why a record cannot be judged; empty where it can. Such records are left out of numerator and
            denominator, counted in a caveat, and widen the interval to every way in which they might fall. Where the
            outcome hangs on them it is NOT_AVAILABLE; where they are most, there is no rate either.
        caveats: what else may mislead.
        threshold: share from which the outcome is TRUE; the policy's `rate_holds` unless given.
        minimum: records needed; the policy's `minimum_sample` unless given.
    """
    judged, hidden = _part(records, unknowable)
    for_, against = _records(judged, holds, show)
    needed = settings.minimum_sample if minimum is None else minimum
    if len(hidden) > len(judged):
        message = _hidden_message(hidden, len(judged), noun)
        return _unavailable(message, for_, against, caveats)
    if len(judged) < max(needed, 1):
        return _unavailable(_few_message(len(for_), len(judged), noun, verb, needed), for_, against, caveats)
    rate = wilson.rate(len(for_), len(judged), len(hidden))
    low, high = percent(rate.low), percent(rate.high)
    message = f"{len(for_)} of {len(judged)} {noun} {verb}, {percent(rate.value)} %, 95 % interval {low} to {high}."
    outcome = _outcome(rate, len(hidden), settings.rate_holds if threshold is None else threshold)
    if outcome is Outcome.NOT_AVAILABLE:
        message += f" The answer hangs on {len(hidden)} more that a clone cannot judge."
    elif hidden:
        message = f"{message.removesuffix('.')}, widened for {len(hidden)} more that a clone cannot judge."
    return ProbeResult(
        outcome=outcome,
        message=message,
        rate=rate,
        counter=against,
        support=for_,
        caveats=(*_hidden_caveats(hidden, noun), *caveats),
    )


def judge_changes(
    history: History,
    changes: Iterable[Change],
    holds: Callable[[Change], bool],
    settings: ProbeSettings,
    *,
    noun: str,
    verb: str,
    unknowable: Callable[[Change], str] = lambda _: "",
    caveats: tuple[str, ...] = (),
    threshold: float | None = None,
) -> ProbeResult:
    """Judge a share of landed changes; says what the history itself hides."""
    return judge_share(
        changes,
        holds,
        lambda change: change_record(history, change),
        settings,
        noun=noun,
        verb=verb,
        unknowable=unknowable,
        caveats=(*caveats, *history_caveats(history)),
        threshold=threshold,
    )


def judge_commits(
    history: History,
    commits: Iterable[Commit],
    holds: Callable[[Commit], bool],
    settings: ProbeSettings,
    *,
    noun: str,
    verb: str,
    caveats: tuple[str, ...] = (),
) -> ProbeResult:
    """Judge a share of commits, for the few questions that are about commits."""
    return judge_share(
        commits,
        holds,
        lambda commit: commit_record(history, commit),
        settings,
        noun=noun,
        verb=verb,
        caveats=(*caveats, *history_caveats(history)),
    )


def human_changes(history: History) -> tuple[Change, ...]:
    """Return landed human work: no automation, release tooling, back-merge or import."""
    return tuple(change for change in history.changes if change.counts)


def human_commits(history: History) -> tuple[Commit, ...]:
    """Return the commits of human work that are no merges: those of changes that count."""
    automatic = automations(history)
    left_out = {commit for change in history.changes if not change.counts for commit in change.commits}
    return tuple(
        c for c in history.commits if len(c.parents) < 2 and c.author not in automatic and c.id not in left_out
    )


def automations(history: History) -> frozenset[str]:
    """Return the pseudonyms of bots and of the forge itself."""
    return frozenset(person.id for person in history.people if person.bot or person.forge)


def history_caveats(history: History) -> tuple[str, ...]:
    """Say what this history hides."""
    said = (
        (history.shallow, "The clone is shallow: changes before its cut are not seen."),
        (history.damaged, "The repository is damaged: what git could not read is not counted."),
        (_began_in_sight(history), "History begins with a large import: what came before it cannot be seen."),
    )
    return tuple(words for holds, words in said if holds)


def _began_in_sight(history: History) -> bool:
    """Tell whether an imported history began so late that the import touches what is counted."""
    oldest = min((change.landed for change in history.changes), default=0)
    return history.restarted and oldest - (history.begun or history.first_time) < _MONTH


def in_order(records: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return records newest first, then by id, so that the order of the facts never shows."""
    return tuple(sorted(records, key=lambda r: (-(r.when.toordinal() if r.when else 0), r.id)))


def percent(share: float) -> int:
    """Round a share to whole percent, without rounding a part up to all or down to none."""
    value = round(100 * share)
    if value == 100 and share < 1:
        return 99
    return 1 if value == 0 and share > 0 else value


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: `1 change`, `3 changes`; only nouns whose first word takes an s."""
    first, _, rest = noun.partition(" ")
    singular = first.removesuffix("es") if first.endswith("xes") else first.removesuffix("s")
    return f"{number} {' '.join(w for w in ((singular if number == 1 else first), rest) if w)}"


def _outcome(rate: Rate, hidden: int, threshold: float) -> Outcome:
    """Return what holds however the hidden records fall; where that hangs on them, nothing can be told."""
    all_of_them = rate.denominator + hidden
    if rate.numerator / all_of_them >= threshold:
        return Outcome.TRUE
    if (rate.numerator + hidden) / all_of_them < threshold:
        return Outcome.FALSE
    return Outcome.NOT_AVAILABLE


def _part(records: Iterable[T], unknowable: Callable[[T], str]) -> tuple[list[T], list[str]]:
    judged: list[T] = []
    hidden: list[str] = []
    for record in records:
        reason = unknowable(record)
        if reason:
            hidden.append(reason)
        else:
            judged.append(record)
    return judged, hidden


def _records(
    judged: Sequence[T], holds: Callable[[T], bool], show: Callable[[T], Evidence]
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    for_: list[Evidence] = []
    against: list[Evidence] = []
    for record in judged:
        (for_ if holds(record) else against).append(show(record))
    return in_order(for_), in_order(against)


def _unavailable(
    message: str, for_: tuple[Evidence, ...], against: tuple[Evidence, ...], caveats: tuple[str, ...]
) -> ProbeResult:
    return ProbeResult(outcome=Outcome.NOT_AVAILABLE, message=message, counter=against, support=for_, caveats=caveats)


def _few_message(successes: int, judged: int, noun: str, verb: str, needed: int) -> str:
    if judged == 0:
        return f"No {noun} in the period, so there is nothing to judge."
    return f"Only {counted(judged, noun)} in the period, {successes} of them {verb}; {needed} are needed to judge."


def _hidden_message(hidden: list[str], judged: int, noun: str) -> str:
    reason, _ = Counter(hidden).most_common(1)[0]
    return f"{len(hidden)} of {len(hidden) + judged} {noun} cannot be judged from a clone: {_clause(reason)}."


def _hidden_caveats(hidden: list[str], noun: str) -> tuple[str, ...]:
    counts = sorted(Counter(hidden).items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        f"{counted(n, noun)} left out and the interval widened for {'it' if n == 1 else 'them'}: {_clause(r)}."
        for r, n in counts
    )


def _clause(reason: str) -> str:
    return reason.rstrip(".")
