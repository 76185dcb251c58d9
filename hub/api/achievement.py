"""Endpoints: my achievements, and which of them my profile shows."""

from http import HTTPStatus
from typing import Final

from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas.achievement import Achievement, AchievementPage, AchievementQuery
from hub.services import achievement


def list_achievements(call: Call) -> object:
    """Return a page of achievements."""
    query = call.queried(AchievementQuery)
    return achievement.list_achievements(
        call.begin, call.viewer, call.context.shares, query.before, query.limit
    )


def feature_achievement(call: Call) -> object:
    """Show one on the profile."""
    return _set_featured(call, is_featured=True)


def unfeature_achievement(call: Call) -> object:
    """Show it no longer."""
    return _set_featured(call, is_featured=False)


def _set_featured(call: Call, *, is_featured: bool) -> object:
    return achievement.set_featured(
        call.begin, call.viewer, call.context.shares, call.path["badge"], is_featured=is_featured
    )


ROUTES: Final = (
    Route(
        "GET",
        "/achievements",
        Rule.MEMBER,
        list_achievements,
        "List the achievements that I earned or can earn, and how far I am",
        AchievementPage,
        query=AchievementQuery,
    ),
    Route(
        "PUT",
        "/achievements/{badge}/feature",
        Rule.MEMBER,
        feature_achievement,
        "Show an achievement on my profile",
        Achievement,
        errors=(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    ),
    Route(
        "DELETE",
        "/achievements/{badge}/feature",
        Rule.MEMBER,
        unfeature_achievement,
        "Show an achievement on my profile no longer",
        Achievement,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
)
"""What the table of all routes takes in."""
