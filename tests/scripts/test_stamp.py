"""Stamps change with what a result follows from, and with nothing else."""

from pathlib import Path

from scripts import stamp


def test_a_stamp_follows_contents_names_and_order(tmp_path: Path) -> None:
    folder = tmp_path / "src"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.ts").write_text("1")
    before = stamp.digest([folder])
    assert stamp.digest([folder]) == before
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_text("compiled")
    assert stamp.digest([folder]) == before
    (folder / "a.ts").write_text("2")
    changed = stamp.digest([folder])
    (folder / "a.ts").rename(folder / "inner" / "a.ts")
    assert len({before, changed, stamp.digest([folder])}) == 3


def test_a_stamp_is_current_only_for_what_it_says(tmp_path: Path) -> None:
    mark = tmp_path / "deep" / "mark"
    assert not stamp.is_current(mark, "x")
    stamp.write(mark, "x")
    assert stamp.is_current(mark, "x")
    assert not stamp.is_current(mark, "y")


def test_a_missing_source_is_a_source_without_files(tmp_path: Path) -> None:
    assert stamp.digest([tmp_path / "none"]) == stamp.digest([])
