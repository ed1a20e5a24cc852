"""Opens a repository: where its parts lie, and its refs.

All is read as plain files; only refs that are kept as reftables are read by git, from a copy (`reftable`).
"""

import hashlib
from pathlib import Path

import msgspec

from gradatim.collectors.git import reftable
from gradatim.collectors.git.configuration import parse_config
from gradatim.collectors.git.discovery import common_dir_of, git_dir_of, is_elsewhere
from gradatim.collectors.git.layout import Layout
from gradatim.collectors.git.ref_files import HASH, head_of, head_text, listed, read_ref_files
from gradatim.collectors.git.small_files import read_small
from gradatim.collectors.interface import SourceUnavailable

_FORMATS = ("sha1", "sha256")


def open_layout(path: Path) -> Layout:
    """Read where a repository's parts are.

    Raises:
        SourceUnavailable: the path does not exist or cannot be read, or the repository has no objects.
        NotARepository: the path is there but is no repository.
    """
    git_dir = git_dir_of(path)
    common_dir = common_dir_of(git_dir)
    if not (common_dir / "objects").is_dir():
        raise SourceUnavailable(f"{path}: the repository has no objects folder; clone it again")
    config_text = read_small(common_dir / "config") or b""
    config = parse_config(config_text.decode("utf-8", "replace"))
    if (form := config.get("extensions.objectformat", "sha1").lower()) not in _FORMATS:
        raise SourceUnavailable(
            f"{path}: the repository names its objects by {form[:40]!r}; only {' and '.join(_FORMATS)} are known. "
            "Mend extensions.objectFormat in its config, or clone it again"
        )
    layout = Layout(
        path=path,
        git_dir=git_dir,
        common_dir=common_dir,
        config=config,
        shallow=_edge(read_small(common_dir / "shallow") or b""),
        elsewhere=is_elsewhere(path, git_dir, common_dir, config),
    )
    head_ref, head, refs = _refs(layout)
    seen = repr((head_ref, head, sorted(refs.items()), layout.shallow, config_text, layout.elsewhere))
    fingerprint = hashlib.blake2b(seen.encode("utf-8", "surrogateescape"), digest_size=20).digest()
    return msgspec.structs.replace(layout, head_ref=head_ref, head=head, refs=refs, fingerprint=fingerprint)


def _edge(raw: bytes) -> bytes:
    """Return the commits at the edge of a shallow clone, one a line; what is no id is none."""
    return b"".join(name + b"\n" for name in raw.split() if HASH.match(name))


def _refs(layout: Layout) -> tuple[str, str, dict[str, str]]:
    """Return the name of the ref HEAD stands on, the id that HEAD names, and the refs."""
    storage = layout.config.get("extensions.refstorage", "files")
    if storage == "reftable":
        refs = listed(reftable.read_refs(layout))
        return (*head_of(reftable.read_head(layout), refs), refs)
    if storage != "files":
        raise SourceUnavailable(
            f"{layout.path} keeps its refs in a form that is not read; convert it: git refs migrate --ref-format=files"
        )
    refs = read_ref_files(layout.common_dir)
    return (*head_of(head_text(layout.git_dir), refs), refs)
