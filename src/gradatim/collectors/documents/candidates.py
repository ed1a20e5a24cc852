"""Chooses which files of a tree are read as documents, the telling ones first, and says which were left."""

import re

import msgspec

from gradatim.collectors.documents.file_rules import file_rules, pattern
from gradatim.collectors.documents.languages import wordings
from gradatim.collectors.documents.names import PathName, take_apart
from gradatim.collectors.documents.vocabulary import Vocabulary
from gradatim.collectors.ignoring import ignored
from gradatim.model.history import TreeFile

FORMATS = {
    "md": "markdown", "markdown": "markdown", "mdx": "markdown", "mkd": "markdown", "mdown": "markdown",
    "qmd": "markdown", "pandoc": "markdown",
    "rst": "rst", "rest": "rst",
    "adoc": "asciidoc", "asciidoc": "asciidoc",
    "txt": "text", "text": "text", "org": "text", "csv": "text", "doap": "text",
    "tex": "latex",
    "sdoc": "text",
    "man": "man",
    "html": "html", "htm": "html",
    "docx": "docx", "pdf": "pdf",
    "yml": "yaml", "yaml": "yaml",
}  # fmt: skip
MAX_DOCUMENTS = 6_000
MAX_HTML = 200
MAX_PDF = 20
MAX_DOCX = 200
_LIMITS = {"html": MAX_HTML, "pdf": MAX_PDF, "docx": MAX_DOCX}

_REGISTER = ".doorstop.yml"
"""Doorstop's settings of the folder whose files are requirements (its documentation, "Document")."""

_SECTION = re.compile(r"\.\d(\.in)?$")

UNREAD = "formats that are not read"
"""What stands in the reason under which such files are skipped."""
_TELLING = frozenset({"index"})
_PAGE = re.compile(r"(?:\.html)?(\.(?:md|markdown))\.erb$", re.IGNORECASE)
"""A page of a site generator: Markdown with a little Ruby in it."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be read."""

    name: PathName
    format: str
    size: int
    kinds: tuple[str, ...]
    """Kinds whose file names fit."""
    item: bool = False
    """One entry of a register that keeps each in a file of its own: short, and whole."""


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What is read, in order of path, and what is not, with the reason."""

    candidates: tuple[Candidate, ...]
    skipped: tuple[tuple[str, str], ...]


def choose(files: tuple[TreeFile, ...], vocabulary: Vocabulary, ignore: tuple[str, ...]) -> Chosen:
    """Return the files to be read. `ignore` holds folders and patterns of paths (`third_party/`, `docs/api/*`)."""
    files = tuple(file for file in files if not ignored(file.path, ignore))
    skipped: list[tuple[str, str]] = []
    found = []
    registers = {file.path.rpartition("/")[0] for file in files if file.path.rpartition("/")[2] == _REGISTER}
    for file in files:
        listed = bool(registers) and file.path.rpartition("/")[0] in registers
        candidate = _item(file, vocabulary) if listed else _candidate(file, vocabulary)
        if candidate and file.mode in ("120000", "160000"):
            skipped.append((file.path, "a link; what it leads to is read where it lies"))
        elif candidate:
            found.append(candidate)
    kept, left = _bounded(found)
    skipped += left + _unread(files, vocabulary)
    return Chosen(candidates=tuple(sorted(kept, key=lambda c: c.name.path)), skipped=tuple(sorted(skipped)))


def _unread(files: tuple[TreeFile, ...], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Say once that documents in other formats are there: what they hold must not pass for absent."""
    zones = vocabulary.signs.zones
    foreign = zones.vendored | zones.product
    unread = file_rules().unread
    names = (take_apart(f.path) for f in files if f.path.rpartition(".")[2].lower() in unread)
    paths = [name.path for name in names if not foreign.intersection(name.folders)]
    if not paths:
        return []
    reason = f"one of {len(paths)} files in {UNREAD} (slides, spreadsheets and others); DOCX, PDF and LaTeX are read"
    return [(paths[0], reason)]


def _item(file: TreeFile, vocabulary: Vocabulary) -> Candidate | None:
    """Return an entry of a register of requirements, as Doorstop keeps them: YAML, or Markdown with YAML before it."""
    name = take_apart(file.path)
    if name.path.endswith(_REGISTER) or name.extension not in ("yml", "yaml", "md"):
        return None
    format_ = "markdown" if name.extension == "md" else "yaml"
    return Candidate(name=name, format=format_, size=file.size, kinds=("requirements",), item=True)


def _candidate(file: TreeFile, vocabulary: Vocabulary) -> Candidate | None:
    base = file.path.rpartition("/")[2]
    dot = base.rfind(".")
    extension = base[dot + 1 :].lower() if dot > 0 else ""
    if (extension == "erb" and _PAGE.search(base)) or pattern("manual_pages").search(file.path):
        return _rendered(file, vocabulary)
    if extension and extension not in FORMATS and not base[dot + 1 :].isdigit():
        return None
    if pattern("not_documents").search(file.path):
        return None
    name = take_apart(file.path)
    if extension in ("yml", "yaml"):
        return _make(file, name, "yaml", vocabulary) if pattern("forms").search(file.path) else None
    if name.extension not in FORMATS:
        is_script = file.mode == "100755"
        bare = file_rules().bare
        known = any(s in bare for s in name.stems) and (name.upper or name.stems[0] in ("codeowners", "owners"))
        return _make(file, name, "text", vocabulary) if known and not is_script else None
    candidate = _make(file, name, FORMATS[name.extension], vocabulary)
    return candidate if _is_for_people(candidate, vocabulary) else None


def _rendered(file: TreeFile, vocabulary: Vocabulary) -> Candidate:
    """Return a page whose ending hides what it is: for a site generator, or a manual page by its section."""
    is_page = file.path.endswith(".erb")
    plain = _PAGE.sub(r"\1", file.path) if is_page else _SECTION.sub(".man", file.path)
    name = msgspec.structs.replace(take_apart(plain), path=file.path)
    return _make(file, name, "markdown" if is_page else "man", vocabulary)


def _make(file: TreeFile, name: PathName, format_: str, vocabulary: Vocabulary) -> Candidate:
    return Candidate(name=name, format=format_, size=file.size, kinds=kinds_by_name(name, vocabulary))


def kinds_by_name(name: PathName, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the kinds whose file names fit."""
    return tuple(
        kind.rule.id
        for kind in vocabulary.kinds.values()
        if kind.name is not None and any(kind.name.fullmatch(stem) for stem in name.stems)
    )


def in_english(candidate: Candidate, code: str, vocabulary: Vocabulary) -> Candidate:
    """Return the candidate with its name and folders as English has them, beside their own in the language `code`."""
    if not code:
        return candidate
    name = candidate.name
    stems = dict.fromkeys(name.stems)
    stems |= dict.fromkeys(w.replace(" ", "-") for s in name.stems for w in wordings(s.replace("-", " "), code))
    folders = tuple(_known_folder(folder, code, vocabulary) for folder in name.folders)
    named = msgspec.structs.replace(name, stems=tuple(stems), folders=folders)
    kinds = dict.fromkeys((*candidate.kinds, *kinds_by_name(named, vocabulary)))
    return msgspec.structs.replace(candidate, name=named, kinds=tuple(kinds))


def _known_folder(folder: str, code: str, vocabulary: Vocabulary) -> str:
    if folder in vocabulary.folders:
        return folder
    ways = (w.replace(" ", "-") for w in wordings(folder.replace("-", " "), code))
    return next((way for way in ways if way in vocabulary.folders), folder)


def _is_for_people(candidate: Candidate, vocabulary: Vocabulary) -> bool:
    """Tell documents from data: text and HTML and tables lie in a documentation folder, or have a telling name."""
    if candidate.format in ("markdown", "rst", "asciidoc", "docx") or candidate.name.extension in ("doap", "sdoc"):
        return True
    zones = vocabulary.signs.zones
    folders = candidate.name.folders
    telling = bool(candidate.kinds) and not _TELLING.issuperset(candidate.name.stems)
    process = [k for k in candidate.kinds if vocabulary.kinds[k].rule.audience == "contributors"]
    if candidate.name.extension == "csv":
        return bool(process)
    if candidate.format == "latex":
        return not folders or folders[0] not in zones.product or bool(process)
    if candidate.format == "html" and ("templates" in folders or "api" in folders or "javadoc" in folders):
        return False
    documented = any(f in zones.documentation or f in zones.process for f in folders)
    in_product = bool(folders) and folders[0] in zones.product
    return (
        (documented and not in_product) or (telling and (not in_product or bool(process))) or candidate.format == "pdf"
    )


def _bounded(found: list[Candidate]) -> tuple[list[Candidate], list[tuple[str, str]]]:
    """Keep the most telling documents where there are more than the bounds allow."""
    counts: dict[str, int] = {}
    kept: list[Candidate] = []
    left: dict[tuple[str, str], int] = {}
    for candidate in sorted(found, key=_rank):
        counts[candidate.format] = counts.get(candidate.format, 0) + 1
        limit = _LIMITS.get(candidate.format, MAX_DOCUMENTS)
        if len(kept) < MAX_DOCUMENTS and counts[candidate.format] <= limit:
            kept.append(candidate)
        else:
            key = (candidate.name.path.rpartition("/")[0] + "/", candidate.format)
            left[key] = left.get(key, 0) + 1
    return kept, [
        (f, f"{n} {form} files not read: more than {_LIMITS.get(form, MAX_DOCUMENTS)}") for (f, form), n in left.items()
    ]


def _rank(candidate: Candidate) -> tuple[bool, int, str]:
    return not candidate.kinds, len(candidate.name.folders), candidate.name.path
