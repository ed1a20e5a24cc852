"""Where the parts of a repository lie, and what its small files say."""

from pathlib import Path

import msgspec


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Where the parts of a repository lie, and what its small files say."""

    path: Path
    git_dir: Path
    common_dir: Path
    """Differs from `git_dir` in a linked work tree: refs, objects and configuration are shared there."""
    config: dict[str, str]
    """Last value of each `section.sub.key` in lower case (subsection as written)."""
    shallow: bytes
    elsewhere: bool
    """A `.git` file or a link led to a repository that does not name this folder in turn."""
    head_ref: str = ""
    """Full name of the ref HEAD stands on; empty when detached."""
    head: str = ""
    """Id that HEAD names, or empty (no commit yet, or a branch that does not exist)."""
    refs: dict[str, str] = {}
    """Ref name to object id: local branches, tags, and the branches of the remote `origin`."""
    fingerprint: bytes = b""
    """Digest of everything above: equal fingerprints mean an unchanged repository."""

    @property
    def objects(self) -> Path:
        """Folder of the object database."""
        return self.common_dir / "objects"

    @property
    def object_format(self) -> str:
        """`sha1` or `sha256`."""
        return self.config.get("extensions.objectformat", "sha1").lower()

    @property
    def partial(self) -> bool:
        """Whether objects may be absent on purpose (partial clone)."""
        if "extensions.partialclone" in self.config:
            return True
        return any(k.startswith("remote.") and k.endswith((".promisor", ".partialclonefilter")) for k in self.config)

    def branches(self) -> dict[str, str]:
        """Return branch name to tip: local ones, and those of `origin` that have no local namesake."""
        local = {name[11:]: tip for name, tip in self.refs.items() if name.startswith("refs/heads/")}
        remote = {
            name[20:]: tip
            for name, tip in self.refs.items()
            if name.startswith("refs/remotes/origin/") and name != "refs/remotes/origin/HEAD"
        }
        return remote | local
