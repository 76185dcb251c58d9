"""Passwords are stored as argon2id, and imported bcrypt hashes still let their owners in."""

import bcrypt
import pytest

from hub.password import MAX_LENGTH, hash_password, needs_upgrade, verify_password


def _bcrypt(password: str) -> str:
    return bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(rounds=4)).decode()


def test_a_password_is_hashed_with_argon2id_at_the_owasp_minimum() -> None:
    assert hash_password("correct horse").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_right_password_verifies_and_a_wrong_one_does_not() -> None:
    stored = hash_password("correct horse")
    assert verify_password("correct horse", stored)
    assert not verify_password("correct horsf", stored)
    assert not needs_upgrade(stored)


def test_a_bcrypt_hash_verifies_and_asks_to_be_upgraded() -> None:
    stored = _bcrypt("correct horse")
    assert verify_password("correct horse", stored)
    assert not verify_password("wrong horse", stored)
    assert needs_upgrade(stored)


def test_a_bcrypt_hash_of_a_long_password_still_verifies() -> None:
    long = "x" * 100
    assert verify_password(long, _bcrypt(long))


@pytest.mark.parametrize("stored", [None, ""])
def test_an_unknown_user_never_verifies(stored: str | None) -> None:
    assert not verify_password("nobody has this password", stored)


@pytest.mark.parametrize("stored", ["", "!", "plain text", "$2b$broken", "$argon2id$broken"])
def test_a_damaged_hash_never_verifies(stored: str) -> None:
    assert not verify_password("plain text", stored)


@pytest.mark.parametrize("password", ["short", "x" * (MAX_LENGTH + 1)])
def test_a_password_of_the_wrong_length_is_refused_with_the_bounds(password: str) -> None:
    with pytest.raises(ValueError, match="8 to 256 characters"):
        hash_password(password)


def test_a_very_long_guess_is_refused_without_hashing_it() -> None:
    assert not verify_password("x" * 1_000_000, hash_password("correct horse"))


def test_text_that_is_no_valid_unicode_never_verifies() -> None:
    assert not verify_password("\ud800", hash_password("correct horse"))
    assert not verify_password("\ud800", _bcrypt("correct horse"))
