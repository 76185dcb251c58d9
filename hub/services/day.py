"""A learner's own day: it begins at midnight where she is."""

import datetime as dt
from dataclasses import dataclass

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """The learner's own day around a moment, and the date that her calendar shows."""

    now: dt.datetime
    begins: dt.datetime
    date: dt.date

    @classmethod
    def of(cls, now: dt.datetime, minutes_east: int) -> "Day":
        """The day around `now` for somebody whose clock is `minutes_east` minutes ahead of UTC."""
        ahead = dt.timedelta(minutes=minutes_east)
        midnight = (now + ahead).replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(now, midnight - ahead, midnight.date())

    @property
    def ends(self) -> dt.datetime:
        """The next midnight."""
        return self.begins + _DAY

    def until(self, moment: dt.datetime) -> int:
        """How many days from this one it is, 0 for today."""
        return max(0, (moment - self.begins) // _DAY)
