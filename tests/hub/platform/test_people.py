"""People come in with checked names and a password each, all or none."""

import pytest

from db.errors import Invalid
from db.repositories.credential import CredentialRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.password import verify_password
from hub.platform.people import add_people


def test_a_password_is_made_up_where_none_is_given(unit_of_work: UnitOfWork) -> None:
    with unit_of_work as uow:
        rows = add_people(
            uow,
            [
                {"username": "dora", "email": "dora@school.example", "role": "teacher"},
                {"username": "emil", "email": "emil@school.example", "password": "eight-or-more"},
            ],
        )
        users = UserRepository(uow.session)
        dora, emil = users.by_username("dora"), users.by_username("emil")
        assert dora
        assert emil
        passwords = CredentialRepository(uow.session)
        stored = [passwords.password_hash(person.id) for person in (dora, emil)]
    assert dora.role == "teacher"
    assert verify_password(rows[0]["password"], stored[0])
    assert rows[1]["password"] is None
    assert verify_password("eight-or-more", stored[1])


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        ({"username": "Dora", "email": "d@x.example"}, "username 'Dora' cannot be used"),
        ({"username": "course-demo", "email": "d@x.example"}, "not with `course-`"),
        ({"username": "../etc", "email": "d@x.example"}, "cannot be used"),
        ({"username": "dora", "email": "nowhere"}, "is no mail address"),
        ({"username": "dora", "email": "d@x.example", "role": "king"}, "There is no role 'king'"),
        ({"username": "dora", "email": "d@x.example", "password": "short"}, "8 to 256 characters"),
        ({"username": "noise", "email": "d@x.example"}, "taken"),
    ],
)
def test_who_cannot_be_added_is_named_by_line(
    unit_of_work: UnitOfWork, person: dict[str, str], reason: str
) -> None:
    with unit_of_work as uow:
        add_people(uow, [{"username": "noise", "email": "noise@x.example"}])
        with pytest.raises(Invalid, match=reason) as caught:
            add_people(uow, [{**person, "line": 7}])
    assert caught.value.message.startswith("line 7: ")
