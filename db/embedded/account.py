"""Chooses the account the embedded PostgreSQL runs as, which must not be root."""

import os
import pwd
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.embedded.errors import PostgresError

PREFERRED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An account of this machine; `drops` tells that this process is root and has to change to it."""

    name: str
    uid: int
    gid: int
    drops: bool

    def owns(self, path: Path) -> bool:
        """Whether `path` belongs to this account."""
        return path.stat().st_uid == self.uid

    def give(self, path: Path) -> None:
        """Make `path` belong to this account."""
        if self.drops:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, path: Path) -> bool:
        """Whether this account may pass through every folder down to and including `path`."""
        return not self.drops or all(self._may_pass(folder) for folder in (path, *path.parents))

    def _may_pass(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)


def choose(data: Path) -> Account:
    """The account to run as: this one or, where this is root, the unprivileged one that owns `data`."""
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        return _own_account(data, owner)
    accounts = list(_unprivileged_accounts())
    if owner is None and accounts:
        return accounts[0]
    for account in accounts:
        if account.uid == owner:
            return account
    if owner is None:
        raise PostgresError(
            "PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody` to run it as. "
            "Add one (useradd --system postgres), or start as an ordinary user."
        )
    raise _foreign(data, owner)


def _own_account(data: Path, owner: int | None) -> Account:
    if owner not in {None, os.geteuid()}:
        raise _foreign(data, owner or 0)
    return Account(_name(os.geteuid()), os.geteuid(), os.getegid(), drops=False)


def _unprivileged_accounts() -> Iterator[Account]:
    for name in PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        yield Account(name, entry.pw_uid, entry.pw_gid, drops=True)


def _foreign(data: Path, owner: int) -> PostgresError:
    return PostgresError(
        f"The data folder {data} belongs to the account {_name(owner)}, and this is {_name(os.geteuid())}. "
        f"Start as {_name(owner)}, or use another state folder (COURSEWRIGHT_STATE)."
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"number {uid}"
