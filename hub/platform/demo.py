"""The demo accounts: made at the first start, their passwords kept for who started it."""

import json
import os
import secrets
from pathlib import Path

from db.access import Access
from db.repositories.user import UserRepository
from db.seed import PEOPLE, seed_demo
from db.unit_of_work import UnitOfWork
from hub.password import hash_password
from hub.platform.database import operating

_WORDS = 4
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def add_demo(access: Access, state: Path) -> bool:
    """Add the demo people who are missing and tell whether there were any; nothing that exists is changed."""
    with operating(access) as connected, UnitOfWork(connected) as uow:
        known = usernames(uow)
        missing = [person.username for person in PEOPLE if person.username not in known]
        if not missing:
            return False
        passwords = load(state) | {name: make_password() for name in missing}
        _keep(state, passwords)
        seed_demo(uow, {name: hash_password(passwords[name]) for name in missing})
        uow.commit()
        return True


def usernames(uow: UnitOfWork) -> set[str]:
    """The demo people who have an account."""
    return set(UserRepository(uow.session).by_usernames(person.username for person in PEOPLE))


def load(state: Path) -> dict[str, str]:
    """The passwords of the demo accounts by name; empty before the first start."""
    try:
        known: dict[str, str] = json.loads((state / "credentials.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return known


def make_password() -> str:
    """A password that is easy to type and hard to guess: 16 characters, about 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(_WORDS))


def _keep(state: Path, passwords: dict[str, str]) -> None:
    """Write the passwords, whole or not at all, for the owner of the state folder alone."""
    draft = state / "credentials.json.new"
    draft.unlink(missing_ok=True)
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(passwords, file, indent=2)
        file.write("\n")
    draft.replace(state / "credentials.json")
