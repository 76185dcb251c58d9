"""The kinds of dates and times."""

import datetime as dt
import zoneinfo
from typing import Any

from curriculum.grading.protocol.fault import UncodableError
from curriculum.grading.protocol.kind import Kind, one, parts, reject

_LONGEST_KEY = 64


def _timedelta(content: Any) -> dt.timedelta:
    days, seconds, microseconds = parts(content, "timedelta", int, int, int)
    return dt.timedelta(days, seconds, microseconds)


def _date(content: Any) -> dt.date:
    return dt.date.fromordinal(one(content, "date", int))


def _time_parts(value: dt.time | dt.datetime) -> tuple[Any, ...]:
    return value.hour, value.minute, value.second, value.microsecond, value.fold, value.tzinfo


def _time(content: Any) -> dt.time:
    hour, minute, second, microsecond, fold, zone = parts(content, "time", int, int, int, int, int, object)
    return dt.time(hour, minute, second, microsecond, _zone(zone), fold=fold)


def _datetime(content: Any) -> dt.datetime:
    day, time = parts(content, "datetime", int, tuple)
    built = _time(time)
    return dt.datetime.combine(dt.date.fromordinal(day), built, built.tzinfo)


def _zone(value: Any) -> dt.tzinfo | None:
    if value is not None and type(value) not in {dt.timezone, zoneinfo.ZoneInfo}:
        reject("time zone")
    return value  # type: ignore[no-any-return]


def _timezone_parts(value: dt.timezone) -> tuple[dt.timedelta, str]:
    return value.utcoffset(None), value.tzname(None)


def _timezone(content: Any) -> dt.timezone:
    offset, name = parts(content, "timezone", dt.timedelta, str)
    plain = dt.timezone(offset)
    return plain if plain.tzname(None) == name else dt.timezone(offset, name)


def _key(value: zoneinfo.ZoneInfo) -> str:
    if value.key is None:
        raise UncodableError(value)
    return value.key


def _zoneinfo(content: Any) -> zoneinfo.ZoneInfo:
    key = one(content, "ZoneInfo", str)
    if len(key) > _LONGEST_KEY:
        reject("ZoneInfo")
    return zoneinfo.ZoneInfo(key)


KINDS: tuple[Kind, ...] = (
    Kind(30, dt.timedelta, lambda value: (value.days, value.seconds, value.microseconds), _timedelta),
    Kind(31, dt.date, dt.date.toordinal, _date),
    Kind(32, dt.time, _time_parts, _time),
    Kind(33, dt.datetime, lambda value: (value.toordinal(), _time_parts(value)), _datetime),
    Kind(34, dt.timezone, _timezone_parts, _timezone),
    Kind(35, zoneinfo.ZoneInfo, _key, _zoneinfo),
)
