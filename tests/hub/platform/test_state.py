"""One platform at a time runs on a state folder, and the next one is told where."""

from dataclasses import replace
from pathlib import Path

import pytest

from hub.platform import state
from hub.platform.state import AlreadyRunning, StateError
from hub.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(state=tmp_path / "state", port=8765)
    state.make(made.state)
    return made


def test_others_pass_through_the_folder_but_see_neither_lists_nor_logs(settings: Settings) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in settings.state.iterdir()}
    assert settings.state.stat().st_mode & 0o777 == 0o711
    assert modes == {"homes": 0o711, "courses": 0o711, "hub": 0o700, "logs": 0o700, "build": 0o700}


def test_making_it_again_changes_nothing_but_mends_modes(settings: Settings) -> None:
    (settings.state / "homes" / "ada").mkdir()
    (settings.state / "logs").chmod(0o755)
    state.make(settings.state)
    assert (settings.state / "homes" / "ada").exists()
    assert (settings.state / "logs").stat().st_mode & 0o777 == 0o700


def test_a_second_platform_is_told_where_the_first_one_is(settings: Settings) -> None:
    with state.claimed(settings):
        assert state.is_claimed(settings.state)
        with (
            pytest.raises(AlreadyRunning, match=r"runs at http://127\.0\.0\.1:8765 .*make up PORT="),
            state.claimed(replace(settings, port=8766)),
        ):
            pass
    assert not state.is_claimed(settings.state)
    with state.claimed(replace(settings, port=8766)):
        pass


def test_two_platforms_run_on_two_folders(settings: Settings, tmp_path: Path) -> None:
    other = replace(settings, state=tmp_path / "other")
    state.make(other.state)
    with state.claimed(settings), state.claimed(other):
        assert state.is_claimed(other.state)


def test_a_folder_that_cannot_be_made_is_named_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StateError, match="make up STATE="):
        state.make(tmp_path / "file" / "state")
