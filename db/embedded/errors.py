"""What can keep the embedded PostgreSQL from running, said so that a person knows what to do."""

from dataclasses import dataclass
from pathlib import Path

from db.errors import Unavailable

_TAIL_BYTES = 16_384
_TAIL_LINES = 15


class PostgresError(Unavailable):
    """The embedded PostgreSQL cannot run."""

    code = "postgres_unavailable"


@dataclass(frozen=True)
class _Symptom:
    """Words in the server's log (all of one tuple on one line) and what to tell the person who sees them."""

    words: tuple[str, ...]
    advice: str


_SYMPTOMS = (
    _Symptom(
        ("could not create semaphores",),
        "The system has no free semaphores. Raise kernel.sem, or stop other database servers.",
    ),
    _Symptom(
        ("No space left on device", "shared memory"),
        "Shared memory (/dev/shm) is full or too small. Make it larger (in a container: --shm-size=256m).",
    ),
    _Symptom(("No space left on device",), "The disk is full. Free some space and start again."),
    _Symptom(("Disk quota exceeded",), "The disk quota is used up. Free some space and start again."),
    _Symptom(
        ("could not bind",),
        "Its port is taken by another program. Stop that program, or delete the file `port` in that folder.",
    ),
    _Symptom(
        ("database files are incompatible with server",),
        "Its data folder was made by another PostgreSQL version. Set COURSEWRIGHT_POSTGRES_BIN to the bin "
        "folder of the version that made it.",
    ),
    _Symptom(
        ("could not", "shared memory"),
        "The system refuses it shared memory. Check that /dev/shm is mounted and writable, and its limits.",
    ),
    _Symptom(
        ("pre-existing shared memory block",),
        "An earlier server on the same data is still ending. Wait a few seconds and start again.",
    ),
    _Symptom(
        ("Permission denied",),
        "It may not read or write one of its files. Give the folder back to its account, or use another "
        "state folder (COURSEWRIGHT_STATE).",
    ),
    _Symptom(
        ("Read-only file system",),
        "The file system is read-only. Use a state folder on another one (COURSEWRIGHT_STATE).",
    ),
)


def diagnose(summary: str, log: Path, *, since: int = 0) -> PostgresError:
    """An error made of `summary`, the advice that fits the end of `log`, and that end itself."""
    tail = read_tail(log, since=since)
    advice = next(
        (s.advice for s in _SYMPTOMS if any(all(w in line for w in s.words) for line in tail)),
        f"The reason stands in the last lines of {log}.",
    )
    shown = "\n".join(f"    {line}" for line in tail[-_TAIL_LINES:]) or "    (empty)"
    return PostgresError(f"{summary}\n  Last lines of {log}:\n{shown}\n{advice}")


def read_tail(log: Path, *, since: int = 0) -> list[str]:
    """The last lines of `log`, none from before byte `since`; empty if there is no such file."""
    try:
        with log.open("rb") as file:
            end = file.seek(0, 2)
            file.seek(max(since if since <= end else 0, end - _TAIL_BYTES))
            return file.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
