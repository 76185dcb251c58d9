"""A platform moves to another state folder by way of one file."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.hub.cli.conftest import Call


@pytest.fixture
def backup(call: Call, tmp_path: Path) -> Path:
    assert call("db", "upgrade").code == 0
    call("user", "add", "gina", "gina@x.example")
    assert call("db", "backup", str(tmp_path / "school.backup")).code == 0
    return tmp_path / "school.backup"


def test_what_was_saved_comes_up_in_another_state_folder(
    call: Call, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="coursewright-cli-"))
    folder.chmod(0o711)
    monkeypatch.setenv("COURSEWRIGHT_STATE", str(folder / "state"))
    try:
        restored = call("db", "restore", str(backup), "--json")
        assert restored.code == 0, restored.err
        assert restored.rows[0]["rows"] > 0
        check = call("db", "check", "--json")
        assert (check.code, [row["what"] for row in check.rows if not row["ok"]]) == (0, [])
        assert call("user", "add", "gina", "gina@x.example").code == 1
    finally:
        shutil.rmtree(folder)


def test_a_second_backup_and_a_restore_over_something_are_refused(call: Call, backup: Path) -> None:
    again = call("db", "backup", str(backup))
    assert (again.code, "exists already" in again.err) == (1, True)
    over = call("db", "restore", str(backup))
    assert (over.code, "is left as it is" in over.err) == (1, True)


def test_a_file_that_is_no_backup_is_refused(call: Call, tmp_path: Path) -> None:
    assert "There is no file" in call("db", "restore", str(tmp_path / "nothing")).err
    (tmp_path / "text").write_text("hello")
    assert "is no backup" in call("db", "restore", str(tmp_path / "text")).err
