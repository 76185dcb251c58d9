"""Puts a lesson or exercise into the learner's folder once, and never over her work."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from coursewright_lab.errors import BadRequest, FileUnreadable
from coursewright_lab.files import Files
from coursewright_lab.notebook import Delivery, is_key, read_delivery, read_mark
from coursewright_lab.source import Source


class OpenMode(StrEnum):
    """What to do when the learner already has an older version."""

    KEEP = "keep"
    BESIDE = "beside"


class OpenState(StrEnum):
    """What became of the file."""

    CREATED = "created"
    KEPT = "kept"
    NEWER_AVAILABLE = "newer_available"


@dataclass(frozen=True)
class Opened:
    """The file to show, and whether a newer version waits."""

    path: str
    state: OpenState

    def as_json(self) -> dict[str, str]:
        """Return the answer's body."""
        return {"path": self.path, "state": self.state.value}


class Opener:
    """Delivers notebooks one at a time, so that two clicks cannot write one file twice."""

    def __init__(self, client: Source, files: Files) -> None:
        self._client = client
        self._files = files
        self._lock = asyncio.Lock()

    async def open_item(self, key: object, mode: object = None) -> Opened:
        """Return the learner's copy of an item, written now if she has none."""
        if not isinstance(key, str) or not is_key(key):
            raise BadRequest("The item's key is not valid. Open it from the Course panel.")
        chosen = _read_mode(mode)
        async with self._lock:
            delivery = read_delivery(await self._client.ask("GET", f"items/{key}/notebook"))
            return await self._place(delivery, chosen)

    async def _place(self, delivery: Delivery, mode: OpenMode) -> Opened:
        if not await self._files.exists(delivery.path):
            return await self._create(delivery.path, delivery)
        if await self._version_at(delivery.path) == delivery.version:
            return Opened(delivery.path, OpenState.KEPT)
        # Whoever once chose the newer version goes on working in that file.
        if await self._files.exists(delivery.beside_path):
            return Opened(delivery.beside_path, OpenState.KEPT)
        if mode is OpenMode.BESIDE:
            return await self._create(delivery.beside_path, delivery)
        return Opened(delivery.path, OpenState.NEWER_AVAILABLE)

    async def _create(self, path: str, delivery: Delivery) -> Opened:
        await self._files.write_notebook(path, delivery.notebook)
        return Opened(path, OpenState.CREATED)

    async def _version_at(self, path: str) -> str | None:
        try:
            return read_mark(await self._files.read_notebook(path)).get("version")
        except FileUnreadable:
            return None  # still hers: a fresh copy is offered beside it


def _read_mode(mode: object) -> OpenMode:
    try:
        return OpenMode(str(mode)) if mode is not None else OpenMode.KEEP
    except ValueError as error:
        raise BadRequest("The mode must be 'keep' or 'beside'. Send one of them.") from error
