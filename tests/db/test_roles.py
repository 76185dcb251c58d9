"""Each role is refused what it must not do with the platform's tables, and does what it is there for."""

from collections.abc import Iterator

import pytest
from psycopg import errors
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db import rights
from db.access import Access, Role
from db.base import Base
from db.claim import Claim
from db.models import User
from db.unit_of_work import UnitOfWork
from hub.password import hash_password
from hub.services.login import LoginService
from tests.factories.everything import fill_every_table
from tests.factories.user import make_user
from tests.server import TestServer, engine_of

REFUSED = {
    Role.SERVICE: (
        "SELECT password_hash FROM users",
        "SELECT * FROM users",
        "UPDATE users SET role = 'admin'",
        "UPDATE users SET password_hash = 'x'",
        "INSERT INTO users (username, email) VALUES ('eve', 'eve@example.org')",
        "DELETE FROM users",
        "SELECT correct_answer FROM assessments",
        "SELECT explanation FROM assessments",
        "SELECT option_notes, marking FROM assessments",
        "SELECT solution_code FROM exercises",
        "SELECT flaws FROM exercises",
        "SELECT hints FROM exercises",
        "SELECT hints FROM assessments",
        "INSERT INTO hint_reveals (number) VALUES (1)",
        "UPDATE regrade_requests SET reason = 'x'",
        "UPDATE code_submissions SET grade = 10",
        "UPDATE user_progress SET score = 100",
        "DELETE FROM code_submissions",
        "UPDATE cohort_members SET role = 'admin'",
        "INSERT INTO cohort_members (cohort_id, user_id, role) SELECT id, created_by, 'admin' FROM cohorts",
        "UPDATE modules SET is_published = true",
        "UPDATE assessments SET points = 0",
        "UPDATE notebooks SET content = 'x'",
        "SELECT * FROM grade_events",
        "SELECT * FROM gradebook_marks",
        "SELECT payload FROM outbox",
        "SELECT * FROM audit_log",
        "UPDATE audit_log SET action = 'nothing'",
        "SELECT * FROM alembic_version",
        "UPDATE alembic_version SET version_num = 'x'",
        "DELETE FROM alembic_version",
        "TRUNCATE code_submissions",
        "ALTER TABLE code_submissions DISABLE ROW LEVEL SECURITY",
        "DROP POLICY rows_in_sight ON code_submissions",
        "CREATE TABLE coursewright.mine (id int)",
        "CREATE FUNCTION coursewright.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SELECT coursewright.mark_gradebook()",
        "SELECT coursewright.refuse_rewriting()",
        "SET ROLE {owner}",
        "SET ROLE {worker}",
        "SET SESSION AUTHORIZATION {operator}",
        "COPY users TO STDOUT",
        "COPY users TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ),
    Role.WORKER: (
        "SELECT password_hash FROM users",
        "UPDATE users SET is_active = false",
        "SELECT correct_answer FROM assessments",
        "SELECT solution_code FROM exercises",
        "SELECT hints FROM assessments",
        "SELECT * FROM coursewright.hints_of(gen_random_uuid())",
        "SELECT * FROM user_variables",
        "SELECT * FROM bot_configurations",
        "SELECT * FROM forum_votes",
        "DELETE FROM code_submissions",
        "DELETE FROM grade_events",
        "UPDATE cohort_members SET role = 'admin'",
        "UPDATE lessons SET title = 'x'",
        "UPDATE alembic_version SET version_num = 'x'",
        "SELECT * FROM alembic_version",
        "ALTER TABLE code_submissions DISABLE TRIGGER ALL",
        "SELECT * FROM coursewright.reveal_answers(ARRAY[gen_random_uuid()])",
        "SET ROLE {service}",
    ),
    Role.LOGIN: (
        "SELECT bio FROM users",
        "UPDATE users SET role = 'admin'",
        "UPDATE users SET username = 'x'",
        "INSERT INTO users (username, email) VALUES ('eve', 'eve@example.org')",
        "DELETE FROM users",
        "SELECT * FROM code_submissions",
        "SELECT * FROM user_progress",
        "SELECT * FROM activity_feed",
        "UPDATE cohort_members SET role = 'admin'",
        "SELECT * FROM alembic_version",
    ),
    Role.ANALYST: (
        "SELECT username FROM users",
        "SELECT email FROM users",
        "SELECT full_name FROM users",
        "SELECT password_hash FROM users",
        "SELECT domain FROM user_archetypes",
        "SELECT * FROM user_variables",
        "SELECT submitted_code FROM user_progress",
        "SELECT notebook_sha256 FROM code_submissions",
        "SELECT file_uploads FROM code_submissions",
        "SELECT instructor_feedback FROM code_submissions",
        "SELECT content FROM notebooks",
        "SELECT user_answer FROM quiz_attempts",
        "SELECT comment FROM quiz_attempts",
        "SELECT user_answer FROM review_answers",
        "SELECT content FROM forum_posts",
        "SELECT metadata FROM activity_feed",
        "SELECT comments FROM peer_reviews",
        "SELECT hint FROM hint_reveals",
        "SELECT reason FROM regrade_requests",
        "SELECT title FROM generated_courses",
        "SELECT content_json FROM generated_modules",
        "SELECT * FROM bot_configurations",
        "SELECT * FROM user_relationships",
        "SELECT correct_answer FROM assessments",
        "SELECT * FROM audit_log",
        "SELECT * FROM alembic_version",
    ),
    Role.OPERATOR: (
        "SELECT * FROM alembic_version",
        "UPDATE alembic_version SET version_num = 'x'",
        "DELETE FROM audit_log",
        "UPDATE audit_log SET action = 'nothing'",
        "TRUNCATE users",
        "DROP TABLE users",
        "ALTER TABLE users ADD COLUMN x int",
        "CREATE TABLE coursewright.mine (id int)",
        "SELECT * FROM jupyterhub.users",
        "SET ROLE {owner}",
    ),
    Role.HUB: (
        "SELECT * FROM coursewright.users",
        "SELECT * FROM coursewright.code_submissions",
        "SELECT * FROM queue.procrastinate_jobs",
    ),
}


@pytest.fixture(scope="module")
def filled(postgres: TestServer) -> Iterator[Access]:
    """A database with rows in every table."""
    with postgres.copy() as access:
        with engine_of(access, Role.OPERATOR) as engine, Session(engine) as session:
            fill_every_table(session)
            session.commit()
        yield access


@pytest.mark.parametrize(
    ("role", "statement"),
    [(role, statement) for role, statements in REFUSED.items() for statement in statements],
    ids=str,
)
def test_what_a_role_must_not_do_is_refused(filled: Access, role: Role, statement: str) -> None:
    names = {each.value: f'"{filled.role_name(each)}"' for each in Role}
    for name, quoted in names.items():
        statement = statement.replace(f"{{{name}}}", quoted)
    with engine_of(filled, role) as engine, engine.connect() as connection:
        with pytest.raises(DBAPIError) as caught:
            connection.exec_driver_sql(statement)
        assert isinstance(caught.value.orig, errors.InsufficientPrivilege), caught.value


def test_the_analyst_reads_numbers_of_everybody_and_writes_nothing(filled: Access) -> None:
    with engine_of(filled, Role.ANALYST) as engine, engine.connect() as connection:
        counted = text(
            "SELECT count(DISTINCT s.user_id), avg(s.grade / s.max_grade) FROM code_submissions s "
            "JOIN users u ON u.id = s.user_id JOIN cohorts c ON c.id = s.cohort_id"
        )
        people, mean = connection.execute(counted).one()
        assert people == 1
        assert 0 < mean <= 1
        assert connection.scalar(text("SELECT count(*) FROM user_progress")) == 2
        assert connection.scalar(text("SHOW default_transaction_read_only")) == "on"
    with engine_of(filled, Role.ANALYST) as engine, engine.begin() as connection:
        connection.execute(text("SET TRANSACTION READ WRITE"))
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text("DELETE FROM module_completions"))


def test_no_table_has_a_right_that_the_matrix_does_not_tell(filled: Access) -> None:
    found = rights.read(filled)
    for table, by_role in found.tables.items():
        readers = {role for role, granted in by_role.items() if "SELECT" in granted.actions}
        assert Role.HUB not in by_role, table
        assert table == "alembic_version" or Role.OPERATOR in readers, table
    assert not any(found.tables["alembic_version"].values())
    assert found.open_to_all == ()


def test_every_table_with_rows_of_one_person_is_protected(filled: Access) -> None:
    """A new table with a column that names a person has policies, or is listed here among those without."""
    needs_none = {"cohort_members", "cohorts", "audit_log", "grade_events"}
    with_people = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_key_constraints
        if key.referred_table.name == User.__tablename__
    }
    assert with_people - needs_none - rights.read(filled).protected == set()


def test_the_login_page_works_with_its_own_role(fresh_database: Access, engine: Engine) -> None:
    with Session(engine) as session:
        make_user(session, "ada", password_hash=hash_password("correct horse"))
        session.commit()
    with engine_of(fresh_database, Role.LOGIN) as own:
        login = LoginService(lambda: UnitOfWork(own))
        assert login.log_in("ada", "wrong horse") is None
        found = login.log_in("ada", "correct horse")
        assert found is not None
        assert login.find("ada") == found
    with Session(engine) as session:
        assert session.scalar(text("SELECT last_login IS NOT NULL FROM users")) is True


def test_a_claim_of_nobody_reaches_no_private_row(filled: Access) -> None:
    protected = rights.read(filled).protected - {"users", "forum_posts", "user_archetypes", "forum_anchors"}
    shown = rights.read(filled).tables
    for claim in (None, Claim()):
        with engine_of(filled, Role.SERVICE) as engine, UnitOfWork(engine, claim) as uow:
            for table in protected - {"notebooks", "user_achievements", "llm_calls", "exercises"}:
                assert Role.SERVICE in shown[table]
                assert uow.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table  # noqa: S608
