"""One person's data is handed out on request, and ends on request."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from hub.platform import state
from tests.hub.cli.conftest import Call


@pytest.fixture
def quinn(call: Call, state_folder: Path) -> Path:
    """A person of the demo cohort with a home folder and something in a course folder."""
    assert call("db", "upgrade").code == 0
    call("db", "seed", "--demo")
    call("user", "add", "quinn", "quinn@x.example", "--full-name", "Quinn <Zed>")
    call("cohort", "enroll", "demo", "quinn")
    home = state_folder / "homes" / "quinn"
    (home / "courses").mkdir(parents=True, exist_ok=True)
    (home / "courses" / "m01.ipynb").write_text("{}")
    (home / ".secret.py").write_text("hidden")
    outside = state_folder / "outside.py"
    outside.write_text("not hers")
    (home / "link.py").unlink(missing_ok=True)
    (home / "link.py").symlink_to(outside)
    submitted = state_folder / "courses" / "demo" / "submitted"
    for name in ("quinn", "other"):
        (submitted / name).mkdir(parents=True, exist_ok=True)
    return home


def test_an_archive_can_be_read_without_us(call: Call, quinn: Path, tmp_path: Path) -> None:
    file = tmp_path / "quinn.zip"
    row = call("user", "export", "quinn", "--out", str(file), "--json").rows[0]
    assert (row["files"], row["tables"] > 1) == (1, True)
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        page = archive.read("index.html").decode()
        account = json.loads(archive.read("data/users.json"))
    assert account[0]["email"] == "quinn@x.example"
    assert "password_hash" not in account[0]
    assert "Quinn &lt;Zed&gt;" in page
    assert all(name in page for name in names if name.startswith("data/"))
    assert [name for name in names if name.startswith("home/")] == ["home/courses/m01.ipynb"]
    assert call("user", "export", "quinn", "--out", str(file)).code == 1


def test_an_erased_person_is_gone_and_her_home_is_named(call: Call, quinn: Path, state_folder: Path) -> None:
    row = call("user", "erase", "quinn", "--yes", "--json").rows[0]
    assert row["home"] == str(quinn)
    assert not (state_folder / "courses" / "demo" / "submitted" / "quinn").exists()
    assert (state_folder / "courses" / "demo" / "submitted" / "other").exists()
    assert call("user", "erase", "quinn", "--yes").code == 1
    wrong = [row["what"] for row in call("db", "check", "--json").rows if not row["ok"]]
    assert wrong == ["gradebook demo"]  # no platform ever released anything here


def test_nobody_is_erased_unasked_or_while_the_platform_runs(
    call: Call, quinn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert call("user", "erase", "quinn").code == 130
    monkeypatch.setattr(state, "is_claimed", lambda _state: True)
    refused = call("user", "erase", "quinn", "--yes")
    assert (refused.code, "Stop it with Ctrl-C" in refused.err) == (1, True)
    assert call("user", "export", "nobody").code == 1
