"""The runner passes inputs by name, keeps outcomes apart and never lets a probe break the run."""

from datetime import date, timedelta

import msgspec
import pytest

from gradatim.model.answers import Suppression
from gradatim.model.evidence import Evidence, EvidenceKind
from gradatim.model.observation import Outcome, ProbeResult, Rate
from gradatim.probes import runner, wilson
from gradatim.probes.interface import Probe
from tests.support.values import PERIOD, evidence_set, history, seconds, tree


def record(name: str) -> Evidence:
    return Evidence(id=f"commit:{name}", kind=EvidenceKind.ARTIFACT, source="git", location=name, summary=name)


def yes(**more) -> ProbeResult:
    return ProbeResult(**({"outcome": Outcome.TRUE, "message": "Yes."} | more))


def plainly() -> ProbeResult:
    return yes()


def probe(answer, name: str = "asks") -> dict[str, Probe]:
    text = dict.fromkeys(("question", "what", "why", "how", "misleads", "remedy"), "text")
    return {name: Probe(id=name, family="changes", answer=answer, **text)}


def only(answer, settings, suppressions=(), **unit):
    observations, evidence = runner.run(probe(answer), evidence_set(**unit), settings, suppressions)
    return observations[0], evidence


def suppression(expires: date) -> Suppression:
    return Suppression(probe="asks", owner="quality manager", reason="Agreed in the review", expires=expires)


def test_inputs_are_passed_by_name(settings):
    seen = {}

    def answer(period, history, settings):
        seen.update(period=period, history=history, settings=settings)
        return yes()

    unit = evidence_set()
    runner.run(probe(answer), unit, settings)
    assert seen == {"period": unit.period, "history": unit.history, "settings": settings}


def test_a_folder_without_history_is_not_available_for_probes_that_ask_for_it(settings):
    asked, _ = only(lambda history: yes(), settings, history=None)
    other, _ = only(lambda documents: yes(), settings, history=None)
    assert (asked.outcome, other.outcome) == (Outcome.NOT_AVAILABLE, Outcome.TRUE)
    assert "no git repository" in asked.message


def test_an_exception_becomes_one_line_without_traceback(settings):
    def answer(period):
        raise RuntimeError("first line\nsecond line")

    seen, _ = only(answer, settings)
    assert seen.outcome is Outcome.ERROR
    assert "RuntimeError: first line second line" in seen.message
    assert "Traceback" not in seen.message


def test_debug_lets_the_exception_through(settings):
    def answer(period):
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        runner.run(probe(answer), evidence_set(), settings, debug=True)


@pytest.mark.parametrize(
    "answer", [lambda: "yes", lambda: yes(rate=Rate(5, 0, 0, 1)), lambda: yes(rate=Rate(6, 5, 0, 1))]
)
def test_what_is_no_answer_is_an_error(answer, settings):
    assert only(answer, settings)[0].outcome is Outcome.ERROR


def test_one_broken_probe_does_not_cost_the_others(settings):
    def broken(period):
        raise KeyError("x")

    both = probe(broken, "a_broken") | probe(lambda period: yes(), "b_sound")
    observations, _ = runner.run(both, evidence_set(), settings)
    assert [o.outcome for o in observations] == [Outcome.ERROR, Outcome.TRUE]


def test_an_interval_narrower_than_the_sample_allows_is_widened(settings):
    seen, _ = only(lambda: yes(rate=Rate(19, 20, 0.95, 0.95)), settings)
    assert (seen.low, seen.high) == wilson.interval(19, 20)


def test_a_wider_interval_is_kept(settings):
    seen, _ = only(lambda: yes(rate=wilson.rate(19, 20, unknown=10)), settings)
    assert seen.low == wilson.interval(19, 30)[0]


def test_counter_examples_come_first_and_records_are_named_once(settings):
    a, b, c = record("a"), record("b"), record("c")
    seen, evidence = only(lambda: yes(counter=(c, a, c), support=(b, a)), settings)
    assert seen.evidence == ("commit:c", "commit:a", "commit:b")
    assert seen.counter_examples == 2
    assert [e.id for e in evidence] == ["commit:a", "commit:b", "commit:c"]


def test_a_suppression_in_force_shows_reason_owner_and_expiry(settings):
    seen, _ = only(plainly, settings, [suppression(PERIOD.end)])
    assert "Agreed in the review" in seen.suppressed
    assert "quality manager" in seen.suppressed
    assert str(PERIOD.end) in seen.suppressed
    assert seen.outcome is Outcome.TRUE


def test_an_expired_suppression_is_not_applied_but_named(settings):
    seen, _ = only(plainly, settings, [suppression(PERIOD.end - timedelta(days=1))])
    assert seen.suppressed == ""
    assert any("ran out" in caveat for caveat in seen.caveats)


def test_order_of_probes_does_not_matter(settings):
    many = {n: probe(plainly, n)[n] for n in ("c", "a", "b")}
    reordered = dict(sorted(many.items()))
    assert runner.run(many, evidence_set(), settings) == runner.run(reordered, evidence_set(), settings)


def no(**more) -> ProbeResult:
    return ProbeResult(outcome=Outcome.FALSE, message="Nothing found.", **more)


@pytest.mark.parametrize(
    ("absent", "outcome", "said"),
    [
        (0, Outcome.FALSE, ""),
        (1, Outcome.FALSE, "Contents of 1 of 100 files are not in this clone."),
        (3, Outcome.NOT_AVAILABLE, "Contents of 3 of 100 files are not in this clone."),
    ],
)
def test_what_was_not_found_may_stand_in_files_that_are_not_in_the_clone(settings, absent, outcome, said):
    files = (*tree(*(f"a{n}" for n in range(absent)), size=-1), *tree(*(f"b{n}" for n in range(100 - absent))))
    seen, _ = only(lambda documents: no(), settings, history=history(tree=files))
    assert seen.outcome is outcome
    assert said in (seen.message if outcome is Outcome.NOT_AVAILABLE else " ".join(seen.caveats))


def test_nothing_is_absent_where_the_files_could_not_be_listed(settings):
    cut = history(tree=tree("a"), tree_cut=True)
    documents, _ = only(lambda documents: no(), settings, history=cut)
    changes, _ = only(lambda history: no(), settings, history=cut)
    there, _ = only(lambda documents: yes(), settings, history=cut)
    assert (documents.outcome, changes.outcome, there.outcome) == (Outcome.NOT_AVAILABLE, Outcome.FALSE, Outcome.TRUE)


def test_a_question_about_tags_alone_does_not_hang_on_contents(settings):
    asked = {n: msgspec.structs.replace(p, reads_contents=False) for n, p in probe(lambda dependencies: no()).items()}
    missing = evidence_set(history=history(tree=tree("a", "b", size=-1)))
    (seen,), _ = runner.run(asked, missing, settings)
    assert (seen.outcome, seen.caveats) == (Outcome.FALSE, ())


INSIDE, BEFORE = seconds(PERIOD.start + timedelta(days=90)), seconds(PERIOD.start - timedelta(days=90))


@pytest.mark.parametrize(
    ("looks_back", "cut_at", "outcome"),
    [
        ("period", INSIDE, Outcome.NOT_AVAILABLE),
        ("period", BEFORE, Outcome.FALSE),
        ("period", 0, Outcome.FALSE),
        ("history", BEFORE, Outcome.NOT_AVAILABLE),
        ("history", 0, Outcome.FALSE),
        ("", INSIDE, Outcome.FALSE),
    ],
)
def test_no_is_only_said_over_all_that_was_asked(settings, looks_back, cut_at, outcome):
    asked = {
        name: msgspec.structs.replace(one, looks_back=looks_back)
        for name, one in probe(lambda history: ProbeResult(outcome=Outcome.FALSE, message="None seen.")).items()
    }
    seen, _ = runner.run(asked, evidence_set(history=history(shallow=True, cut_at=cut_at)), settings)
    assert seen[0].outcome is outcome
    assert "None seen." in seen[0].message


def test_what_was_seen_is_true_in_a_clone_that_is_cut_off(settings):
    asked = {n: msgspec.structs.replace(p, looks_back="history") for n, p in probe(lambda history: yes()).items()}
    seen, _ = runner.run(asked, evidence_set(history=history(shallow=True, cut_at=INSIDE)), settings)
    assert seen[0].outcome is Outcome.TRUE
