"""The modules and tasks that the crowd works at: those that are there, or else stand-ins."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

_MODULES, _QUESTIONS, _TASKS = 17, 8, 2
_STAND_INS = f"""
    INSERT INTO coursewright.modules (id, slug, title, track, order_index, is_published)
    SELECT n, 'scale-' || n, 'Module ' || n, 'user', n, true FROM generate_series(1, {_MODULES}) n;
    INSERT INTO coursewright.assessments
        (id, module_id, slug, question_text, question_type, correct_answer, order_index)
    SELECT md5('scale' || m || ':' || q)::uuid, m,
        CASE WHEN q > {_QUESTIONS} THEN 'scale-' || m || '-' || q END, 'Is it so?',
        CASE WHEN q > {_QUESTIONS} THEN 'coding-task' ELSE 'true-false' END, 'true', q
    FROM generate_series(1, {_MODULES}) m, generate_series(1, {_QUESTIONS + _TASKS}) q
"""  # noqa: S608
_READ = """
    SELECT m.id,
        coalesce(array_agg(a.id ORDER BY a.order_index) FILTER (WHERE a.slug IS NULL), '{}'),
        coalesce(array_agg(a.id ORDER BY a.order_index) FILTER (WHERE a.slug IS NOT NULL), '{}')
    FROM coursewright.modules m
    LEFT JOIN coursewright.assessments a ON a.module_id = m.id AND a.retired_at IS NULL
    GROUP BY m.id ORDER BY m.order_index
"""


@dataclass(frozen=True)
class Work:
    """A module with its questions and coding tasks."""

    module: int
    questions: tuple[bytes, ...]
    tasks: tuple[bytes, ...]


def settle(connection: psycopg.Connection) -> list[Work]:
    """The modules in their order, made up first where there are none."""
    if not connection.execute("SELECT FROM coursewright.modules LIMIT 1").fetchall():
        connection.execute(_STAND_INS)
    return [
        Work(module, _bytes(questions), _bytes(tasks))
        for module, questions, tasks in connection.execute(_READ)
    ]


def _bytes(ids: Sequence[uuid.UUID]) -> tuple[bytes, ...]:
    return tuple(each.bytes for each in ids)
