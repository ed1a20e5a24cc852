"""What several kinds of explanation have in common."""

from gradatim.frameworks import learning, loader
from gradatim.model.framework import Framework
from gradatim.services.explain.interface import Entry, Section
from gradatim.services.explain.rules import rules_for

FAILURES = "Common failures (our judgement; a person confirms them)"


def parts(entry: Entry) -> tuple[Framework, str]:
    """Return the framework that an id is of, and the id within it."""
    framework, _, local = entry.id.partition(":")
    return loader.load(framework), local


def sections(*pairs: tuple[str, tuple[str, ...]]) -> tuple[Section, ...]:
    """Return the sections that say something."""
    kept = ((heading, tuple(p for p in paragraphs if p.strip())) for heading, paragraphs in pairs)
    return tuple(Section(heading, paragraphs) for heading, paragraphs in kept if paragraphs)


def reason(framework: Framework, local: str) -> str:
    """Return why something is asked: by its clause of the second order, common feature, generic practice or area."""
    known = learning.reasons().get(framework.id, {})
    tail = local.rpartition(".")[2]
    area = local.partition(".")[0]
    keys = [".".join(local.partition("-")[0].split(".")[:2]), tail[:2], local.partition(".")[2], area]
    return next((known[key] for key in keys if key in known), "")


def purpose(framework: Framework, group: str) -> str:
    """Return what an area is there for; empty for a clause."""
    area = next((a for a in framework.areas if a.id == group), None)
    return f"{area.title} is there to: {area.purpose[:1].lower()}{area.purpose[1:]}" if area else ""


def rule_id(framework: Framework, name: str) -> str:
    """Return the id of a rule of the framework's method."""
    return next(id for id in rules_for(framework) if id.endswith(f":{name}"))
