"""Where the items of a crosswalk stand in a result."""

from collections import defaultdict

import msgspec

from gradatim.model.comparison import Counts, CrosswalkView, ItemView
from gradatim.model.names import framework_name
from gradatim.model.result import CriterionResult, Result
from gradatim.model.words import joined
from gradatim.reports.select import leading_unit
from gradatim.services.compare.counts import counted
from gradatim.services.compare.interface import CompareError


def with_standing(view: CrosswalkView, result: Result) -> CrosswalkView:
    """Return a crosswalk with where each item stands in a result, of all units together.

    Raises:
        CompareError: the result judges neither of the two frameworks.
    """
    judged = [f.id for f in result.frameworks]
    if not {view.framework, view.other} & set(judged):
        raise CompareError(
            f"The result judges {joined([framework_name(id) for id in judged]) or 'nothing'}, not "
            f"{framework_name(view.framework)} or {framework_name(view.other)}. Run it again with --framework."
        )
    counts = _counts(result)
    return msgspec.structs.replace(
        view,
        result=f"{result.title}, {result.date}",
        items=tuple(_item(item, counts) for item in view.items),
    )


def _item(item: ItemView, counts: dict[str, Counts]) -> ItemView:
    links, finer = (
        tuple(msgspec.structs.replace(link, here=counts.get(link.id)) for link in found)
        for found in (item.links, item.finer)
    )
    return msgspec.structs.replace(item, here=counts.get(item.id), links=links, finer=finer)


def _counts(result: Result) -> dict[str, Counts]:
    """Return the counts of each criterion and of every area or clause above it, by full id."""
    unit = leading_unit(result)
    found: dict[str, list[CriterionResult]] = defaultdict(list)
    for c in result.criteria:
        if c.unit != unit:
            continue
        framework = c.id.partition(":")[0]
        parts = c.group.split(".")
        above = {f"{framework}:{'.'.join(parts[:n])}" for n in range(1, len(parts) + 1)}
        for id in {c.id, *above}:
            found[id].append(c)
    return {id: counted(criteria) for id, criteria in found.items()}
