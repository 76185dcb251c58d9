"""Reads everything that is stored about one person."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from db.personal.place import PLACES

_HIDDEN = "'password_hash', 'search', 'solution_code', 'idempotency_key'"
_NOTEBOOKS = """
    SELECT coalesce(a.slug, e.slug) || '-attempt-' || s.submission_version, n.content
    FROM code_submissions s JOIN notebooks n ON n.sha256 = s.notebook_sha256
    LEFT JOIN assessments a ON a.id = s.assessment_id LEFT JOIN exercises e ON e.id = s.exercise_id
    WHERE s.user_id = :person ORDER BY 1
"""


@dataclass(frozen=True)
class Collected:
    """The rows of one table, with what they are in plain words."""

    table: str
    about: str
    rows: list[dict[str, Any]]


class PersonalRepository:
    """All SQL that reads a person's rows wherever they are; needs a role that sees every row."""

    def __init__(self, session: Session, person_id: uuid.UUID, username: str) -> None:
        self._session = session
        self._values = {"person": person_id, "name": username}

    def tables(self) -> list[Collected]:
        """Every table that has something about her."""
        found = []
        for place in PLACES:
            if place.where is None:
                continue
            query = f"SELECT to_jsonb(t) - ARRAY[{_HIDDEN}] FROM {place.table} t WHERE {place.where}"  # noqa: S608
            rows = [dict(row) for row in self._session.scalars(_statement(query), self._used(query))]
            if rows:
                rows.sort(key=lambda row: json.dumps(row, sort_keys=True, default=str))
                found.append(Collected(place.table, place.about, rows))
        return found

    def notebooks(self) -> Iterator[tuple[str, bytes]]:
        """The notebooks that she handed in, by a file name without its ending."""
        for name, content in self._session.execute(_statement(_NOTEBOOKS), self._used(_NOTEBOOKS)):
            yield str(name), bytes(content)

    def _used(self, query: str) -> dict[str, object]:
        return {name: value for name, value in self._values.items() if f":{name}" in query}


def _statement(query: str) -> TextClause:
    """A cast's colons are no bind parameter."""
    return text(query.replace("::", r"\:\:"))
