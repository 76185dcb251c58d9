"""People, and what they answered when they came aboard."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint, false, text, true
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, CreatedAt, Id, UpdatedAt, UserId, Word, check, one_of
from db.enums import UserRole, Visibility


class User(Base):
    """A person; the username is also the hub user's name and nbgrader's student id."""

    __tablename__ = "users"
    __table_args__ = (
        check("email", "length(email) <= 255 AND position('@' in email) > 1"),
        check("username", "username::text ~ '^[a-z0-9][a-z0-9._@+-]{0,49}$'"),  # also a folder's name
        check("username_not_of_course_server", "username::text NOT LIKE 'course-%'"),
        check("avatar_url", "avatar_url ~ '^https?://'"),
        check("bio", "length(bio) <= 4000"),
        one_of("role", UserRole),
        one_of("default_visibility", Visibility),
        Index("idx_users_role", "role", postgresql_where=text("role <> 'student'")),
        Index("idx_users_hidden", "id", postgresql_where=text("is_hidden")),
    )

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(CITEXT, unique=True)
    username: Mapped[str] = mapped_column(CITEXT, unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))  # NULL: an external authenticator has it
    full_name: Mapped[str | None] = mapped_column(String(100))
    avatar_url: Mapped[str | None]
    bio: Mapped[str | None]
    role: Mapped[UserRole] = mapped_column(Word(UserRole), server_default=UserRole.STUDENT)
    is_active: Mapped[bool] = mapped_column(server_default=true())
    default_visibility: Mapped[Visibility] = mapped_column(
        Word(Visibility), server_default=Visibility.FRIENDS
    )
    is_hidden: Mapped[bool] = mapped_column(server_default=false())  # altogether, from everybody
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]
    last_login: Mapped[datetime | None]
    last_active_at: Mapped[datetime | None]


class UserArchetype(Base):
    """The onboarding result of a person: one, for now."""

    __tablename__ = "user_archetypes"
    __table_args__ = (
        UniqueConstraint("id", "user_id"),
        Index("idx_user_archetypes_category", "meta_category"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId] = mapped_column(unique=True)
    meta_category: Mapped[str] = mapped_column(String(50))
    archetype: Mapped[str] = mapped_column(String(50))
    domain: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]

    user: Mapped[User] = relationship(lazy="raise")
    variables: Mapped[list["UserVariable"]] = relationship(lazy="raise", viewonly=True)


class UserVariable(Base):
    """One word of a person's domain that is injected into the blueprint, such as her word for the entity."""

    __tablename__ = "user_variables"
    __table_args__ = (
        check("variable_key", "variable_key ~ '^[a-z][a-z0-9_]*$'"),
        check("variable_value", "length(variable_value) BETWEEN 1 AND 500"),
        UniqueConstraint("user_id", "variable_key"),
        ForeignKeyConstraint(  # the same person on both sides
            ["archetype_id", "user_id"],
            ["user_archetypes.id", "user_archetypes.user_id"],
            ondelete="CASCADE",
        ),
        Index("idx_user_variables_archetype", "archetype_id"),
    )

    id: Mapped[Id]
    user_id: Mapped[UserId]
    variable_key: Mapped[str]
    variable_value: Mapped[str]
    archetype_id: Mapped[uuid.UUID | None]
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[UpdatedAt]
