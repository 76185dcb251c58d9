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
        ARRAY(SELECT l.id FROM coursewright.lessons l
            WHERE l.module_id = m.id AND l.retired_at IS NULL ORDER BY l.order_index),
        ARRAY(SELECT a.id FROM coursewright.assessments a
            WHERE a.module_id = m.id AND a.retired_at IS NULL AND a.slug IS NULL ORDER BY a.order_index),
        ARRAY(SELECT a.id FROM coursewright.assessments a
            WHERE a.module_id = m.id AND a.retired_at IS NULL AND a.slug IS NOT NULL ORDER BY a.order_index)
    FROM coursewright.modules m ORDER BY m.order_index
"""


@dataclass(frozen=True)
class Work:
    """A module with its lessons, questions and coding tasks."""

    module: int
    lessons: tuple[bytes, ...]
    questions: tuple[bytes, ...]
    tasks: tuple[bytes, ...]

    @property
    def items(self) -> int:
        """How many lessons and tasks, and with them the quiz, make up progress."""
        return len(self.lessons) + len(self.tasks) + bool(self.questions)


def settle(connection: psycopg.Connection) -> list[Work]:
    """The modules in their order, made up first where there are none."""
    if not connection.execute("SELECT FROM coursewright.modules LIMIT 1").fetchall():
        connection.execute(_STAND_INS)
    return [Work(module, *map(_bytes, lists)) for module, *lists in connection.execute(_READ)]


def _bytes(ids: Sequence[uuid.UUID]) -> tuple[bytes, ...]:
    return tuple(each.bytes for each in ids)
