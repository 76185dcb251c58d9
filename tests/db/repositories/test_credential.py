"""Password hashes belong to one person each."""

from sqlalchemy.orm import Session

from db.repositories.credential import CredentialRepository
from tests.factories.user import make_user


def test_a_password_changes_for_one_person_only(session: Session) -> None:
    ada, noise = (make_user(session, name, password_hash="old") for name in ("ada", "noise"))
    credentials = CredentialRepository(session)
    credentials.set_password_hash(ada.id, "new")
    assert [credentials.password_hash(each.id) for each in (ada, noise)] == ["new", "old"]


def test_a_password_may_be_left_to_another_login_system(session: Session) -> None:
    ada = make_user(session, password_hash="old")
    credentials = CredentialRepository(session)
    credentials.set_password_hash(ada.id, None)
    assert credentials.password_hash(ada.id) is None
