"""Reads tags: what they mark, when, by whom, and which of them are releases."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.names import display_path
from gradatim.collectors.git.objects import Object
from gradatim.collectors.git.tag_company import aliases, in_company
from gradatim.collectors.git.vocabulary import any_of, tag_rules
from gradatim.model.history import Tag, TagKind

_MAX_PEELS = 5
_TAGGER = re.compile(rb"^tagger (.*) <([^<>]*)> (\d{1,12}) [+-]\d{4}$", re.M)
_SIGNED = re.compile(rb"^-----BEGIN (?:PGP|SSH|SIGNED) (?:SIGNATURE|MESSAGE)-----|^gpgsig", re.M)
_NUMBER = r"(?P<version>\d+(?:[._-]\d+)*(?:\+[\w.+-]+|[-._+]?[A-Za-z][\w.+-]*)?)"
# A name that ends in a digit (`http2-v2.3.1`, `lang3-3.12`) is told from the version by what stands between them.
_AFTER_NAME = re.compile(rf"^(?P<prefix>(?:.*?[-_/@ ])??(?:[vV](?=\d)|(?=\d+\.\d))){_NUMBER}$")
_VERSION = re.compile(rf"^(?P<prefix>.*?){_NUMBER}$")


class RawTag(NamedTuple):
    """A tag before it is judged."""

    name: str
    commit: str
    tagger: tuple[bytes, bytes] | None
    time: int
    """0 for a lightweight tag."""
    signed: bool


def read_tags(layout: Layout, read: Callable[[Iterable[str]], Iterable[Object]]) -> list[RawTag]:
    """Return the tags that lead to a commit, through other tags if need be; those of trees and files are left out."""
    names = {name.removeprefix("refs/tags/"): tip for name, tip in layout.refs.items() if name.startswith("refs/tags/")}
    waiting = [(name, tip, RawTag(name, "", None, 0, False)) for name, tip in sorted(names.items())]
    found: list[RawTag] = []
    for _ in range(_MAX_PEELS):
        following = []
        objects = read(tip for _, tip, _ in waiting)
        for (name, tip, known), item in zip(waiting, objects, strict=True):
            if item.kind == "commit":
                found.append(known._replace(commit=tip))
            elif item.kind == "tag":
                target, tag = _parse(item.body, known)
                following.append((name, target, tag))
        waiting = following
    return found


def _parse(body: bytes, known: RawTag) -> tuple[str, RawTag]:
    head, _, _ = body.partition(b"\n\n")
    target = head[7:].partition(b"\n")[0].decode("ascii", "replace")
    match = _TAGGER.search(head)
    if known.time or not match:
        return target, known
    signed = bool(_SIGNED.search(body))
    return target, known._replace(tagger=(match[1], match[2]), time=int(match[3]), signed=signed)


def judge_tags(
    raw: list[RawTag],
    *,
    commit_times: Callable[[str], int],
    taggers: Callable[[tuple[bytes, bytes]], str],
    reachable: Callable[[str], bool],
    branch_of: Mapping[str, str],
    project: str,
    one_product: bool = False,
) -> tuple[Tag, ...]:
    """Return tags, newest first, with kind, version and duplicates; those of `one_product` all bear its name."""
    component = (lambda _prefix: "") if one_product else _components([tag.name for tag in raw], project)
    made = []
    for tag in raw:
        kind, version = classify(tag.name, component)
        made.append(
            Tag(
                name=display_path(tag.name.encode("utf-8", "surrogateescape")),
                commit=tag.commit,
                time=tag.time or commit_times(tag.commit),
                annotated=tag.tagger is not None,
                signed=tag.signed,
                reachable=reachable(tag.commit),
                kind=kind,
                version=version,
                tagger=taggers(tag.tagger) if tag.tagger else "",
                branch=branch_of.get(tag.commit, ""),
            )
        )
    made.sort(key=lambda t: (-t.time, t.name))
    return _with_duplicates(in_company(made))


def _with_duplicates(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    first: dict[tuple[str, str], str] = {}
    # The annotated one is the original, then the shorter name.
    for tag in sorted(tags, key=lambda t: (not t.annotated, len(t.name), t.name)):
        if tag.version:
            first.setdefault((tag.version, tag.commit), tag.name)
    longer = aliases(tags)
    return tuple(
        msgspec.structs.replace(tag, duplicate_of=original)
        if (original := longer.get(tag.name) or first.get((tag.version, tag.commit), tag.name)) != tag.name
        else tag
        for tag in tags
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = tag_rules()
    return re.compile(rules.prerelease, re.IGNORECASE), any_of(rules.deployment), any_of(rules.development)


def classify(name: str, component: Callable[[str], str]) -> tuple[TagKind, str]:
    """Return what a tag marks, and its normalised version (`1.2.3`, `package@1.2.3` in a repository of several)."""
    prerelease, deployment, development = _patterns()
    if deployment.search(name):
        return TagKind.DEPLOYMENT, ""
    match = _split(name)
    if not match:
        return (TagKind.DEVELOPMENT if development.search(name) else TagKind.OTHER), ""
    prefix = _bare(match["prefix"])
    owner = component(prefix)
    # `demo-1.2` is a release where the product is called demo, and `2.0-SNAPSHOT` is on the way to one.
    main = prefix in tag_rules().main_prefixes
    own = not owner and (prerelease.search(match["version"]) if main else development.search(f"{prefix}-"))
    if development.search(name) and not own:
        return TagKind.DEVELOPMENT, ""
    version = match["version"].replace("_", ".")
    early_prefix = prefix.rpartition("-")[2] in tag_rules().prerelease_prefixes
    if early_prefix:
        # `rc-8_18_0-1` is the first candidate of 8.18.0.
        version = re.sub(r"-(\d+)$", rf"-{prefix.rpartition('-')[2]}\1", version)
    version = re.sub(r"(?<=\d)-(?=\d)", ".", version)
    if version.endswith((".x", ".X")):
        return TagKind.DEVELOPMENT, ""  # names a line, not a point on it
    if len(re.findall(r"\d+", version)) == 1 and prefix not in tag_rules().main_prefixes:
        return TagKind.OTHER, ""
    early = prerelease.search(match["version"]) or early_prefix
    return (TagKind.PRERELEASE if early else TagKind.RELEASE), (f"{owner}@{version}" if owner else version)


def name_of(tag: str) -> str:
    """Return what a tag names beside the version (`curl` in `curl-8_1_0`), in lower case; empty where nothing."""
    match = _split(tag)
    return _bare(match["prefix"]) if match else ""


def _split(name: str) -> re.Match[str] | None:
    """Return a tag's name taken apart into what stands before the version and the version."""
    return _AFTER_NAME.match(name) or _VERSION.match(name)


def _bare(prefix: str) -> str:
    """Return a prefix without what joins it to the version: `pkg@`, `pkg/v`, `curl-`, `release/`."""
    stripped = re.sub(r"(?:^|(?<=[-_/.@ ]))[vV]$", "", prefix).strip("-_/.@ ").casefold()
    # `rel/tool-1.2`: a folder of releases is no part of the product's name.
    folder, _, name = stripped.partition("/")
    return name if name and folder in tag_rules().main_prefixes else stripped


def _components(names: list[str], project: str) -> Callable[[str], str]:
    """Return a function from bare prefix to the component it stands for; empty for the product itself."""
    matches = filter(None, map(_split, names))
    counts = Counter(_bare(match["prefix"]) for match in matches)
    plain = {*tag_rules().main_prefixes, *tag_rules().prerelease_prefixes, project.casefold()}
    named = {prefix: n for prefix, n in counts.items() if prefix not in plain}
    # One prefix that most tags carry is the product's own name (curl-8_1_0), not a component's.
    most = max(named, key=lambda prefix: (named[prefix], prefix), default="")
    if most and 2 * named[most] > sum(counts.values()):
        plain.add(most)
    return lambda prefix: "" if prefix in plain else prefix
