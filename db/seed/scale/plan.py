"""How large each part of the crowd is."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

DAYS = 365
FOLLOWS_PER_PERSON = 54
MOST_FOLLOWED_BY_ONE = 5000


def _this_hour() -> datetime:
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class Plan:
    """So many activities in the year before `until`; everything else follows from their number.

    The same activities, seed and `until` make the same rows.
    """

    activities: int
    seed: int = 1
    until: datetime = field(default_factory=_this_hour)

    @property
    def since(self) -> datetime:
        """The first moment of the year."""
        return self.until - timedelta(days=DAYS)

    @property
    def people(self) -> int:
        """One for every hundred activities."""
        return max(self.activities // 100, 10)

    @property
    def most_follows(self) -> int:
        """How many the busiest reader follows, not counting who is followed back."""
        return min(MOST_FOLLOWED_BY_ONE, self.people // 2)

    @property
    def cohorts(self) -> int:
        """Classes of about thirty, for three in five of the people."""
        return max(self.people // 50, 1)

    @property
    def threads(self) -> int:
        """Threads of the forum; each has five replies on average."""
        return max(self.activities // 200, 10)

    @property
    def submissions(self) -> int:
        """Attempts handed in, about so many."""
        return self.activities // 20

    @property
    def courses(self) -> int:
        """Courses of people's own: one for every third."""
        return max(self.people // 3, 5)

    @property
    def interactions(self) -> int:
        """Looks at and starts of these courses, about so many."""
        return self.activities // 20
