"""Keeps what was released to one cohort where only the platform can reach it."""

import json
from dataclasses import dataclass
from pathlib import Path

RECORD = "released.json"


@dataclass(frozen=True)
class Shelf:
    """A folder of released notebooks and the fingerprints of their sources, bound to one gradebook."""

    folder: Path
    gradebook: str

    def sources(self) -> dict[str, str]:
        """Assignment -> fingerprint of the source it was released from; empty for another gradebook."""
        try:
            content = json.loads((self.folder / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        known = dict(content["sources"]) if content.get("gradebook") == self.gradebook else {}
        return {name: fingerprint for name, fingerprint in known.items() if self._place(name).is_file()}

    def write(self, sources: dict[str, str]) -> None:
        """Remember the fingerprints, whole or not at all."""
        content = json.dumps({"gradebook": self.gradebook, "sources": sources}, indent=1, sort_keys=True)
        self._replace(self.folder / RECORD, content.encode())

    def put(self, name: str, content: bytes) -> None:
        """Keep the released bytes of an assignment."""
        self._replace(self._place(name), content)

    def get(self, name: str) -> bytes | None:
        """The released bytes of an assignment, or None if it never was released."""
        try:
            return self._place(name).read_bytes()
        except OSError:
            return None

    def _place(self, name: str) -> Path:
        return self.folder / f"{name}.ipynb"

    def _replace(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(content)
        fresh.replace(path)
