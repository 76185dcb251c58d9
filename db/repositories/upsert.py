"""Stores a row, or brings it up to date, and leaves it untouched where nothing differs."""

from typing import Any

from sqlalchemy import TextClause, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from db.base import Base


def upsert(
    session: Session,
    model: type[Base],
    key: tuple[str, ...],
    within: TextClause | None = None,
    /,
    **values: Any,  # noqa: ANN401
) -> bool:
    """Insert the row, or update the one with the same `key`; whether anything was written.

    `within` is the condition of the unique index, where it does not cover all rows.
    """
    statement = insert(model).values(**values)
    columns = model.__table__.c
    changeable = [name for name in values if name not in key]
    different = or_(*(columns[name].is_distinct_from(statement.excluded[name]) for name in changeable))
    result = session.execute(
        statement.on_conflict_do_update(
            index_elements=list(key),
            index_where=within,
            set_={name: statement.excluded[name] for name in changeable},
            where=different,
        ).returning(*(columns[name] for name in key))
    )
    return result.one_or_none() is not None
