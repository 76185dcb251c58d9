"""Rows about people."""

from sqlalchemy.orm import Session

from db.enums import RelationshipStatus, UserRole, Visibility
from db.models import User, UserArchetype, UserRelationship, UserVariable
from tests.factories.sequence import next_number


def make_user(
    session: Session,
    username: str | None = None,
    *,
    role: UserRole = UserRole.STUDENT,
    full_name: str | None = None,
    is_active: bool = True,
    password_hash: str | None = None,
    default_visibility: Visibility = Visibility.FRIENDS,
) -> User:
    """Store a person; without a name she gets one that nobody else has."""
    username = username or f"person{next_number()}"
    user = User(
        username=username,
        email=f"{username}@example.org",
        role=role,
        full_name=full_name or username.title(),
        is_active=is_active,
        password_hash=password_hash,
        default_visibility=default_visibility,
    )
    session.add(user)
    session.flush()
    return user


def make_archetype(session: Session, user: User, **variables: str) -> UserArchetype:
    """Store a person's onboarding answers; `variables` are her words, such as entity_primary='Shoe'."""
    archetype = UserArchetype(
        user_id=user.id, meta_category="economic", archetype="allocator", domain="Sneakers"
    )
    session.add(archetype)
    session.flush()
    for key, value in variables.items():
        session.add(
            UserVariable(user_id=user.id, archetype_id=archetype.id, variable_key=key, variable_value=value)
        )
    session.flush()
    return archetype


def make_follow(
    session: Session,
    follower: User,
    following: User,
    status: RelationshipStatus = RelationshipStatus.ACTIVE,
) -> UserRelationship:
    """Store that one person follows (or mutes, or blocks) another."""
    relationship = UserRelationship(follower_id=follower.id, following_id=following.id, status=status)
    session.add(relationship)
    session.flush()
    return relationship


def make_friends(session: Session, one: User, other: User) -> None:
    """Store that two people follow each other."""
    make_follow(session, one, other)
    make_follow(session, other, one)
