"""How far somebody got in the demo, kept in one small file of her own."""

import json
import logging
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from coursewright_lab.errors import FileUnwritable

Json = dict[str, Any]
_log = logging.getLogger(__name__)


class Progress:
    """Reads the file at every question and replaces it at every change, so that two servers may share it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def status(self, key: str) -> str:
        """How far an item is."""
        return str(self._read()["items"].get(key, "not-started"))

    def set_status(self, key: str, status: str) -> None:
        """Note how far an item is."""
        kept = self._read()
        if kept["items"].get(key) != status:
            kept["items"][key] = status
            self._write(kept)

    def sittings(self) -> list[Json]:
        """All tries at the quiz, the oldest first."""
        sittings: list[Json] = self._read()["sittings"]
        return sittings

    def put_sitting(self, sitting: Json) -> None:
        """Keep a try at the quiz in place of what was kept of it."""
        kept = self._read()
        others = [each for each in kept["sittings"] if each["id"] != sitting["id"]]
        kept["sittings"] = sorted([*others, sitting], key=lambda each: int(each["number"]))
        self._write(kept)

    def minutes(self) -> dict[str, dict[str, int]]:
        """The minutes at work, by day and by item."""
        spent: dict[str, dict[str, int]] = self._read()["minutes"]
        return spent

    def count_minute(self, key: str, now: datetime) -> bool:
        """Count the present minute for an item, unless it was counted already."""
        kept, minute = self._read(), now.isoformat(timespec="minutes")
        if kept["counted"] == minute:
            return False
        items = kept["minutes"].setdefault(now.date().isoformat(), {})
        items[key] = items.get(key, 0) + 1
        self._write({**kept, "counted": minute})
        return True

    def _read(self) -> Json:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return {
                "items": dict(kept["items"]),
                "sittings": list(kept["sittings"]),
                "minutes": dict(kept.get("minutes", {})),
                "counted": kept.get("counted"),
            }
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, KeyError) as error:
            _log.warning("%s can't be read, so the demo begins anew: %s", self._file, error)
        return {"items": {}, "sittings": [], "minutes": {}, "counted": None}

    def _write(self, kept: Json) -> None:
        fresh = self._file.with_suffix(f".{os.getpid()}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(kept, indent=1), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as error:
            raise FileUnwritable(
                f"Your progress can't be kept in {self._file}: {error.strerror or error}. "
                "Make room there, or choose another file with the setting CoursewrightLab.demo_file."
            ) from error
