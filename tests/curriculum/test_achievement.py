"""Achievements are data that is checked, and every one of them can be earned."""

from pathlib import Path

import pytest

from curriculum.achievement import Criteria
from curriculum.build import CONTENT, build
from curriculum.problem import SourceError
from db.enums import AchievementCategory, AchievementFact, Rarity
from tests.factories.sources import write_content

BADGE = """\
[[achievement]]
slug = "first-light"
title = "First light"
description = "Your first exercise passed its tests."
icon = "x"
category = "completion"
rarity = "common"
points = 10
[[achievement.condition]]
fact = "exercises_passed"

[[achievement]]
slug = "whole-track"
title = "Whole track"
description = "You completed every module of a track."
icon = "x"
category = "score"
rarity = "rare"
points = 20
[[achievement.condition]]
fact = "modules_completed"
at_least = 7
track = "user"
"""


def badges_of(root: Path, text: str) -> list[str]:
    content = write_content(root)
    (content / "achievements.toml").write_text(text)
    return [each.slug for each in build(content).achievements]


def test_a_badge_is_read_with_its_conditions(tmp_path: Path) -> None:
    assert badges_of(tmp_path, BADGE) == ["first-light", "whole-track"]


MISTAKES = [
    ("exercises_passed", "exercises_eaten", 10, "fact is wrong"),
    ("at_least = 7", "at_least = 0", 22, "at_least is wrong"),
    ("whole-track", "first-light", 2, "'first-light' is used twice"),
    ('rarity = "rare"', 'rarity = "unique"', 18, "rarity is wrong"),
    ('track = "user"', 'module = "module-99"', 23, "there is no module 'module-99'"),
    ("modules_completed", "exercises_passed", 20, "only facts about modules"),
    ("points = 20", "point = 20", 19, "point is not known here"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), MISTAKES, ids=[case[3] for case in MISTAKES])
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        badges_of(tmp_path, BADGE.replace(old, new, 1))
    told = [problem.line for problem in caught.value.problems if message in problem.message]
    assert line in told, str(caught.value)


def test_there_are_badges_of_every_kind_with_a_rule_that_can_be_read_back() -> None:
    badges = build(CONTENT).achievements
    assert len(badges) >= 25
    assert {badge.category for badge in badges} == set(AchievementCategory)
    assert {badge.rarity for badge in badges} == set(Rarity)
    assert {condition.fact for badge in badges for condition in badge.condition} == set(AchievementFact)
    assert all(Criteria.model_validate(badge.criteria).all == badge.condition for badge in badges)


def test_rarer_badges_of_one_fact_are_worth_more() -> None:
    by_fact: dict[AchievementFact, list[tuple[int, int]]] = {}
    for badge in build(CONTENT).achievements:
        only = badge.condition[0]
        if len(badge.condition) == 1 and not (only.track or only.module):
            by_fact.setdefault(only.fact, []).append((only.at_least, badge.points))
    assert all(
        [points for _, points in sorted(pairs)] == sorted(points for _, points in pairs)
        for pairs in by_fact.values()
    )
