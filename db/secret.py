"""The platform's one secret, from which every password and key is derived."""

import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

_BYTES = 32


@dataclass(frozen=True)
class Secret:
    """Derives independent keys by purpose, so that no derived password is stored anywhere."""

    value: bytes = field(repr=False)

    @classmethod
    def load_or_create(cls, path: Path) -> Self:
        """Read the secret at `path`; on the first run make it there, readable by its owner alone."""
        if not path.exists():
            _write_once(path, secrets.token_hex(_BYTES))
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the secret at `path`. Raises ValueError if the file holds anything else."""
        text = path.read_text("ascii", errors="replace").strip()
        try:
            value = bytes.fromhex(text)
        except ValueError:
            value = b""
        if len(value) < _BYTES:
            raise ValueError(f"{path} does not hold a platform secret. Restore the file from your backup.")
        return cls(value)

    def derive(self, purpose: str) -> str:
        """The key for `purpose`: 64 hex digits, the same on every call."""
        return hmac.digest(self.value, purpose.encode(), "sha256").hex()


def _write_once(path: Path, text: str) -> None:
    """Create `path` whole or not at all; of two processes at once the first one wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
