"""What the driver orders of a zygote, as plain data: how to become warm, and what to fork."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from curriculum.grading.sandbox.rules import Limits, Rules
from curriculum.grading.sandbox.tier import Tier

PLACE = Path("/submission")
"""Where a run's folder lies for the run itself, if its root folder is its own."""
READY, THREADED = "ready", "threaded "
"""What a zygote says when it is warm, or of a module that started threads, which no fork survives."""


class Side(StrEnum):
    """Which of the two processes of a run."""

    STUDENT = "student"
    TRUSTED = "trusted"


@dataclass(frozen=True)
class Warmth:
    """What a zygote is for: its imports, the tier it forks into, and what its processes may read."""

    imports: tuple[str, ...]
    tier: Tier
    read: tuple[Path, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """One line, as `from_json` reads it."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The same again."""
        given = json.loads(text)
        return cls(
            tuple(given["imports"]),
            Tier(given["tier"]),
            tuple(map(Path, given["read"])),
            given["environment"],
        )


@dataclass(frozen=True)
class Order:
    """One process to fork: its account, limits and folder; with `has_files` a folder to copy comes along."""

    uid: int | None
    limits: Limits
    folder: Path
    output_bytes: int
    has_files: bool

    def to_json(self) -> bytes:
        """One message."""
        return json.dumps(asdict(self), default=str).encode()

    @classmethod
    def from_json(cls, raw: bytes) -> Self:
        """The same again."""
        given: dict[str, Any] = json.loads(raw)
        given["limits"] = Limits(**given["limits"])
        given["folder"] = Path(given["folder"])
        return cls(**given)

    def rules(self, warmth: Warmth, side: Side) -> Rules:
        """The border of this process: the student's may write to its folder, the trusted one nowhere."""
        processes = (Path("/proc/self"), Path("/proc/cpuinfo"), Path("/proc/meminfo"))
        writes = [self.folder]
        if warmth.tier.has_namespaces:
            writes.append(Path("/dev/shm"))  # noqa: S108 - its own, and empty
        is_student = side is Side.STUDENT
        return Rules(
            read=(*warmth.read, *processes, *(() if is_student else (self.folder,))),
            write=tuple(writes) if is_student else (),
            uid=self.uid,
            gid=self.uid,
            limits=self.limits,
        )
