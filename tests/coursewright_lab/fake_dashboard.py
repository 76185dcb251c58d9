"""What the fake service tells a dashboard: the pace of a cohort, achievements, the review, and time."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Json = dict[str, Any]


def badge(slug: str, title: str, **changes: object) -> Json:
    """Return an achievement that says how it is earned."""
    fields: Json = {
        "slug": slug,
        "title": title,
        "description": f"How {title} is earned.",
        "icon": "⛓",
        "rarity": "common",
    }
    return fields | changes


def days(today: date, minutes: list[int]) -> list[Json]:
    """Return the days up to today with their minutes, today the last."""
    first = today - timedelta(days=len(minutes) - 1)
    return [
        {"date": (first + timedelta(days=number)).isoformat(), "minutes": spent}
        for number, spent in enumerate(minutes)
    ]


@dataclass
class Facts:
    """All of it, changed by tests."""

    today: date = date(2026, 11, 25)
    week: list[int] = field(default_factory=lambda: [0, 35, 0, 20, 0, 45, 5])
    spent: dict[str, int] = field(default_factory=lambda: {"m01-l1-ledgers": 40, "m01-hash-chain": 65})
    pace: Json | None = field(default_factory=lambda: {"students": 12, "median": 30, "own": 40})
    counted: list[str] = field(default_factory=list)

    def dashboard(self) -> Json:
        """Return the answer to `GET dashboard`."""
        earned = badge("first-steps", "First steps", earned_at="2026-11-20T10:00:00+00:00")
        near = badge("chain-of-five", "Chain of five", have=3, need=5)
        return {
            "pace": self.pace,
            "achievements": {"count": 1, "earned": [earned], "nearest": [near]},
            "time": {
                "days": days(self.today, self.week),
                "items": [{"key": key, "minutes": minutes} for key, minutes in self.spent.items()],
            },
        }

    def count(self, key: str) -> Json:
        """Count a minute for an item, as often as it is asked for."""
        self.counted.append(key)
        self.spent[key] = self.spent.get(key, 0) + 1
        return {"key": key, "is_counted": True}
