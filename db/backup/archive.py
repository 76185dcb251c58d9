"""The file that a backup is: a tar of two dumps and a manifest that says what is in them."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from db.backup.errors import BackupError, Damaged, NotOverwritten
from db.backup.fingerprint import Fingerprint, Fingerprints

FORMAT = 1
MANIFEST, MAIN, HUB = "manifest.json", "platform.dump", "hub.dump"
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a backup holds; the passwords of the roles follow from the secret and are not in it."""

    made_at: datetime
    version: str
    postgres: int
    database: str
    revision: str
    cohorts: tuple[str, ...]
    roles: dict[str, str]
    tables: Fingerprints
    members: dict[str, str]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(fingerprint.rows for fingerprint in self.tables.values())

    def as_json(self) -> bytes:
        """The form in which it is stored."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, default=str).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Manifest":
        """Read it back. Raises ValueError or KeyError for anything else."""
        values: dict[str, Any] = json.loads(content)
        if values.pop("format") != FORMAT:
            raise ValueError
        values["made_at"] = datetime.fromisoformat(values["made_at"])
        values["cohorts"] = tuple(values["cohorts"])
        values["tables"] = {name: Fingerprint(**each) for name, each in values["tables"].items()}
        return cls(**values)


def require_free(file: Path) -> None:
    """Raise NotOverwritten where the file exists, BackupError where it cannot be made."""
    if file.exists():
        raise NotOverwritten(
            f"{file} exists already and is left as it is. Name another file, or move it away."
        )
    if not file.parent.is_dir():
        raise BackupError(f"There is no folder {file.parent}. Make it, or name a file in another one.")


def write(draft: Path, file: Path, manifest: Manifest, members: dict[str, Path]) -> None:
    """Put everything into one file for its owner alone: whole, or not there at all."""
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
            _add(tar, MANIFEST, manifest.as_json())
            for name, path in members.items():
                tar.add(path, arcname=name, filter=_anonymous)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        raise NotOverwritten(f"{file} was made by somebody else meanwhile. Name another file.") from None
    finally:
        draft.unlink()


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises BackupError when it is none."""
    try:
        with tarfile.open(file, "r:") as tar:
            return Manifest.from_json(_content(tar, MANIFEST).read())
    except FileNotFoundError:
        raise BackupError(f"There is no file {file}. Check the name and try again.") from None
    except (tarfile.TarError, KeyError, TypeError, ValueError, OSError) as error:
        raise Damaged(
            f"{file} is no backup that this version of Coursewright can read. Take another file, or the "
            "version that made it."
        ) from error


def extract(file: Path, manifest: Manifest, folder: Path) -> dict[str, Path]:
    """Take the dumps out into a folder, and compare their bytes with the manifest."""
    paths = {}
    with tarfile.open(file, "r:") as tar:
        for name, wanted in manifest.members.items():
            paths[name] = folder / name
            try:
                with paths[name].open("wb") as out:
                    for block in _blocks(_content(tar, name)):
                        out.write(block)
            except (tarfile.TarError, KeyError) as error:
                raise _cut_short(file, name) from error
            if sha256(paths[name]) != wanted:
                raise _cut_short(file, name)
    return paths


@contextmanager
def owned_mask() -> Iterator[None]:
    """Files that are made meanwhile are readable by their owner alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _cut_short(file: Path, name: str) -> Damaged:
    return Damaged(f"{file} was damaged after it was written: {name} is not complete. Take another backup.")


def _content(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    content = tar.extractfile(name)
    if content is None:
        raise KeyError(name)
    return content


def _blocks(content: IO[bytes]) -> Iterator[bytes]:
    while block := content.read(_BLOCK):
        yield block


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, cast("IO[bytes]", io.BytesIO(content)))


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry
