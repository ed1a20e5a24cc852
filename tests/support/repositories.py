"""Makes small git repositories for tests: named people, fixed dates, every way a change can land.

Objects are written by hand (no git process, any bytes allowed, ids known at once), so a repository of fifty commits
takes milliseconds, and hostile or damaged ones are as easy to make as sound ones.

    repo = Repository(tmp_path / "demo")
    repo.commit("Add reader", by=ANN, files={"src/reader.py": "print()\n"})
    repo.merge_request(7, "Add writer", by=BOB, files={"src/writer.py": "x = 1\n"}, landed_by=ANN)
    repo.tag("v1.0", by=ANN)
    repo.path  # a git directory with a work tree beside it; `Repository(..., bare=True)` for a bare one
"""

import hashlib
import subprocess
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

Content = str | bytes
When = int | date | datetime


class Who(NamedTuple):
    """A name and an address, as they stand in a commit."""

    name: Content
    email: Content

    def __str__(self) -> str:
        return f"{_text(self.name)} <{_text(self.email)}>"


ANN = Who("Ann Able", "ann@example.org")
BOB = Who("Bob Baker", "bob@example.com")
CARA = Who("Cara Cole", "cara@example.net")
DAN = Who("Dan Dorn", "dan@example.org")
GITHUB = Who("GitHub", "noreply@github.com")
DEPENDABOT = Who("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")

START = int(datetime(2025, 1, 6, 12, tzinfo=UTC).timestamp())
"""Time of the first commit where none is given; later ones follow an hour apart."""
HOUR = 3600
SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n\niQEzBAABCAAdFiEEexample\n=abcd\n-----END PGP SIGNATURE-----"


class Link(str):
    """Content of a file that is a symbolic link."""

    __slots__ = ()


class Executable(str):
    """Content of a file with the executable bit."""

    __slots__ = ()


class Submodule(str):
    """A submodule, fixed at this commit id."""

    __slots__ = ()


File = Content | Link | Executable | Submodule
Files = Mapping[str | bytes, File | None]
"""Path to content; None deletes the path."""


def _text(value: Content) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _bytes(value: Content) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


def seconds(when: When) -> int:
    """Return seconds since the epoch; a bare date means noon UTC."""
    if isinstance(when, datetime):
        return int(when.timestamp())
    if isinstance(when, date):
        return int(datetime.combine(when, time(12), UTC).timestamp())
    return when


class Repository:
    """A repository in the making. Every method that makes a commit returns its full id."""

    def __init__(self, path: Path, *, bare: bool = False, branch: str = "main", sha256: bool = False) -> None:
        self.path = path
        self.git_dir = path if bare else path / ".git"
        self.main = branch
        self.clock = START
        self._hash = hashlib.sha256 if sha256 else hashlib.sha1
        self._trees: dict[str, dict[bytes, tuple[str, str]]] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self.branches: dict[str, str] = {}
        for folder in ("objects", "refs/heads", "refs/tags"):
            (self.git_dir / folder).mkdir(parents=True)
        version, extension = ("1", "[extensions]\n\tobjectFormat = sha256\n") if sha256 else ("0", "")
        self.config = f"[core]\n\trepositoryformatversion = {version}\n\tbare = {str(bare).lower()}\n{extension}"
        (self.git_dir / "config").write_text(self.config)
        (self.git_dir / "HEAD").write_text(f"ref: refs/heads/{branch}\n")

    # -- objects -------------------------------------------------------------------------------------------------

    def write_object(self, kind: str, body: bytes) -> str:
        """Write a loose object of any kind and return its id."""
        whole = f"{kind} {len(body)}\0".encode() + body
        name = self._hash(whole).hexdigest()
        file = self.object_path(name)
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(zlib.compress(whole, 1))
        return name

    def object_path(self, name: str) -> Path:
        """Return where a loose object lies, to damage or remove it."""
        return self.git_dir / "objects" / name[:2] / name[2:]

    def _write_tree(self, flat: Mapping[bytes, tuple[str, str]]) -> str:
        entries: list[tuple[bytes, str, str]] = []
        folders: dict[bytes, dict[bytes, tuple[str, str]]] = {}
        for path, (mode, name) in flat.items():
            head, slash, rest = path.partition(b"/")
            if slash:
                folders.setdefault(head, {})[rest] = (mode, name)
            else:
                entries.append((head, mode, name))
        entries += [(head, "40000", self._write_tree(inner)) for head, inner in folders.items()]
        entries.sort(key=lambda e: e[0] + (b"/" if e[1] == "40000" else b""))
        return self.write_object(
            "tree", b"".join(mode.encode() + b" " + head + b"\0" + bytes.fromhex(name) for head, mode, name in entries)
        )

    def _entry(self, content: File) -> tuple[str, str]:
        if isinstance(content, Submodule):
            return "160000", str(content)
        mode = {Link: "120000", Executable: "100755"}.get(type(content), "100644")
        return mode, self.write_object("blob", _bytes(content))

    # -- commits -------------------------------------------------------------------------------------------------

    def tick(self, when: When | None = None, step: int = HOUR) -> int:
        """Return the time for the next commit: the one given, or a step after the last."""
        self.clock = seconds(when) if when is not None else self.clock + step
        return self.clock

    def commit(
        self,
        message: Content,
        *,
        by: Who = ANN,
        committed_by: Who | None = None,
        files: Files | None = None,
        on: str | None = None,
        when: When | None = None,
        authored: When | None = None,
        parents: Sequence[str] | None = None,
        signature: str = "",
        trailers: Iterable[tuple[str, object]] = (),
        encoding: str = "",
    ) -> str:
        """Add a commit to a branch (`on`, else the main one): author `by`, committer the same unless given."""
        branch = on or self.main
        tip = self.branches.get(branch)
        parents = tuple(parents) if parents is not None else ((tip,) if tip else ())
        flat = dict(self._trees[parents[0]]) if parents and parents[0] in self._trees else {}
        self._apply(flat, files or {})
        moment = self.tick(when)
        text = _bytes(message).rstrip(b"\n")
        lines = "\n".join(f"{key}: {value}" for key, value in trailers)
        text += (b"\n\n" + lines.encode() if lines else b"") + b"\n"
        head = [b"tree " + self._write_tree(flat).encode(), *(b"parent " + p.encode() for p in parents)]
        head.append(_signed_line(b"author", by, seconds(authored) if authored is not None else moment))
        head.append(_signed_line(b"committer", committed_by or by, moment))
        head += [b"encoding " + encoding.encode()] if encoding else []
        head += [b"gpgsig " + signature.replace("\n", "\n ").encode()] if signature else []
        name = self.write_object("commit", b"\n".join(head) + b"\n\n" + text)
        self._trees[name], self._parents[name] = flat, parents
        self.set_branch(branch, name)
        return name

    def _apply(self, flat: dict[bytes, tuple[str, str]], files: Files) -> None:
        for path, content in files.items():
            if content is None:
                flat.pop(_bytes(path), None)
            else:
                flat[_bytes(path)] = self._entry(content)

    def set_branch(self, name: str, at: str) -> None:
        """Point a branch at a commit, whatever it pointed at before."""
        self.branches[name] = at
        self.set_ref(f"refs/heads/{name}", at)

    def set_ref(self, ref: str, at: str) -> None:
        """Write any ref."""
        file = self.git_dir / ref
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(at + "\n")

    def branch(self, name: str, at: str | None = None) -> str:
        """Start a branch at a commit (else at the tip of the main branch)."""
        self.set_branch(name, at or self.branches[self.main])
        return name

    def delete_branch(self, name: str) -> None:
        """Remove a branch; its commits stay."""
        del self.branches[name]
        (self.git_dir / f"refs/heads/{name}").unlink()

    def detach(self, at: str | None = None) -> None:
        """Let HEAD stand on a commit and on no branch."""
        (self.git_dir / "HEAD").write_text((at or self.branches[self.main]) + "\n")

    def merge(
        self,
        other: str,
        message: Content,
        *,
        by: Who = ANN,
        committed_by: Who | None = None,
        into: str | None = None,
        when: When | None = None,
        files: Files | None = None,
    ) -> str:
        """Make a merge commit of a branch or commit; a path of `other` wins where both sides have it."""
        ours, theirs = self.branches[into or self.main], self.branches.get(other, other)
        base = self._trees.get(self._base(ours, theirs), {})
        flat = dict(self._trees[ours])
        for path in {*base, *self._trees[theirs]}:
            theirs_entry = self._trees[theirs].get(path)
            if theirs_entry == base.get(path):
                continue
            if theirs_entry is None:
                flat.pop(path, None)
            else:
                flat[path] = theirs_entry
        self._apply(flat, files or {})
        self._trees[ours], kept = flat, self._trees[ours]
        try:
            return self.commit(
                message, by=by, committed_by=committed_by, on=into or self.main, when=when, parents=(ours, theirs)
            )
        finally:
            self._trees[ours] = kept

    def _ancestors(self, tip: str) -> list[str]:
        seen, queue = {tip}, [tip]
        for name in queue:
            fresh = [p for p in self._parents.get(name, ()) if p not in seen]
            seen.update(fresh)
            queue += fresh
        return queue

    def _base(self, one: str, two: str) -> str:
        ours = set(self._ancestors(one))
        return next((name for name in self._ancestors(two) if name in ours), "")

    # -- ways to land --------------------------------------------------------------------------------------------

    def merge_request(
        self,
        number: int,
        title: str,
        *,
        by: Who = BOB,
        landed_by: Who = ANN,
        files: Files | None = None,
        commits: Sequence[tuple[str, Files]] = (),
        login: str = "bob",
        web: bool = True,
        when: When | None = None,
    ) -> str:
        """Land a request by a merge commit, as GitHub writes it (`web`: the forge is the committer)."""
        topic = f"topic-{number}"
        self.branch(topic)
        start = self.tick(when) if when is not None else None
        for message, changed in commits or ((title, files or {f"topic-{number}.txt": title}),):
            self.commit(message, by=by, files=changed, on=topic)
        message = f"Merge pull request #{number} from {login}/{topic}\n\n{title}"
        merged = self.merge(topic, message, by=landed_by, committed_by=GITHUB if web else None)
        self.delete_branch(topic)
        assert start is None or self.clock >= start
        return merged

    def squash_request(
        self, number: int, title: str, *, by: Who = BOB, files: Files | None = None, when: When | None = None,
        body: str = "", committed_by: Who = GITHUB, trailers: Iterable[tuple[str, object]] = (),
    ) -> str:  # fmt: skip
        """Land a request as one commit with its number in the subject, as a forge does."""
        return self.commit(
            f"{title} (#{number})" + (f"\n\n{body}" if body else ""), by=by, committed_by=committed_by,
            files=files or {f"squash-{number}.txt": title}, when=when, trailers=trailers,
        )  # fmt: skip

    def rebased_request(
        self, number: int, titles: Sequence[str], *, by: Who = BOB, landed_by: Who = ANN,
        when: When | None = None, key: str = "Closes",
    ) -> tuple[str, ...]:  # fmt: skip
        """Land a request as commits of their own, each with a `Closes #n` line, put there by a maintainer."""
        self.tick(when) if when is not None else None
        return tuple(
            self.commit(
                f"{title}\n\n{key} #{number}",
                by=by,
                committed_by=landed_by,
                files={f"rebase-{number}-{place}.txt": title},
            )
            for place, title in enumerate(titles)
        )

    def mailed_patch(
        self, title: str, *, by: Who = BOB, applied_by: Who = ANN, reviewed_by: Sequence[Who] = (),
        files: Files | None = None, on: str | None = None, when: When | None = None, body: str = "",
    ) -> str:  # fmt: skip
        """Land a patch sent by mail: applied by a maintainer, with the sign-off chain."""
        trailers = [("Signed-off-by", by), *(("Reviewed-by", r) for r in reviewed_by), ("Signed-off-by", applied_by)]
        return self.commit(
            title + (f"\n\n{body}" if body else ""), by=by, committed_by=applied_by, on=on, when=when,
            files=files or {f"patch-{self._hash(title.encode()).hexdigest()[:6]}.txt": title}, trailers=trailers,
        )  # fmt: skip

    # -- tags and the work tree ----------------------------------------------------------------------------------

    def tag(
        self,
        name: str,
        at: str | None = None,
        *,
        by: Who | None = ANN,
        when: When | None = None,
        signature: str = "",
        message: str = "",
    ) -> str:
        """Tag a commit: annotated by `by`, or lightweight with `by=None`; returns what the ref holds."""
        target = at or self.branches[self.main]
        if by is not None:
            head = [b"object " + target.encode(), b"type commit", b"tag " + name.encode()]
            head.append(_signed_line(b"tagger", by, seconds(when) if when is not None else self.clock))
            body = (message or name) + "\n" + (signature + "\n" if signature else "")
            target = self.write_object("tag", b"\n".join(head) + b"\n\n" + body.encode())
        self.set_ref(f"refs/tags/{name}", target)
        return target

    def check_out(self) -> None:
        """Write the work tree of the main branch (needed only to look at files outside git)."""
        for path, (mode, name) in self._trees[self.branches[self.main]].items():
            if mode == "160000":
                continue
            body = zlib.decompress(self.object_path(name).read_bytes()).partition(b"\0")[2]
            file = self.path / path.decode("utf-8", "surrogateescape")
            file.parent.mkdir(parents=True, exist_ok=True)
            if mode == "120000":
                file.symlink_to(body.decode())
            else:
                file.write_bytes(body)

    def add_config(self, text: str) -> None:
        """Append to the repository's own configuration, hostile or not."""
        self.config += text
        (self.git_dir / "config").write_text(self.config)

    def git(self, *arguments: str) -> str:
        """Run plain git on it, to compare with, and return what it prints."""
        done = subprocess.run(
            ["git", "-C", str(self.path), *arguments], check=True, capture_output=True, env=_plain_environment()
        )
        return done.stdout.decode("utf-8", "surrogateescape")


def _plain_environment() -> dict[str, str]:
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "LC_ALL": "C"}  # fmt: skip


def _signed_line(key: bytes, who: Who, moment: int) -> bytes:
    return key + b" " + _bytes(who.name) + b" <" + _bytes(who.email) + b"> " + str(moment).encode() + b" +0000"
