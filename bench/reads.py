"""What the most frequent reads take beside the look-up of one row by its key, at two sizes of the platform.

Every figure is a ratio of two medians (or of a percentile and a median) of one run, in which both take
turns on one connection. What the client does is in both: feeds and forum go through psycopg as prepared
statements, and so does their look-up; dashboard and cohort go through SQLAlchemy, and so does theirs.
Beside each stands the same ratio of the time that the server's process was computing, without any client.

`BENCH_ACTIVITIES` (1000000 10000000) names the sizes, `BENCH_SAMPLES` (2000) how often each read is timed,
and `BENCH_STATE` a folder that keeps the filled databases. `BENCH_ACTIVITIES="20000 50000"
BENCH_SAMPLES=100` is a quick run.
"""

import os
from collections.abc import Iterator
from statistics import median

from bench import crowd
from bench.agreement import disagreements
from bench.readings import Readings
from bench.row import Row
from db.access import Access

SIZES = tuple(int(size) for size in os.environ.get("BENCH_ACTIVITIES", "1000000 10000000").split())
VISIT = 50  # samples for which each viewer of the growth figure is visited once more
SAMPLES = int(os.environ.get("BENCH_SAMPLES", "2000"))


def rows() -> Iterator[Row]:
    """Measure at each size, then how the ticker grows from the first to the last."""
    crowds = []
    with crowd.server() as (running, secret):
        for size in SIZES:
            access, seconds = crowd.settle(running, secret, size)
            crowds.append(access)
            if seconds is not None:
                yield Row(f"{size:,}: bringing the crowd in", seconds, "s", "target for 10,000,000: 600")
            yield from agreement(size, access)
            with Readings(access, size, SAMPLES) as readings:
                yield from readings.rows()
        if len(SIZES) > 1:
            yield growth(crowds[0], crowds[-1])


def growth(first: Access, last: Access) -> Row:
    """Let the tickers of viewers in the first and the last crowd take turns.

    They follow as many people in both: a larger crowd follows more, which is not what grows here. What
    counts of a viewer is the median of her visits, the first of which only warms up.
    """
    with Readings(first, SIZES[0], SAMPLES) as one, Readings(last, SIZES[-1], SAMPLES) as other:
        visits = [(one.tickers(), other.tickers()) for _ in range(1 + SAMPLES // VISIT)][1:]
    small, large = (median(map(median, zip(*times, strict=True))) for times in zip(*visits, strict=True))
    note = f"{large:.3f} ms at {SIZES[-1]:,} by {small:.3f} ms at {SIZES[0]:,}; target 1.15"
    return Row("growth of the ticker, p50, both sizes taking turns", large / small, "x", note)


def agreement(size: int, access: Access) -> Iterator[Row]:
    """Compare the ticker with the plain query, for random viewers."""
    viewers = min(500, size // 100)
    yield Row(
        f"{size:,}: tickers that differ from the plain query",
        disagreements(access, viewers),
        "of them",
        f"{viewers} random viewers, with those who follow the most; target 0",
    )
