"""Demo accounts are made once, with passwords that only the state folder's owner can read."""

from pathlib import Path

from db import engine
from db.access import Access, Role
from db.repositories.credential import CredentialRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.password import verify_password
from hub.platform import demo


def test_every_account_logs_in_with_the_password_that_was_kept(
    fresh_database: Access, tmp_path: Path
) -> None:
    assert demo.add_demo(fresh_database, tmp_path)
    passwords = demo.load(tmp_path)
    assert set(passwords) == {"ada", "bob", "cleo", "ines", "carl", "root1"}
    assert len(set(passwords.values())) == 6
    assert (tmp_path / "credentials.json").stat().st_mode & 0o777 == 0o600
    for name, word in passwords.items():
        assert verify_password(word, _stored(fresh_database, name)), name


def test_a_second_start_changes_neither_accounts_nor_passwords(
    fresh_database: Access, tmp_path: Path
) -> None:
    demo.add_demo(fresh_database, tmp_path)
    before = (tmp_path / "credentials.json").read_bytes(), _stored(fresh_database, "ada")
    assert not demo.add_demo(fresh_database, tmp_path)
    assert ((tmp_path / "credentials.json").read_bytes(), _stored(fresh_database, "ada")) == before


def test_without_a_first_start_there_are_no_passwords(tmp_path: Path) -> None:
    assert demo.load(tmp_path) == {}


def _stored(access: Access, name: str) -> str | None:
    database = engine.create(access.url(Role.OPERATOR), pool_size=1)
    try:
        with UnitOfWork(database) as uow:
            person = UserRepository(uow.session).by_username(name)
            assert person
            return CredentialRepository(uow.session).password_hash(person.id)
    finally:
        database.dispose()
