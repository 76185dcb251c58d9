"""After a person was erased, nothing in any table of any schema tells who she was."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from curriculum.grading import gradebook
from db import provision
from db.access import Access, Role, conninfo, gradebook_schema
from db.base import Base
from db.enums import VoteType
from db.models import CodeSubmission, ForumPost, ForumVote, PeerReview, QuizAttempt, QuizSession, User
from db.personal import hub
from db.personal.collect import PersonalRepository
from db.personal.erase import FORMER, erase, gradebooks
from db.personal.place import PLACES
from db.repositories.drift import DriftRepository
from db.repositories.queue import QueueRepository
from db.repositories.user import Person, UserRepository
from tests.factories.catalogue import make_module, make_question, make_task
from tests.factories.cohort import make_cohort, make_member
from tests.factories.course import make_blueprint, make_course, make_exercise, make_generated_module
from tests.factories.everything import fill_every_table
from tests.factories.forum import make_reply, make_thread
from tests.factories.submission import make_submission
from tests.factories.user import make_archetype, make_friends, make_user
from tests.server import TestServer

_HUB = """
    CREATE TABLE users (id serial PRIMARY KEY, name text);
    CREATE TABLE servers (id serial PRIMARY KEY, base_url text);
    CREATE TABLE oauth_clients (id serial PRIMARY KEY, identifier text UNIQUE, description text);
    CREATE TABLE spawners (id serial PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE,
      server_id int REFERENCES servers ON DELETE SET NULL,
      oauth_client_id text REFERENCES oauth_clients (identifier) ON DELETE SET NULL);
    INSERT INTO users (name) VALUES ('quinn'), ('other');
    INSERT INTO servers (base_url) VALUES ('/user/quinn/'), ('/user/other/');
    INSERT INTO oauth_clients (identifier, description)
      VALUES ('jupyterhub-user-quinn', 'Server at /user/quinn/'), ('jupyterhub-user-other', 'x');
    INSERT INTO spawners (user_id, server_id, oauth_client_id)
      VALUES (1, 1, 'jupyterhub-user-quinn'), (2, 2, 'jupyterhub-user-other');
"""
NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789._-", min_size=6, max_size=20).map(
    lambda tail: f"q{tail}"
)


def occurrences(session: Session, *needles: str) -> list[str]:
    """Every row of every table in every schema of ours in whose text one of the words stands."""
    tables = session.execute(
        text(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
            " AND table_schema IN ('coursewright', 'queue')"
        )
    ).all()
    found = []
    for schema, table in tables:
        if table == "alembic_version":
            continue
        rows = session.scalars(text(f'SELECT t::text FROM "{schema}"."{table}" t'))  # noqa: S608
        found += [
            f"{table}: {row[:200]}"
            for row in rows
            for needle in needles
            if needle.lower() in row.lower() or needle.encode().hex() in row
        ]
    return found


@dataclass(frozen=True)
class World:
    """A person in the middle of things, and somebody who stays."""

    person: Person
    other: User
    task_id: uuid.UUID
    thread_id: uuid.UUID


def world(session: Session, username: str, full_name: str) -> World:
    """Give a person rows wherever a person can have some."""
    fill_every_table(session)
    her = make_user(session, username, full_name=full_name)
    other = make_user(session)
    make_archetype(session, her, entity_primary="Shoe")
    make_friends(session, her, other)
    cohort = make_cohort(session)
    make_member(session, cohort, her)
    module = make_module(session)
    task = make_task(session, module)
    mine = make_submission(session, her, task, cohort=cohort, grade=Decimal(8))
    waiting = make_submission(session, her, task, cohort=cohort, attempt=2)
    QueueRepository(session).defer_grading(waiting.id, f"{cohort.slug}/{task.slug}/{username}")
    theirs = make_submission(session, other, task, cohort=cohort, grade=Decimal(8))
    own = make_generated_module(session, make_course(session, her), make_blueprint(session))
    make_submission(session, her, make_exercise(session, own), grade=Decimal(9))
    thread = make_thread(session, her, module)
    thread.content = f"I am {full_name}, write to {her.email}. {username} asks."
    answer = make_reply(session, other, thread)
    answer.content = f"Hello {full_name.upper()}, hello @{username}!"
    sitting = QuizSession(
        user_id=her.id,
        module_id=module.id,
        attempt_number=1,
        points_earned=5,
        points_possible=10,
        submitted_at=func.now(),
    )
    session.add(sitting)
    session.flush()
    question = make_question(session, module)
    session.add_all(
        [
            ForumVote(post_id=answer.id, user_id=her.id, vote_type=VoteType.UPVOTE),
            PeerReview(
                submission_id=theirs.id,
                reviewer_id=her.id,
                comments=f"Fine. {username}",
                submitted_at=func.now(),
            ),
            PeerReview(
                submission_id=mine.id,
                reviewer_id=other.id,
                comments=f"Well done, {full_name}",
                submitted_at=func.now(),
            ),
            QuizAttempt(
                session_id=sitting.id,
                user_id=her.id,
                assessment_id=question.id,
                user_answer=f"I, {full_name}",
                is_correct=True,
                points_earned=5,
            ),
        ]
    )
    session.flush()
    person = UserRepository(session).by_id(her.id)
    assert person
    return World(person, other, task.id, thread.id)


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(username=NAMES, surname=st.sampled_from(["O'Neil-Łuk", "von der (Heide)", "Ng.Q+Z", "Ünal [x]"]))
def test_no_row_tells_who_she_was(session: Session, username: str, surname: str) -> None:
    with session.begin_nested() as attempt:
        found = world(session, username, f"Qx{username[1:4]} {surname}")
        person = found.person
        words = [person.username, person.email, str(person.full_name), str(person.id)]
        assert len(occurrences(session, *words)) > 20
        erase(session, person, by="root")
        session.expire_all()
        assert occurrences(session, *words) == []
        attempt.rollback()


def test_what_others_need_stays_with_a_stand_in(session: Session) -> None:
    found = world(session, "qerased", "Quinn Erased")
    votes = session.scalars(select(ForumPost.upvotes).where(ForumPost.root_post_id == found.thread_id)).one()
    erased = erase(session, found.person, by="root")
    session.expire_all()
    stand_in = session.scalars(select(User).where(User.username == erased.stand_in)).one()
    noted = session.execute(text("SELECT actor, subject FROM audit_log WHERE action = 'person.erased'")).one()
    assert tuple(noted) == ("root", erased.stand_in)
    assert (stand_in.full_name, stand_in.is_active) == (FORMER, False)
    scores = select(CodeSubmission.grade).where(CodeSubmission.assessment_id == found.task_id)
    assert session.scalars(scores).all() == [Decimal(8)] * 2
    thread = session.get_one(ForumPost, found.thread_id)
    assert thread.user_id is None
    assert thread.content == f"I am [{FORMER.lower()}], write to [{FORMER.lower()}]. [{FORMER.lower()}] asks."
    assert thread.reply_count == 1
    assert (
        session.scalars(select(ForumPost.upvotes).where(ForumPost.root_post_id == found.thread_id)).one()
        == votes
    )
    comments = session.scalars(select(PeerReview.comments).where(PeerReview.comments.is_not(None))).all()
    assert f"Well done, [{FORMER.lower()}]" in comments
    answers = select(QuizAttempt.user_answer, QuizAttempt.points_earned).where(
        QuizAttempt.user_id == stand_in.id
    )
    assert session.execute(answers).all() == [(None, 5)]


def test_no_cache_drifts_and_nobody_else_changes(session: Session) -> None:
    found = world(session, "qerased", "Quinn Erased")
    DriftRepository(session).mend()
    others = select(func.count()).select_from(User).where(User.id != found.person.id)
    before = session.scalar(others) or 0
    erase(session, found.person, by="root")
    assert [drift for drift in DriftRepository(session).find() if drift.rows] == []
    assert session.scalar(others) == before + 1  # the stand-in


def test_every_table_is_known_to_export_and_erase(session: Session) -> None:
    listed = [place.table for place in PLACES]
    assert sorted(listed) == sorted(
        {table.name for table in Base.metadata.tables.values()} | {"alembic_version"}
    )
    for table in Base.metadata.tables.values():
        columns = {key.parent.name for key in table.foreign_keys if key.column.table.name == "users"}
        place = next(place for place in PLACES if place.table == table.name)
        assert not columns or place.where, f"{table.name} names a person: say which rows are hers"


def test_an_export_holds_her_rows_her_notebooks_and_no_password(session: Session) -> None:
    found = world(session, "qexported", "Quinn Exported")
    personal = PersonalRepository(session, found.person.id, "qexported")
    tables = {table.table: table.rows for table in personal.tables()}
    assert [row["full_name"] for row in tables["users"]] == ["Quinn Exported"]
    assert "password_hash" not in tables["users"][0]
    assert len(tables["code_submissions"]) == 3
    assert len(tables["peer_reviews"]) == 2
    assert {row["user_id"] for row in tables["user_variables"]} == {str(found.person.id)}
    assert len(list(personal.notebooks())) == 3


@pytest.fixture
def hub_user(fresh_database: Access) -> Access:
    with psycopg.connect(conninfo(fresh_database.url(Role.HUB))) as connection:
        connection.execute(_HUB)
    return fresh_database


def test_the_hub_forgets_her_and_nobody_else(hub_user: Access) -> None:
    assert hub.forget(hub_user, "quinn")
    with psycopg.connect(conninfo(hub_user.url(Role.HUB))) as connection:
        for table in ("users", "servers", "oauth_clients", "spawners"):
            rows = connection.execute(f"SELECT t::text FROM {table} t").fetchall()  # noqa: S608
            assert len(rows) == 1
            assert "quinn" not in rows[0][0]


def test_a_hub_that_never_ran_has_nothing_to_forget(fresh_database: Access) -> None:
    assert not hub.forget(fresh_database, "quinn")


def test_gradebooks_forget_her(postgres: TestServer, fresh_database: Access) -> None:
    provision.provision_cohort(postgres.admin, fresh_database, "demo")
    gradebook.create_tables(fresh_database.url(Role.OWNER), gradebook_schema("demo"), "demo")
    assert gradebooks(fresh_database, ["demo", "other"]) == ["demo"]
    url = fresh_database.course_url("demo")
    with gradebook.opened(url, "demo") as book:
        for name in ("quinn", "other"):
            book.update_or_create_student(name, first_name=name)
    assert gradebook.forget_student(url, "demo", "quinn")
    assert not gradebook.forget_student(url, "demo", "quinn")
    with gradebook.opened(url, "demo") as book:
        assert [student.id for student in book.students] == ["other"]
