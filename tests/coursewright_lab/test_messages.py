"""Nothing that a person should read is cut off."""

import re
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "extensions" / "src"
NOTIFIES = re.compile(r"\bNotification\s*\.\s*(?:emit|info|success|warning|error|promise|update)\b")


def test_notifications_are_sent_in_one_place_which_cuts_nothing_off() -> None:
    """JupyterLab cuts a notification at 140 characters; `tell` shows all of a longer one."""
    senders = [path for path in SOURCES.rglob("*.ts*") if NOTIFIES.search(path.read_text("utf-8"))]
    assert [path.relative_to(SOURCES).as_posix() for path in senders] == ["ui/tell.ts"]
