"""Reads at scale go along their indexes, and never through a whole table."""

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from db.access import Access, Role, conninfo
from db.repositories.cohort_progress import CohortProgressRepository
from db.repositories.dashboard import DashboardRepository
from db.repositories.feed import FeedRepository
from db.repositories.forum import ForumRepository, ThreadFilter
from db.repositories.forum_search import ForumSearchRepository
from db.repositories.learning_record import LearningRecordRepository
from db.repositories.trending import TrendingRepository
from db.seed.scale import Plan, load
from tests.server import TestServer

LARGE = {
    "activity_feed",
    "user_relationships",
    "forum_posts",
    "forum_votes",
    "user_progress",
    "code_submissions",
    "quiz_attempts",
    "user_course_interactions",
    "cohort_members",
}
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EXPLAINED = (
    "LOAD 'auto_explain'",
    "SET auto_explain.log_min_duration = 0",
    "SET auto_explain.log_nested_statements = on",
    "SET auto_explain.log_format = json",
    "SET auto_explain.log_level = notice",
)
Reading = Callable[[Session, dict[str, Any]], object]


class Explained:
    """A session of the superuser whose every plan is caught."""

    def __init__(self, admin: psycopg.Connection) -> None:
        self.admin = admin
        self.plans: list[dict[str, Any]] = []
        admin.add_notice_handler(self._catch)
        self.engine: Engine = create_engine("postgresql+psycopg://", creator=lambda: admin)

    def _catch(self, notice: psycopg.errors.Diagnostic) -> None:
        message = notice.message_primary or ""
        if "plan:\n" in message:
            self.plans.append(json.loads(message.split("plan:\n", 1)[1])["Plan"])

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Every step of every plan."""
        todo = list(self.plans)
        while todo:
            node = todo.pop()
            yield node
            todo += node.get("Plans", [])


@pytest.fixture(scope="module")
def crowd(postgres: TestServer) -> Iterator[Access]:
    """A database in which a thousand people did a hundred thousand things."""
    with postgres.copy() as access:
        load(access.url(Role.OWNER), Plan(100_000, until=NOW), lambda _what, _done, _all: None)
        yield access


@pytest.fixture
def explained(crowd: Access, postgres: TestServer) -> Iterator[Explained]:
    admin = postgres.admin.set(database=crowd.database)
    with psycopg.connect(conninfo(admin), autocommit=True) as connection:
        for statement in EXPLAINED:
            connection.execute(statement)
        yield Explained(connection)


@pytest.fixture
def keys(explained: Explained) -> dict[str, Any]:
    """A viewer of some follows, one of very many, and a thread, a module and a cohort."""
    followers = "SELECT follower_id FROM coursewright.user_relationships GROUP BY 1 ORDER BY count(*)"
    asked = {
        "viewer": f"{followers} LIMIT 1",
        "reader": f"{followers} DESC LIMIT 1",
        "thread": "SELECT id FROM coursewright.forum_posts WHERE reply_count > 3 LIMIT 1",
        "cohort": "SELECT cohort_id FROM coursewright.cohort_members LIMIT 1",
    }
    found = {name: explained.admin.execute(query).fetchone() for name, query in asked.items()}
    return {name: row[0] for name, row in found.items() if row} | {"module": 3}


READS: dict[str, tuple[Reading, set[str]]] = {
    "ticker": (
        lambda s, k: FeedRepository(s).ticker(k["viewer"]),
        {"uq_relationships_pair", "idx_feed_pull", "pk_users"},
    ),
    "home": (
        lambda s, k: FeedRepository(s).home(k["viewer"]),
        {"uq_relationships_pair", "idx_feed_pull", "idx_cohort_members_user", "pk_users"},
    ),
    "ticker of a great reader": (
        lambda s, k: FeedRepository(s).ticker(k["reader"]),
        {"uq_relationships_pair", "idx_feed_recent", "pk_activity_feed"},
    ),
    "cohort feed": (
        lambda s, k: FeedRepository(s).of_cohort(k["viewer"], k["cohort"]),
        {"uq_cohort_members_cohort_id_user_id", "idx_feed_pull"},
    ),
    "profile feed": (lambda s, k: FeedRepository(s).of_person(k["viewer"], k["reader"]), {"idx_feed_pull"}),
    "threads of a module": (
        lambda s, k: ForumRepository(s).threads(
            k["viewer"], ThreadFilter(everywhere=False, module_id=k["module"])
        ),
        {"idx_forum_threads", "idx_relationships_unwanted", "idx_relationships_counts"},
    ),
    "threads of no module": (
        lambda s, k: ForumRepository(s).threads(k["viewer"], ThreadFilter(everywhere=False)),
        {"idx_forum_threads"},
    ),
    "threads of all modules": (lambda s, k: ForumRepository(s).threads(k["viewer"]), {"idx_forum_latest"}),
    "thread": (lambda s, k: ForumRepository(s).thread(k["viewer"], k["thread"]), {"pk_forum_posts"}),
    "replies": (
        lambda s, k: ForumRepository(s).replies(k["viewer"], k["thread"]),
        {"idx_forum_replies", "pk_forum_posts"},
    ),
    "search for a rare word": (
        lambda s, k: ForumSearchRepository(s).find(k["viewer"], "zyzyhist"),
        {"idx_forum_search", "idx_forum_title_trgm"},
    ),
    "search for a frequent word": (
        lambda s, k: ForumSearchRepository(s).find(k["viewer"], "block"),
        {"idx_forum_recent"},
    ),
    "dashboard": (
        lambda s, k: DashboardRepository(s).read(k["viewer"], NOW),
        {"uq_progress_user_module", "idx_courses_user_status", "idx_feed_pull"},
    ),
    "cohort by member": (
        lambda s, k: CohortProgressRepository(s).members(k["cohort"]),
        {"uq_progress_user_module"},
    ),
    "cohort by module": (
        lambda s, k: CohortProgressRepository(s).modules(k["cohort"]),
        {"uq_progress_user_module"},
    ),
    "completed modules": (
        lambda s, k: LearningRecordRepository(s).completed_modules(k["viewer"]),
        {"uq_progress_user_module"},
    ),
    "quiz performance": (
        lambda s, k: LearningRecordRepository(s).quiz_performance(k["viewer"]),
        {"idx_attempts_user_assessment"},
    ),
}


@pytest.mark.parametrize("name", READS)
def test_a_read_goes_along_its_indexes(explained: Explained, keys: dict[str, Any], name: str) -> None:
    read, wanted = READS[name]
    with Session(explained.engine) as session:
        whose = keys["reader" if "great" in name else "viewer"]
        session.execute(text("SELECT set_config('coursewright.person', :who, false)"), {"who": str(whose)})
        explained.plans.clear()
        read(session, keys)
        nodes = list(explained.nodes())
    used = {node["Index Name"] for node in nodes if "Index Name" in node}
    assert wanted <= used
    scanned = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"}
    assert scanned & LARGE == set()


def test_the_pass_over_the_trends_reads_the_starts_alone(explained: Explained) -> None:
    with Session(explained.engine) as session:
        explained.plans.clear()
        assert TrendingRepository(session).refresh(NOW) > 0
        used = {node.get("Index Name") for node in explained.nodes()}
        scanned = {node.get("Relation Name") for node in explained.nodes() if node["Node Type"] == "Seq Scan"}
        assert "idx_interactions_starts" in used
        assert "user_course_interactions" not in scanned
        session.rollback()


def test_nobody_reads_with_anothers_claim(explained: Explained, keys: dict[str, Any]) -> None:
    stranger = uuid.uuid4()
    with Session(explained.engine) as session:
        session.execute(text("SELECT set_config('coursewright.person', :who, false)"), {"who": str(stranger)})
        for name in ("ticker", "home", "cohort feed", "threads of a module", "thread", "replies"):
            with pytest.raises(ProgrammingError, match="for nobody else"):
                READS[name][0](session, keys)
