"""What is typed becomes notebooks, each once; folders and patterns are spelled out, mistakes kept."""

from pathlib import Path

import pytest

from hub.cli.grading.paths import notebooks


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a.ipynb", "b.ipynb", "deep/c.ipynb", "deep/.ipynb_checkpoints/c.ipynb", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    (tmp_path / "fake.ipynb").mkdir()
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_stands_for_its_notebooks(folder: Path) -> None:
    assert notebooks(["."]) == (["a.ipynb", "b.ipynb", "deep/c.ipynb"], [])


def test_a_pattern_that_the_shell_left_alone_is_matched(folder: Path) -> None:
    assert notebooks(["[ab].ipynb", "**/c.ipynb"])[0] == ["a.ipynb", "b.ipynb", "deep/c.ipynb"]


def test_a_notebook_named_twice_is_meant_once(folder: Path) -> None:
    (folder / "link.ipynb").symlink_to("a.ipynb")
    paths, sentences = notebooks(["a.ipynb", "./a.ipynb", "link.ipynb"])
    assert paths == ["a.ipynb"]
    assert len(sentences) == 2


def test_a_name_that_leads_nowhere_stays(folder: Path) -> None:
    assert notebooks(["missing.ipynb", "a.ipynb"])[0] == ["missing.ipynb", "a.ipynb"]


def test_a_folder_without_notebooks_is_told(folder: Path) -> None:
    assert notebooks(["empty"]) == ([], ["There is no notebook in empty."])


def test_a_link_that_leads_to_itself_stops_nothing(folder: Path) -> None:
    (folder / "loop.ipynb").symlink_to("loop.ipynb")
    assert notebooks(["loop.ipynb", "a.ipynb"]) == (["loop.ipynb", "a.ipynb"], [])
