"""Facts about documents: what is there, what kind it is, whether it lives."""

import msgspec

from gradatim.model.history import PathHistory

FOR_USERS = frozenset(
    {"user-documentation", "api-documentation", "installation", "release-notes", "changelog", "glossary"}
)
"""Kinds that are content of the product by nature: `Document.product_content` does not speak against them."""


class Heading(msgspec.Struct, frozen=True, array_like=True):
    """A heading and where it stands."""

    level: int
    text: str
    line: int


class DocumentKind(msgspec.Struct, frozen=True, array_like=True):
    """One classification of a document, with what led to it."""

    kind: str
    """Id from `collectors/document_kinds.yaml`."""
    confidence: str
    """`strong`: path and content agree, or content alone is plain; `weak`: one of them only."""
    because: str
    line: int = 0
    """Line of the heading that led to it, where the kind is a section of a larger document."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document at HEAD or in the folder."""

    path: str
    format: str
    """`markdown`, `rst`, `asciidoc`, `text`, `html`, `docx`, `pdf`, `yaml` (templates)."""
    title: str
    kinds: tuple[DocumentKind, ...]
    headings: tuple[Heading, ...] = ()
    words: int = 0
    placeholder: str = ""
    """Why it carries no content of its own (empty, `TODO` only, template text, link elsewhere); empty where it does."""
    product_content: str = ""
    """Why it is about the product's subject and not about this project's process; empty where it is not."""
    vendored: bool = False
    """Belongs to third-party code, a fixture or a template for others."""
    twin_of: str = ""
    """Path of the living copy where this is a stale or identical twin."""
    links: tuple[str, ...] = ()
    """Paths inside the repository that it names and that exist."""
    dead_links: tuple[str, ...] = ()
    """Paths inside the repository that it names and that do not exist."""
    referred_by: tuple[str, ...] = ()
    """Documents and pipelines that name it."""
    dates: tuple[str, ...] = ()
    """ISO dates that stand in it (entries of a log, minutes, reviews), newest first, at most 200."""
    ids: tuple[str, ...] = ()
    """Ids that stand in it, of requirements (`REQ-7`) and of work items (`#12`, `ABC-7`), in order, at most 500."""
    features: tuple[str, ...] = ()
    """Marks found in the text that probes ask for: `table`, `checklist`, `owner`, `due-date`, `severity`, `measure`,
    `acceptance-criteria`, `status`, `version`, `approval`, `root-cause`, `action-items`, `requirement-ids`, ..."""
    covers: tuple[int, int] = (0, 0)
    """For a forge's ownership file: files of the tree that it gives an owner, and files of the tree."""
    history: PathHistory | None = None

    def is_a(self, kind: str) -> bool:
        """Tell whether it was classified so, and carries content of the project's own, for contributors or users."""
        foreign = bool(self.product_content) and kind not in FOR_USERS
        usable = not (self.placeholder or foreign or self.vendored or self.twin_of)
        return usable and any(k.kind == kind for k in self.kinds)


class DocumentFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All documents found, in order of path."""

    documents: tuple[Document, ...] = ()
    scanned: int = 0
    """Candidate files looked at."""
    skipped: tuple[tuple[str, str], ...] = ()
    """Path and reason (too large, damaged, encrypted, unreadable)."""
