"""Under which account number a person's or a course's processes run, and the folder that is theirs alone."""

import hashlib
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from db.errors import Invalid, NotFound
from hub.setting import Isolation

NOBODY = 65_534
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_WIDE = range(1_000_000_000, 2_000_000_000)
_NARROW = range(20_000, 58_000)  # student code in grading runs as the numbers above
"""Used where a container maps only the usual 65,536 account numbers."""


class IsolationError(Invalid):
    """Accounts of their own were asked for where they can't be had."""

    code = "no_accounts"


@dataclass(frozen=True)
class Account:
    """A private folder and its owner; `uid` None means the account that the platform itself runs under."""

    home: Path
    uid: int | None

    @property
    def is_root(self) -> bool:
        """Tell whether processes of this account would be root."""
        return self.uid is None and os.geteuid() == 0


@dataclass(frozen=True)
class Accounts:
    """Gives every name a folder and, in `accounts` mode, an account number: the owner of the folder."""

    state: Path
    mode: Isolation

    @classmethod
    def choose(cls, state: Path, wanted: Isolation, student_python: Path) -> "Accounts":
        """Settle the mode for this machine. IsolationError when `accounts` is asked for and can't be had."""
        if wanted is Isolation.SHARED:
            return cls(state, wanted)
        obstacle = find_obstacle(state, student_python)
        if obstacle is None:
            return cls(state, Isolation.ACCOUNTS)
        if wanted is Isolation.ACCOUNTS:
            raise IsolationError(
                f"Students can't get accounts of their own here: {obstacle}. "
                "Change that, or set COURSEWRIGHT_ISOLATION=shared."
            )
        return cls(state, Isolation.SHARED)

    def student(self, name: str) -> Account:
        """Return the account of a person, making the folder at the first time."""
        return self._account(self.state / "homes", name)

    def course(self, slug: str) -> Account:
        """Return the account of a cohort's course server, making the folder at the first time."""
        return self._account(self.state / "courses", slug)

    def _account(self, parent: Path, name: str) -> Account:
        if not _NAME.fullmatch(name):
            raise NotFound(f"{name[:64]!r} can't be the name of a folder: choose another name.")
        parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        home = parent / name
        if not home.exists():
            home.mkdir(mode=0o700)
        home.chmod(0o700)
        if self.mode is not Isolation.ACCOUNTS:
            return Account(home, None)
        owner = _owner(home)
        if owner == 0:
            owner = self._free_uid(parent, name)
            os.chown(home, owner, owner)
        return Account(home, owner)

    def _free_uid(self, parent: Path, name: str) -> int:
        """Return a number that no folder here has; by hash, so that two platforms on a machine differ."""
        taken = {_owner(each) for kind in ("homes", "courses") for each in _folders(self.state / kind)}
        numbers = _WIDE if _maps_wide_numbers() else _NARROW
        digest = hashlib.sha256(f"{parent / name}".encode()).digest()
        offset = int.from_bytes(digest[:8], "big") % len(numbers)
        while numbers[offset] in taken:
            offset = (offset + 1) % len(numbers)
        return numbers[offset]


def find_obstacle(state: Path, student_python: Path) -> str | None:
    """Return in words why another account could not run a student's server here; None when it could."""
    if os.geteuid() != 0:
        return "the platform does not run as root"
    looks = "import os, sys; os.stat(sys.argv[1])"
    try:
        subprocess.run(
            [student_python, "-I", "-S", "-c", looks, state / "."],
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return f"another account can't run {student_python} or reach {state}"
    return None


def make_private(account: Account, name: str) -> None:
    """Make a folder inside the account's, never following what its owner may have put there instead."""
    folder = os.open(account.home, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        os.mkdir(name, 0o700, dir_fd=folder)
        if account.uid is not None:
            os.chown(name, account.uid, account.uid, dir_fd=folder, follow_symlinks=False)
    except FileExistsError:
        return
    finally:
        os.close(folder)


def give(account: Account) -> None:
    """Hand everything inside the folder to the account, links themselves and not what they point at."""
    uid = account.uid
    if uid is None:
        return
    for _, folders, files, descriptor in os.fwalk(account.home):
        for name in (*folders, *files):
            os.chown(name, uid, uid, dir_fd=descriptor, follow_symlinks=False)


def _owner(folder: Path) -> int:
    return folder.stat().st_uid


def _folders(parent: Path) -> list[Path]:
    return [each for each in parent.iterdir() if each.is_dir()] if parent.exists() else []


def _maps_wide_numbers() -> bool:
    for line in Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines():
        inside, _, count = map(int, line.split())
        if inside <= _WIDE.start and inside + count >= _WIDE.stop:
            return True
    return False
