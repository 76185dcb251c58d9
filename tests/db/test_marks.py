"""Whoever changes a grade or a comment in a gradebook leaves a mark, and is never stopped by it."""

from collections.abc import Iterator
from datetime import datetime

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.access import Access, Role, gradebook_schema
from db.enums import Channel
from db.models import GradebookMark
from db.provision import provision_cohort
from tests.factories.cohort import make_cohort
from tests.server import TestServer, engine_of

SLUG = "spring-27"
SCHEMA = gradebook_schema(SLUG)
_ROWS = """
    INSERT INTO course (id) VALUES ('spring-27');
    INSERT INTO student (id) VALUES ('ada');
    INSERT INTO assignment (id, name, course_id) VALUES ('a', 'm01-hash-chain', 'spring-27');
    INSERT INTO notebook (id, name, assignment_id) VALUES ('n', 'm01-hash-chain', 'a');
    INSERT INTO base_cell (id, name, notebook_id, type) VALUES ('c', 'test-1', 'n', 'GradeCell');
    INSERT INTO grade_cells (id, max_score, cell_type) VALUES ('c', 2, 'code');
    INSERT INTO submitted_assignment (id, assignment_id, student_id) VALUES ('sa', 'a', 'ada');
    INSERT INTO submitted_notebook (id, assignment_id, notebook_id) VALUES ('sn', 'sa', 'n');
"""
_GRADE = (
    "INSERT INTO grade (id, notebook_id, cell_id, auto_score, needs_manual_grade)"
    " VALUES ('g', 'sn', 'c', 1, false)"
)
_COMMENT = "INSERT INTO comment (id, notebook_id, cell_id, auto_comment) VALUES ('k', 'sn', 'c', 'no answer')"


@pytest.fixture
def gradebook(postgres: TestServer, fresh_database: Access, engine: Engine) -> Iterator[Engine]:
    """A gradebook with one submission and our triggers, as the course server's role sees it."""
    from nbgrader.api import Base as NbgraderBase  # noqa: PLC0415  (imports slowly)

    with Session(engine) as session:
        make_cohort(session, "noise")
        make_cohort(session, SLUG)
        session.commit()
    provision_cohort(postgres.admin, fresh_database, SLUG)
    owner = create_engine(
        fresh_database.url(Role.OWNER), connect_args={"options": f"-c search_path={SCHEMA},public"}
    )
    with owner.begin() as connection:
        NbgraderBase.metadata.create_all(connection)
        for table in ("grade", "comment"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER mark AFTER INSERT OR UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION coursewright.mark_gradebook('{SLUG}')"
            )
        connection.exec_driver_sql(_ROWS)
    owner.dispose()
    course = create_engine(fresh_database.course_url(SLUG))
    yield course
    course.dispose()


def _take_marks(engine: Engine) -> list[tuple[str, str]]:
    with Session(engine) as session:
        marks = session.scalars(select(GradebookMark)).all()
        found = [(mark.assignment_name, mark.student_name) for mark in marks]
        for mark in marks:
            session.delete(mark)
        session.commit()
        return found


def _write(gradebook: Engine, *statements: str) -> None:
    with gradebook.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("first", "change"),
    [
        (_GRADE, "UPDATE grade SET manual_score = 2"),
        (_GRADE, "DELETE FROM grade"),
        (_COMMENT, "UPDATE comment SET manual_comment = 'Well done'"),
        (_COMMENT, "DELETE FROM comment"),
    ],
)
def test_each_insert_update_and_delete_leaves_one_mark(
    gradebook: Engine, engine: Engine, first: str, change: str
) -> None:
    for statement in (first, change):
        _write(gradebook, statement)
        assert _take_marks(engine) == [("m01-hash-chain", "ada")]


def test_a_later_change_moves_the_time_of_the_mark(gradebook: Engine, engine: Engine) -> None:
    def marked_at() -> datetime:
        with Session(engine) as session:
            return session.scalars(select(GradebookMark.marked_at)).one()

    _write(gradebook, _GRADE)
    before = marked_at()
    _write(gradebook, "UPDATE grade SET manual_score = 2")
    assert marked_at() > before


def test_a_listener_hears_of_a_change_once_per_transaction(gradebook: Engine, fresh_database: Access) -> None:
    address = fresh_database.url(Role.WORKER).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as listener:
        listener.execute(f"LISTEN {Channel.MARKS}")
        _write(gradebook, _GRADE, _COMMENT, "UPDATE grade SET manual_score = 2")
        heard = [note.payload for note in listener.notifies(timeout=5, stop_after=1)]
        heard += [note.payload for note in listener.notifies(timeout=0)]
    assert heard == ['{"cohort" : "spring-27", "assignment" : "m01-hash-chain", "student" : "ada"}']


def test_rows_whose_parents_are_gone_are_ignored(gradebook: Engine, engine: Engine) -> None:
    _write(gradebook, _GRADE, "UPDATE grade SET notebook_id = NULL")
    _take_marks(engine)
    _write(gradebook, "UPDATE grade SET manual_score = 2", "DELETE FROM grade")
    assert _take_marks(engine) == []


def test_a_failing_mark_does_not_fail_the_grade(
    gradebook: Engine, engine: Engine, fresh_database: Access
) -> None:
    with engine_of(fresh_database, Role.OWNER) as owner, owner.begin() as connection:
        connection.execute(text("ALTER TABLE coursewright.gradebook_marks RENAME TO elsewhere"))
    _write(gradebook, _GRADE)
    with gradebook.connect() as connection:
        assert connection.exec_driver_sql("SELECT auto_score FROM grade").scalar_one() == 1


def test_a_gradebook_of_an_unknown_cohort_marks_nothing(gradebook: Engine, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM coursewright.cohorts WHERE slug = :slug"), {"slug": SLUG})
    _write(gradebook, _GRADE)
    assert _take_marks(engine) == []


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("SELECT * FROM coursewright.users", "permission denied"),
        ("DELETE FROM coursewright.gradebook_marks", "permission denied"),
        ("ALTER TABLE grade DISABLE TRIGGER mark", "must be owner"),
        ("CREATE TABLE mine ()", "permission denied"),
    ],
)
def test_a_course_servers_role_can_neither_read_ours_nor_stop_the_marks(
    gradebook: Engine, statement: str, refusal: str
) -> None:
    with gradebook.connect() as connection, pytest.raises(DBAPIError, match=refusal):
        connection.exec_driver_sql(statement)
