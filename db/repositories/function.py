"""Calls a reading function of the schema as a table."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnClause,
    DateTime,
    Double,
    Integer,
    Text,
    Uuid,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from db.base import SCHEMA

LAST_ID = uuid.UUID(int=2**128 - 1)
FIRST_ID = uuid.UUID(int=0)

_TYPES: dict[type, TypeEngine[Any]] = {
    uuid.UUID: Uuid(),
    datetime: DateTime(timezone=True),
    bool: Boolean(),
    int: Integer(),
    float: Double(),
    str: Text(),
}

Argument = tuple[type, Any]
"""The Python type, which names the parameter's own, and the value, which may be None."""


def called(
    session: Session, name: str, columns: tuple[ColumnClause[Any], ...], *arguments: Argument
) -> list[tuple[Any, ...]]:
    """The rows that the function `name` returns, with these columns."""
    bound = [
        bindparam(f"argument_{place}", value, _TYPES[kind], unique=True)
        for place, (kind, value) in enumerate(arguments)
    ]
    function: FunctionElement[Any] = getattr(getattr(func, SCHEMA), name)(*bound)
    rows: Iterable[Any] = session.execute(select(function.table_valued(*columns, name="item")))
    return list(rows)


def moment(value: datetime | None, otherwise: str) -> Argument:
    """A moment, or one of PostgreSQL's two ends of time, `infinity` and `-infinity`."""
    return datetime, otherwise if value is None else value
