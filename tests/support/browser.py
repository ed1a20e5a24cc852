"""A real browser for tests: Chromium as installed, driven over a pipe, with the axe accessibility checker."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

REQUIRE = "GRADATIM_REQUIRE_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """Return the installed browser; skip the test where there is none, or fail where one is required."""
    found = next((path for name in NAMES if (path := shutil.which(name))), "")
    if not found and os.environ.get(REQUIRE) == "1":
        pytest.fail(f"no Chromium is installed, and {REQUIRE}=1 asks for one")
    if not found:
        pytest.skip("no Chromium is installed")
    return found


@contextmanager
def launched() -> Iterator[Any]:
    """Run a browser."""
    path = executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def axe_findings(page: Any) -> list[str]:
    """Return what axe-core finds wrong on a page, best practices included; one line a finding."""
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(script)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert found["passes"]
    return [f"{v['id']}: {v['help']}: {node['html'][:200]}" for v in found["violations"] for node in v["nodes"]]
