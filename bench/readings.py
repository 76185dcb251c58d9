"""The reads that are timed, for random viewers of one crowd."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from random import Random
from types import TracebackType
from typing import Any, Self

import psycopg
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.row import Row
from bench.stopwatch import Stopwatch, Times
from db import engine as engines
from db.access import Access, Role, conninfo
from db.models import Cohort
from db.repositories.cohort_progress import CohortProgressRepository
from db.repositories.dashboard import DashboardRepository
from db.repositories.trending import TrendingRepository

TURN = 25
ALIKE = 250
_LAST = uuid.UUID(int=2**128 - 1)
_LOOK_UP = (
    "SELECT id, user_id, activity_type, metadata, created_at FROM coursewright.activity_feed WHERE id = %s"
)
_FEED = "SELECT * FROM coursewright.read_feed(%s, {}, 'infinity', %s, 20)"
_THREADS = "SELECT * FROM coursewright.read_threads(%s, {}, %s, NULL, NULL, true, 'infinity', %s, 20)"
_REPLIES = "SELECT * FROM coursewright.read_replies(%s, %s, '-infinity', %s, 50)"
_SEARCH = "SELECT * FROM coursewright.search_forum(%s, %s, NULL, NULL, NULL, NULL, 'infinity', %s, 20)"
_CLAIM = "SELECT set_config('coursewright.person', %s, false)"
_FOLLOWERS = """
    SELECT follower_id FROM coursewright.user_relationships WHERE status = 'active'
    GROUP BY 1 HAVING count(*) BETWEEN %s AND %s ORDER BY md5(follower_id::text) LIMIT 1000
"""
_MOST = """
    SELECT follower_id FROM coursewright.user_relationships WHERE status = 'active'
    GROUP BY 1 ORDER BY count(*) DESC LIMIT %s
"""

Keys = Sequence[uuid.UUID]
Statement = tuple[str, Callable[[uuid.UUID], tuple[Any, ...]]]


class Readings:
    """Times reads of a crowd that did `size` things."""

    def __init__(self, access: Access, size: int, samples: int) -> None:
        self._access = access
        self._size = size
        self._samples = samples
        self._chance = Random(size)  # noqa: S311

    def __enter__(self) -> Self:
        self._connection = psycopg.connect(conninfo(self._access.url(Role.OPERATOR)), autocommit=True)
        self._connection.prepare_threshold = 0
        self._items = self._asked(
            "SELECT id FROM coursewright.activity_feed TABLESAMPLE SYSTEM (5) LIMIT 20000"
        )
        self._typical = self._asked(_FOLLOWERS, 20, 200)
        self._alike = self._asked(_FOLLOWERS, 30, 40)[:ALIKE]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def rows(self) -> Iterator[Row]:
        """Time everything, once warm."""
        everybody = self._asked("SELECT id FROM coursewright.users ORDER BY md5(username::text) LIMIT 5000")
        typical = self._typical
        heavy = self._asked(_FOLLOWERS, 400, 4_000) or typical
        most = self._asked(_MOST, 15)
        threads = self._asked(
            "SELECT id FROM coursewright.forum_posts WHERE parent_post_id IS NULL AND deleted_at IS NULL "
            "ORDER BY md5(id::text) LIMIT 2000"
        )
        ticker, home = self._feed("false"), self._feed("true")
        yield from self._timed("ticker, 20 to 200 followed", typical, ticker, (20, 60))
        yield from self._timed("ticker, 400 to 4,000 followed", heavy, ticker, (20, 60))
        yield from self._timed("ticker, the most followed by one", most, ticker, (20, 250))
        yield from self._timed("home feed", typical, home)
        module = self._chance.randrange
        yield from self._timed(
            "threads of a module",
            everybody,
            (_THREADS.format("false"), lambda one: (one, module(1, 9), _LAST)),
        )
        yield from self._timed(
            "threads of all modules", everybody, (_THREADS.format("true"), lambda one: (one, None, _LAST))
        )
        thread = self._chance.choice
        yield from self._timed(
            "thread", everybody, (_REPLIES, lambda one: (one, thread(threads), uuid.UUID(int=0)))
        )
        for kind, word in (("rare", "xozyban"), ("frequent", "block")):
            query = _SEARCH, self._with_word(word)
            yield from self._timed(f"search for a {kind} word", everybody, query, samples=self._samples // 10)
        yield from self._through_repositories(everybody)

    def tickers(self) -> list[float]:
        """Time the ticker of each of `ALIKE` viewers who follow 30 to 40, in milliseconds."""
        statement, arguments = self._feed("false")
        cursor, watch, times = self._connection.cursor(), Stopwatch(0), Times()
        for viewer in self._alike:
            cursor.execute(_CLAIM, [str(viewer)])
            values = arguments(viewer)
            watch.time(lambda: cursor.execute(statement, values, binary=True).fetchall(), times)  # noqa: B023
        return times.waited

    def _feed(self, at_home: str) -> Statement:
        return _FEED.format(at_home), lambda one: (one, _LAST)

    @staticmethod
    def _with_word(word: str) -> Callable[[uuid.UUID], tuple[Any, ...]]:
        return lambda one: (one, word, _LAST)

    def _timed(
        self,
        name: str,
        viewers: Keys,
        read: Statement,
        targets: tuple[int, int] | None = None,
        *,
        samples: int | None = None,
    ) -> Iterator[Row]:
        """Let a read and the look-up of a row take turns on one connection."""
        statement, arguments = read
        reading, looking = Times(), Times()
        cursor = self._connection.cursor()

        def run(query: str, values: tuple[Any, ...]) -> None:
            cursor.execute(query, values, binary=True).fetchall()

        with Stopwatch(self._connection.info.backend_pid).running() as watch:
            for turn in range(max((samples or self._samples) // TURN, 1) + 1):
                into = (reading, looking) if turn else (Times(), Times())  # the first turn only warms up
                for viewer in self._chance.choices(viewers, k=TURN):
                    cursor.execute(_CLAIM, [str(viewer)])
                    values = arguments(viewer)
                    watch.time(lambda: run(statement, values), into[0])  # noqa: B023
                for item in self._chance.choices(self._items, k=TURN):
                    watch.time(lambda: run(_LOOK_UP, (item,)), into[1])  # noqa: B023
        yield from self._compared(name, reading, looking, targets)

    def _compared(
        self, name: str, reading: Times, looking: Times, targets: tuple[int, int] | None = None
    ) -> Iterator[Row]:
        base, computed = looking.percentile(0.5), looking.computed_percentile(0.5)
        for place, (share, word) in enumerate(((0.5, "p50"), (0.99, "p99"))):
            waited = reading.percentile(share)
            note = f"{waited:.3f} ms by {base:.3f} ms"
            if computed:
                note += f"; computing alone {reading.computed_percentile(share) / computed:.1f} x"
            if targets:
                note += f"; target {targets[place]}"
            yield Row(f"{self._size:,}: {name}, {word}", waited / base, "x", note)

    def _through_repositories(self, everybody: Keys) -> Iterator[Row]:
        """Dashboard and cohort as the service reads them, beside a look-up that SQLAlchemy makes too."""
        now = datetime.now(UTC)
        cohorts = self._cohorts = self._asked(
            "SELECT id FROM coursewright.cohorts ORDER BY md5(slug) LIMIT 500"
        )
        reads: list[tuple[str, Keys, Role, Callable[[Session, uuid.UUID], object]]] = [
            ("dashboard", everybody, Role.SERVICE, lambda s, key: DashboardRepository(s).read(key, now)),
            (
                "cohort by module",
                cohorts,
                Role.OPERATOR,
                lambda s, key: CohortProgressRepository(s).modules(key),
            ),
            (
                "cohort by member",
                cohorts,
                Role.OPERATOR,
                lambda s, key: CohortProgressRepository(s).members(key),
            ),
            ("pass over the trends", everybody, Role.WORKER, lambda s, _: TrendingRepository(s).refresh(now)),
        ]
        for name, keys, role, read in reads:
            count = 5 if role is Role.WORKER else self._samples // 10
            yield from self._compared(name, *self._by_session(role, keys, read, count))

    def _by_session(
        self, role: Role, keys: Keys, read: Callable[[Session, uuid.UUID], object], count: int
    ) -> tuple[Times, Times]:
        reading, looking = Times(), Times()
        engine = engines.create(self._access.url(role), pool_size=1)
        with engine.connect() as connection, Session(connection) as session:
            process = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            with Stopwatch(process).running() as watch:
                for turn in range(count + 2):
                    key, cohort = self._chance.choice(keys), self._chance.choice(self._cohorts)
                    connection.exec_driver_sql(_CLAIM, (str(key),))
                    into = (reading, looking) if turn >= 2 else (Times(), Times())
                    watch.time(lambda: read(session, key), into[0])  # noqa: B023
                    watch.time(lambda: session.execute(_found(cohort)).one(), into[1])  # noqa: B023
            session.rollback()
        engine.dispose()
        return reading, looking

    def _asked(self, query: str, *values: object) -> list[uuid.UUID]:
        with psycopg.connect(conninfo(self._access.url(Role.OPERATOR))) as connection:
            return [key for (key,) in connection.execute(query, values)]


def _found(cohort: uuid.UUID) -> Any:
    """One row by its key, of a table that every role may read."""
    return select(Cohort.id, Cohort.slug, Cohort.name, Cohort.created_at).where(Cohort.id == cohort)
