"""Whose day it is."""

from datetime import UTC, date, datetime, timedelta

from hub.services.day import Day

EVENING = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)


def test_a_day_begins_at_the_learners_own_midnight() -> None:
    assert Day.of(EVENING, 0).date == date(2026, 11, 20)
    berlin_tomorrow = Day.of(EVENING, 120)
    assert (berlin_tomorrow.date, berlin_tomorrow.begins) == (
        date(2026, 11, 21),
        datetime(2026, 11, 20, 22, tzinfo=UTC),
    )
    assert Day.of(EVENING, -480).date == date(2026, 11, 20)


def test_days_are_counted_from_midnight_to_midnight() -> None:
    day = Day.of(EVENING, 60)
    assert day.ends - day.begins == timedelta(days=1)
    assert [day.until(EVENING + timedelta(hours=hours)) for hours in (-30, 0, 1, 25)] == [0, 0, 1, 2]
