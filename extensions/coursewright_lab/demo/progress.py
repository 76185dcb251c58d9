"""How far somebody got in the demo, kept in one small file of her own."""

import json
import logging
import os
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

    def _read(self) -> Json:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return {"items": dict(kept["items"]), "sittings": list(kept["sittings"])}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, KeyError) as error:
            _log.warning("%s can't be read, so the demo begins anew: %s", self._file, error)
        return {"items": {}, "sittings": []}

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
