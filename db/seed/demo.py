"""Fills an empty platform with the demo people, their cohort, their words and their friendships."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.models.relationship import UserRelationship
from db.models.user import UserArchetype, UserVariable
from db.repositories.cohort import CohortRecord, CohortRepository
from db.repositories.user import Person, UserRepository
from db.seed.people import COHORT_NAME, COHORT_SLUG, FRIENDS, PEOPLE, DemoPerson, Onboarding
from db.unit_of_work import UnitOfWork


def seed_demo(uow: UnitOfWork, password_hashes: Mapping[str, str]) -> None:
    """Add the demo people who are missing, with the password hash under their name; the caller commits.

    Nothing that exists is changed: neither a password, nor a membership that was ended, nor a friendship that
    was given up, nor an archived cohort.
    """
    session = uow.session
    before = UserRepository(session).by_usernames(person.username for person in PEOPLE)
    newcomers = {
        person.username: _add(session, person, password_hashes)
        for person in PEOPLE
        if person.username not in before
    }
    everybody = before | newcomers
    cohort, is_new = _cohort(session, everybody["root1"])
    for person in PEOPLE:
        if person.cohort_role and (is_new or person.username in newcomers):
            CohortRepository(session).enroll(cohort.id, everybody[person.username].id, person.cohort_role)
    for one, other in FRIENDS:
        if one in newcomers or other in newcomers:
            _befriend(session, everybody[one], everybody[other])


def _add(session: Session, person: DemoPerson, password_hashes: Mapping[str, str]) -> Person:
    user = UserRepository(session).add(
        person.username,
        f"{person.username}@coursewright.example",
        full_name=person.full_name,
        role=person.role,
        password_hash=password_hashes.get(person.username),
    )
    if person.onboarding:
        onboard(session, user, person.onboarding)
    return user


def onboard(session: Session, user: Person, answers: Onboarding) -> None:
    """Store a person's onboarding answers and her words."""
    archetype = UserArchetype(
        user_id=user.id,
        meta_category=answers.meta_category,
        archetype=answers.archetype,
        domain=answers.domain,
    )
    session.add(archetype)
    session.flush()
    session.add_all(
        UserVariable(user_id=user.id, archetype_id=archetype.id, variable_key=key, variable_value=value)
        for key, value in answers.variables
    )
    session.flush()


def _cohort(session: Session, founder: Person) -> tuple[CohortRecord, bool]:
    """The demo cohort, and whether it had to be made."""
    cohorts = CohortRepository(session)
    found = cohorts.by_slug(COHORT_SLUG)
    if found:
        return found, False
    return cohorts.create(COHORT_SLUG, COHORT_NAME, created_by=founder.id), True


def _befriend(session: Session, one: Person, other: Person) -> None:
    """Let two people follow each other."""
    pairs = [
        {"follower_id": one.id, "following_id": other.id},
        {"follower_id": other.id, "following_id": one.id},
    ]
    session.execute(insert(UserRelationship).values(pairs).on_conflict_do_nothing())
