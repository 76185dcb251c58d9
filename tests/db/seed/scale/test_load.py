"""A crowd comes in whole, lifelike, the same each time, and with every kept value true."""

from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from db.access import Access, Role, conninfo
from db.models import Activity, User, UserRelationship
from db.repositories.drift import DriftRepository
from db.seed.scale import DatabaseInUse, Plan, load
from tests.factories.user import make_user
from tests.server import TestServer, engine_of

PLAN = Plan(3_000, seed=7, until=datetime(2026, 11, 20, tzinfo=UTC))
_DIGEST = """
    SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM (SELECT id, {} FROM coursewright.{}) t
"""
_RULES = """
    SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'coursewright'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'coursewright'
    UNION ALL SELECT tgname || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
"""


def fill(access: Access, plan: Plan = PLAN, *, is_forced: bool = False) -> list[str]:
    """Bring a crowd in, and return the tables that were told of."""
    told: list[str] = []
    load(access.url(Role.OWNER), plan, lambda what, _done, _all: told.append(what), is_forced=is_forced)
    return told


def rules(access: Access) -> list[str]:
    with psycopg.connect(conninfo(access.url(Role.OWNER))) as connection:
        return sorted(rule for (rule,) in connection.execute(_RULES))


def digests(access: Access) -> list[str]:
    tables = {
        "users": "username, is_hidden",
        "activity_feed": "user_id, visibility, created_at, dedupe_key",
        "user_relationships": "follower_id, following_id, status, is_mutual",
        "forum_posts": "user_id, title, content, upvotes",
        "code_submissions": "user_id, assessment_id, grade",
    }
    with psycopg.connect(conninfo(access.url(Role.OWNER))) as connection:
        found = (connection.execute(_DIGEST.format(*pair[::-1])).fetchone() for pair in tables.items())
        return [row[0] for row in found if row]


def test_everything_that_is_kept_is_true_and_every_rule_stands(fresh_database: Access) -> None:
    before = rules(fresh_database)
    told = fill(fresh_database)
    assert {"users", "activity_feed", "putting the rules back"} <= set(told)
    assert rules(fresh_database) == before
    with engine_of(fresh_database, Role.OPERATOR) as engine, Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Activity)) == PLAN.activities
        assert session.scalar(select(func.count()).select_from(User)) == PLAN.people
        assert [drift.cache for drift in DriftRepository(session).find() if drift.rows] == []
        hidden = select(UserRelationship.is_hidden, User.is_hidden).join(
            User, User.id == UserRelationship.following_id
        )
        assert {edge == person for edge, person in session.execute(hidden)} == {True}


def test_the_same_seed_makes_the_same_crowd(postgres: TestServer) -> None:
    made = []
    for seed in (7, 7, 8):
        with postgres.copy() as access:
            fill(access, Plan(1_000, seed=seed, until=PLAN.until))
            made.append(digests(access))
    assert made[0] == made[1]
    assert all(one != other for one, other in zip(made[1], made[2], strict=True))


def test_some_are_followed_and_some_follow_much_more_than_others(fresh_database: Access) -> None:
    fill(fresh_database, Plan(20_000))
    with engine_of(fresh_database, Role.OPERATOR) as engine, engine.connect() as connection:
        for side in ("follower_id", "following_id"):
            counts = connection.scalars(
                text(f"SELECT count(*) FROM coursewright.user_relationships GROUP BY {side} ORDER BY 1")  # noqa: S608
            ).all()
            assert counts[-1] > 2 * counts[len(counts) // 2]


def test_real_people_keep_a_crowd_out_unless_it_is_meant(fresh_database: Access) -> None:
    with engine_of(fresh_database, Role.OPERATOR) as engine, Session(engine) as session, session.begin():
        make_user(session, "ada")
    with pytest.raises(DatabaseInUse, match="1 real people"):
        fill(fresh_database)
    fill(fresh_database, Plan(1_000), is_forced=True)
    with pytest.raises(DatabaseInUse, match="crowd of 10"):
        fill(fresh_database, Plan(1_000), is_forced=True)


def test_a_load_that_fails_leaves_nothing_behind(fresh_database: Access) -> None:
    before = rules(fresh_database)

    def fail(what: str, _done: int, _all: int) -> None:
        if what == "forum_votes":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(fresh_database.url(Role.OWNER), PLAN, fail)
    assert rules(fresh_database) == before
    with engine_of(fresh_database, Role.OPERATOR) as engine, Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(User)) == 0
