"""The declarative base, the naming convention and the column types that all models share."""

import os
import time
import uuid
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    FetchedValue,
    ForeignKey,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

SCHEMA = "coursewright"

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

JsonObject = dict[str, Any]
JsonArray = list[Any]


class Base(DeclarativeBase):
    """The base of every model; text, aware datetimes and JSONB are the defaults."""

    metadata = MetaData(schema=SCHEMA, naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        bytes: LargeBinary(),
        datetime: DateTime(timezone=True),
        uuid.UUID: Uuid(),
        JsonObject: JSONB(none_as_null=True),
        JsonArray: JSONB(none_as_null=True),
    }


def uuid7() -> uuid.UUID:
    """Make a time-ordered UUID (RFC 9562, version 7), so that append-heavy indexes grow at one end."""
    milliseconds = time.time_ns() // 1_000_000
    number = int.from_bytes(milliseconds.to_bytes(6, "big") + os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=number)


Id = Annotated[uuid.UUID, mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))]
TimeOrderedId = Annotated[
    uuid.UUID, mapped_column(primary_key=True, default=uuid7, server_default=text("gen_random_uuid()"))
]
CreatedAt = Annotated[datetime, mapped_column(server_default=func.now())]
UpdatedAt = Annotated[
    datetime, mapped_column(server_default=func.now(), server_onupdate=FetchedValue())
]  # a trigger moves it
UserId = Annotated[uuid.UUID, mapped_column(ForeignKey("users.id", ondelete="CASCADE"))]
NotebookHash = Annotated[bytes, mapped_column(ForeignKey("notebooks.sha256", ondelete="RESTRICT"))]

Word_T = TypeVar("Word_T", bound=StrEnum)


class Word(TypeDecorator[Word_T], Generic[Word_T]):
    """A text column that holds one word of a vocabulary and reads back as its enum member."""

    impl = Text
    cache_ok = True

    def __init__(self, vocabulary: type[Word_T]) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def process_bind_param(self, value: Word_T | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Refuse a word outside the vocabulary before it reaches the database."""
        return None if value is None else str(self.vocabulary(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Word_T | None:  # noqa: ARG002
        """Turn the stored text into its enum member."""
        return None if value is None else self.vocabulary(value)


def one_of(column: str, vocabulary: type[StrEnum]) -> CheckConstraint:
    """Constrain a column to the words of a vocabulary (NULL passes)."""
    words = ", ".join(f"'{word}'" for word in vocabulary)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def check(name: str, rule: str) -> CheckConstraint:
    """Name a rule that rows must keep; PostgreSQL reports it as `ck_<table>_<name>`."""
    return CheckConstraint(rule, name=name)
