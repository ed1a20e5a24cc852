"""Writes the generated pages anew; `--check` says which ones are stale instead, and exits 1."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from gradatim.cli.group import VERBS, group
from gradatim.services.pages import comparison, decision, documents, frameworks, probes, readings, results

ROOT = Path(__file__).parent.parent


def cli_pages() -> dict[str, str]:
    """Return the command line reference, made from the commands' own help."""
    parts = ["# Command line\n", "Generated from the commands' own help. Exit codes: [exit-codes.md](exit-codes.md).\n"]
    top = click.Context(group, info_name="gradatim", max_content_width=100, terminal_width=100)
    parts.append(f"```text\n{group.get_help(top)}\n```\n")
    for verb in VERBS:
        command = group.get_command(top, verb)
        if command is not None:
            own = click.Context(command, info_name=verb, parent=top, max_content_width=100, terminal_width=100)
            parts.append(f"## gradatim {verb}\n\n```text\n{command.get_help(own)}\n```\n")
    return {"cli.md": "\n".join(parts)}


GENERATORS: tuple[Callable[[], dict[str, str]], ...] = (
    frameworks.pages,
    decision.pages,
    probes.pages,
    readings.pages,
    documents.pages,
    cli_pages,
    results.pages,
    comparison.pages,
)
"""Each returns path below `docs/` to content. A folder that a generator fills holds nothing written by hand."""
GENERATED_FOLDERS = ("frameworks", "probes")


def main(arguments: list[str]) -> int:
    """Write or check; return the exit code."""
    wanted = {path: content for generate in GENERATORS for path, content in generate().items()}
    docs = ROOT / "docs"
    stale = [path for path, content in wanted.items() if _read(docs / path) != content]
    there = {
        str(p.relative_to(docs)) for folder in GENERATED_FOLDERS for p in (docs / folder).rglob("*") if p.is_file()
    }
    orphans = sorted(there - wanted.keys())
    if "--check" in arguments:
        for path in stale + orphans:
            print(f"docs/{path} is stale", file=sys.stderr)
        if stale or orphans:
            print("Write them anew: make docs", file=sys.stderr)
        return 1 if stale or orphans else 0
    for path in stale:
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(wanted[path], encoding="utf-8")
    for path in orphans:
        (docs / path).unlink()
    print(f"{len(stale)} of {len(wanted)} pages written, {len(orphans)} removed")
    return 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
