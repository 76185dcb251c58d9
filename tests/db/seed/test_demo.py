"""The demo rows appear once, and are the people's own from then on."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from db.base import Base
from db.enums import CohortRole, UserRole
from db.models import CohortMember, User, UserRelationship, UserVariable
from db.repositories.cohort import CohortRepository
from db.repositories.credential import CredentialRepository
from db.repositories.user import UserRepository
from db.seed import COHORT_SLUG, PEOPLE, seed_demo
from db.unit_of_work import UnitOfWork

HASHES = {person.username: f"hash of {person.username}" for person in PEOPLE}


def _seed(unit_of_work: UnitOfWork) -> None:
    with unit_of_work as uow:
        seed_demo(uow, HASHES)
        uow.commit()


def _counts(session: Session) -> dict[str, int]:
    tables = Base.metadata.sorted_tables
    return {table.name: session.scalars(select(func.count()).select_from(table)).one() for table in tables}


def test_everybody_has_a_password_and_a_place(session: Session, unit_of_work: UnitOfWork) -> None:
    _seed(unit_of_work)
    cohort = CohortRepository(session).require(COHORT_SLUG)
    places = {member.username: member.role for member in CohortRepository(session).members(cohort.id)}
    assert places == {
        "ada": CohortRole.STUDENT,
        "bob": CohortRole.STUDENT,
        "cleo": CohortRole.STUDENT,
        "ines": CohortRole.INSTRUCTOR,
        "carl": CohortRole.ADMIN,
    }
    people = UserRepository(session).by_usernames(HASHES)
    passwords = CredentialRepository(session)
    assert {name: passwords.password_hash(person.id) for name, person in people.items()} == HASHES
    assert people["root1"].role is UserRole.ADMIN


def test_each_student_has_her_own_words(session: Session, unit_of_work: UnitOfWork) -> None:
    _seed(unit_of_work)
    rows = session.execute(
        select(User.username, UserVariable.variable_value)
        .join(UserVariable, UserVariable.user_id == User.id)
        .where(UserVariable.variable_key == "entity_plural")
    )
    assert {row[0]: row[1] for row in rows} == {"ada": "Shoes", "bob": "Openings", "cleo": "Plants"}


def test_the_students_are_friends_of_each_other(session: Session, unit_of_work: UnitOfWork) -> None:
    _seed(unit_of_work)
    assert session.scalars(select(UserRelationship.is_mutual)).all() == [True] * 6


def test_seeding_twice_changes_nothing(session: Session, unit_of_work: UnitOfWork) -> None:
    _seed(unit_of_work)
    before = _counts(session)
    _seed(unit_of_work)
    assert _counts(session) == before


def test_what_people_changed_since_stays(session: Session, unit_of_work: UnitOfWork) -> None:
    _seed(unit_of_work)
    session.execute(update(User).where(User.username == "ada").values(password_hash="her own"))
    session.execute(delete(UserRelationship))
    session.execute(delete(CohortMember))
    session.flush()
    _seed(unit_of_work)
    session.expire_all()
    ada = UserRepository(session).by_username("ada")
    assert ada is not None
    assert CredentialRepository(session).password_hash(ada.id) == "her own"
    assert _counts(session)["user_relationships"] == 0
    assert _counts(session)["cohort_members"] == 0


def test_a_person_who_is_missing_comes_back_whole(session: Session, unit_of_work: UnitOfWork) -> None:
    _seed(unit_of_work)
    before = _counts(session)
    session.execute(delete(User).where(User.username == "bob"))
    session.flush()
    _seed(unit_of_work)
    assert _counts(session) == before


def test_without_a_password_nobody_can_log_in_with_one(session: Session, unit_of_work: UnitOfWork) -> None:
    with unit_of_work as uow:
        seed_demo(uow, {})
        uow.commit()
    assert set(session.scalars(select(User.password_hash))) == {None}
