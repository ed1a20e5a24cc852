"""The decision in words: short sentences, the fact first."""

from collections.abc import Mapping, Sequence

from gradatim.model.needs import Given, NeedsProfile, NeedsQuestion, QuestionKind
from gradatim.planning.needs.data import NeedsData
from gradatim.planning.needs.facts import Fact, Facts

DISCLAIMER = (
    "Advice from stated answers and judgements, not an official rating or certificate. Value functions are this "
    "project's judgement; every one is shown and can be checked."
)
LIMITS = (
    "The numbers in the value functions are this project's judgement. Their direction has "
    "a source, their size has none.",
    "No published study was found that chooses between CMM and ISO 9001 by several criteria. There is nothing to check "
    "the advice as a whole against.",
    "Figures of benefit come from organisations that chose to improve and to publish. They flatter.",
    "Months and days are ranges from few sources, some of them decades old.",
    "Effort saved is counted for maturity levels only. For ISO 9001 no source gives a share that could be used. "
    "Nothing is counted, which is not the same as nothing gained.",
    "What your own people spend on keeping a certificate or a level once it is there is not in the cost: no source "
    "gives it. The longer the horizon, the more is missing.",
    "ISO 9001:2015 is used. Ask a certification body which edition it certifies now.",
)


def title(id: str, facts: Sequence[Facts], data: NeedsData) -> str:
    """Return an alternative's title as it fits the present state."""
    found = next(a for a in data.alternatives.alternatives if a.id == id)
    held = all(float(str(f["level"])) >= float(str(f["target_level"])) for f in facts)
    certified = all(f["iso_status"] == "certified" for f in facts)
    if found.both_held and held and certified:
        return found.both_held
    if found.certified and certified:
        return found.certified
    return found.reached if found.reached and held else found.title


def title_at(place: int, facts: Sequence[Facts], data: NeedsData) -> str:
    """Return the title of the alternative at a place of the data."""
    return title(data.alternative_ids[place], facts, data)


def fact_words(question: NeedsQuestion, value: Fact, currency: str = "") -> str:
    """Return one answer in words."""
    if value is None:
        return "not given"
    if isinstance(value, tuple):
        return ", ".join(question.option(v).title for v in value)
    if isinstance(value, int | float):
        unit = {"money": currency, "level": ""}.get(question.unit, question.unit)
        if value == 1 and unit == "months":
            unit = "month"
        return f"{'level ' if question.unit == 'level' else ''}{value:,.10g} {unit}".strip()
    return question.option(value).title


def given_words(question: NeedsQuestion, given: Given | None, currency: str = "") -> str:
    """Return what is known of an answer in words."""
    if given is None:
        return {"sample": "not known: anything is possible", "skip": "not given"}.get(question.absent, "missing")
    if question.kind is QuestionKind.SEVERAL:
        return fact_words(question, given.options, currency)
    if question.kind is QuestionKind.CHOICE:
        titles = [question.option(o).title for o in given.options]
        return titles[0] if len(titles) == 1 else "one of: " + "; ".join(titles)
    if given.settled:
        return fact_words(question, given.low, currency)
    return f"{fact_words(question, given.low, currency)} to {fact_words(question, given.high, currency)}"


def change_words(
    changes: Mapping[str, Fact],
    now: Mapping[str, Fact],
    said: Mapping[str, Given],
    data: NeedsData,
    currency: str,
) -> str:
    """Return changed answers: the question, the new answer, and what was said in its place, a range as a range."""
    parts = []
    for id, value in changes.items():
        question = data.question(id)
        before = now[id]
        if isinstance(value, tuple) and isinstance(before, tuple):
            more = [question.option(v).title for v in value if v not in before]
            less = [question.option(v).title for v in before if v not in value]
            parts.append(f'{question.ask} {"Also" if more else "No longer"} "{(more or less)[0]}"')
        else:
            parts.append(
                f'{question.ask} "{fact_words(question, value, currency)}" in place of '
                f'"{given_words(question, said[id], currency)}"'
            )
    return "; and ".join(parts)


def currency(profile: NeedsProfile, given: str) -> str:
    """Return what money is called: the user's word, or none."""
    return given or ("units of money" if any(profile.answers.get(p) for p in ("internal_day_cost", "budget")) else "")


def lowered(title: str) -> str:
    """Return a title for the middle of a sentence; names in capitals stay."""
    first = title.split(" ", maxsplit=1)[0].strip(",:")
    return title if first.isupper() and len(first) > 1 else title[:1].lower() + title[1:]
