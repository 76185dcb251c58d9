"""Moments that tests agree upon."""

from datetime import UTC, datetime

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
