"""The reader of conditions: three values, the precedence of operators, and nothing that breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradatim.collectors.pipelines.conditions import holds
from gradatim.collectors.pipelines.draft import EVENTS
from gradatim.collectors.pipelines.moments import _systems, limit_of

VALUES = {"yes": True, "no": False, "main": "main", "empty": "", "v": "v1.2.3"}
LEAVES = {"yes": True, "no": False, "what": None}


def lookup(name: str):
    return VALUES.get(name.lstrip("$"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ("no || yes && yes", True),
        ("(no || yes) && no", False),
        ("no && what", False),
        ("yes && what", None),
        ("yes || what", True),
        ("no || what", None),
        ("!what", None),
        ("!no && !no", True),
        ("main == 'main'", True),
        ("main == 'MAIN'", True),
        ('main != "main" || v =~ /^v\\d+/', True),
        ("v !~ /^v/", False),
        ("v =~ '^w.*'", False),
        ("v =~ ^v1", True),
        ("$main == main", True),
        ("empty == ''", True),
        ("empty", False),
        ("main", True),
        ("startsWith(v, 'v1') && !contains(v, 'rc')", True),
        ("v.startsWith('v2')", False),
        ("main in ['dev', 'main']", True),
        ("main in ['dev']", False),
        ("and(yes, or(no, eq(main, 'main')), not(no))", True),
        ("in(main, 'a', 'b')", False),
        ("notIn(main, 'a')", True),
        ("not main == 'main'", False),
        ("main == 'main' and not (v starts-with 'v2')", True),
        ("succeeded()", True),
        ("always() && failure()", False),
        ("unheard_of(main)", None),
        ("what < 3", None),
        ("'x'.pathChanged() && yes", None),
        ("main == 'it''s'", False),
    ],
)
def test_a_condition_is_read_with_what_is_known(text, value):
    assert holds(text, lookup) is value


@pytest.mark.parametrize(
    "text", ["", "(", "yes &&", "== yes", "yes yes", "f(", "[", "'", "yes ? no : yes", "((" * 3000]
)
def test_a_form_that_is_not_known_cannot_be_told(text):
    assert holds(text, lookup) is None


def test_a_pattern_that_could_take_for_ever_is_not_run():
    assert holds(f"{'a' * 40} =~ /^(a+)+$/", lambda name: name + "!") is False


EXPRESSIONS = st.recursive(
    st.sampled_from(sorted(LEAVES)),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda e: f"!({e})"),
    ),
    max_leaves=12,
)


def values_of(text: str, unknown: bool) -> bool:
    """What Python's own logic says where every unknown has the same value."""
    words = text.replace("&&", " and ").replace("||", " or ").replace("!", " not ")
    return bool(eval(words, {}, {"yes": True, "no": False, "what": unknown}))


@given(EXPRESSIONS)
def test_what_is_told_holds_whatever_the_unknown_is(text):
    told = holds(text, LEAVES.get)
    if told is not None:
        assert {values_of(text, unknown) for unknown in (True, False)} == {told}


@given(st.text(alphabet="ab$'\"()[]{}&|!=~/.,<> \n\\", max_size=60))
def test_nothing_breaks_the_reader(text):
    assert holds(text, lambda name: None) in (True, False, None)


@pytest.mark.parametrize("system", ["github-actions", "gitlab-ci", "buildkite", "cirrus", "azure-pipelines", "jenkins"])
def test_without_a_known_main_branch_a_condition_on_a_branch_keeps_topics_out(system):
    name = {
        "github-actions": "github.ref_name",
        "gitlab-ci": "$CI_COMMIT_BRANCH",
        "buildkite": "build.branch",
        "cirrus": "$CIRRUS_BRANCH",
        "azure-pipelines": "variables['Build.SourceBranchName']",
        "jenkins": "env.BRANCH_NAME",
    }[system]
    limit = limit_of(system, f"{name} == 'trunk'", "")
    assert "main" in limit.events
    assert "topic" not in limit.events | limit.open


def test_many_negations_are_counted_and_deep_ones_given_up():
    assert holds("!" * 3000 + "yes", lookup) is True
    assert holds("!" * 3001 + "yes", lookup) is False
    assert holds("not(" * 900 + "yes" + ")" * 900, lookup) is None


@pytest.mark.parametrize("system", sorted(_systems()))
def test_every_system_tells_what_changes_are(system):
    events = {e.of for e in _systems()[system].events}
    assert "main" in events
    assert events & {"change", "topic"}
    assert events <= EVENTS
    assert _systems()[system].is_open.pattern
    assert not any("{" in v.replace("{main}", "").replace("{topic}", "") for v in _texts(system))


def _texts(system: str) -> list[str]:
    return [v for e in _systems()[system].events for v in e.values.values() if v is not None]
