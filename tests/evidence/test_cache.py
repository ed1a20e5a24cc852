"""The cache costs time when it is lost, nothing else."""

from pathlib import Path

from gradatim.evidence import cache
from gradatim.model.documents import DocumentFacts


def test_a_kept_value_comes_back(tmp_path: Path) -> None:
    cache.put(tmp_path, "a", DocumentFacts(scanned=7))
    assert cache.get(tmp_path, "a", DocumentFacts) == DocumentFacts(scanned=7)


def test_a_damaged_entry_is_as_good_as_none(tmp_path: Path) -> None:
    cache.put(tmp_path, "a", DocumentFacts(scanned=7))
    (tmp_path / "a").write_bytes(b"\xc1broken")
    assert cache.get(tmp_path, "a", DocumentFacts) is None


def test_a_folder_that_cannot_be_written_costs_only_the_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache.put(tmp_path / "file" / "below", "a", DocumentFacts())
    assert cache.get(tmp_path / "file" / "below", "a", DocumentFacts) is None


def test_the_oldest_entries_are_forgotten(tmp_path: Path) -> None:
    for number in range(cache.KEPT + 5):
        cache.put(tmp_path, f"e{number}", DocumentFacts())
    assert len(list(tmp_path.iterdir())) == cache.KEPT


def test_keys_tell_parts_apart() -> None:
    assert cache.key("ab", "c") != cache.key("a", "bc")
    assert cache.key("ab", "c") == cache.key(b"ab", "c")
