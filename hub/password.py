"""Hashes passwords with argon2id, and verifies argon2id and the bcrypt of imported accounts."""

from __future__ import annotations

from functools import cache
from typing import Final

import bcrypt
from argon2 import PasswordHasher, Type
from argon2.exceptions import Argon2Error, InvalidHashError

MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 256
"""Characters: longer input is refused before any hashing, so that nobody can make the hub work for long."""

_BCRYPT_PREFIXES: Final = ("$2a$", "$2b$", "$2y$")
_BCRYPT_BYTES: Final = 72
_ARGON2: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
"""The OWASP minimum for argon2id: 19 MiB, two passes, one lane."""


def hash_password(password: str) -> str:
    """Return an argon2id hash; ValueError, fit to be shown, when the length is out of bounds."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise ValueError(
            f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters, this one has {len(password)}: "
            "choose another one."
        )
    return _ARGON2.hash(password)


def verify_password(password: str, stored: str | None) -> bool:
    """Tell whether the password is the stored one.

    `stored` None (an unknown user, or one whose credential is kept elsewhere) is always False, and takes as
    long as a wrong password does.
    """
    if len(password) > MAX_LENGTH:
        return False
    if stored is not None and stored.startswith(_BCRYPT_PREFIXES):
        return _matches_bcrypt(password, stored)
    matches = _matches_argon2(password, stored or _dummy_hash())
    return matches and bool(stored)


def needs_upgrade(stored: str) -> bool:
    """Tell whether a password just verified should be hashed again: bcrypt, or argon2 with other costs."""
    if stored.startswith(_BCRYPT_PREFIXES):
        return True
    return _ARGON2.check_needs_rehash(stored)


def _matches_argon2(password: str, stored: str) -> bool:
    try:
        return _ARGON2.verify(stored, password)
    except (Argon2Error, InvalidHashError, UnicodeEncodeError):
        return False


def _matches_bcrypt(password: str, stored: str) -> bool:
    # What made these hashes cut the password at 72 bytes; bcrypt 5 refuses more instead.
    try:
        return bcrypt.checkpw(password.encode()[:_BCRYPT_BYTES], stored.encode())
    except ValueError:  # a damaged hash, or text that is no valid Unicode
        return False


@cache
def _dummy_hash() -> str:
    return _ARGON2.hash("nobody has this password")
