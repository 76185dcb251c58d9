"""The badges and the rules by which they are earned, as an author writes them in achievements.toml."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from curriculum.front_matter import Strict
from curriculum.problem import Problem, SourceError
from curriculum.toml_file import line_of, read_toml
from db.enums import AchievementCategory, AchievementFact, Rarity, Track

FILE = Path("achievements.toml")
_OF_MODULES = {AchievementFact.MODULES_COMPLETED, AchievementFact.MODULES_MASTERED}


class Condition(Strict):
    """One thing that must be true: a fact about the person counts to at least so many."""

    fact: AchievementFact
    at_least: Annotated[int, Field(ge=1, le=1_000)] = 1
    track: Track | None = None
    module: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")] | None = None

    @model_validator(mode="after")
    def _filters_fit(self) -> "Condition":
        if (self.track or self.module) and self.fact not in _OF_MODULES:
            raise ValueError(f"only facts about modules have a track or module: remove it from {self.fact}")
        return self


class Achievement(Strict):
    """A badge: what it is called, what it is worth, and every condition that must hold."""

    slug: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
    title: Annotated[str, Field(min_length=3, max_length=100)]
    description: Annotated[str, Field(min_length=10, max_length=300)]
    icon: Annotated[str, Field(min_length=1, max_length=8)]
    category: AchievementCategory
    rarity: Rarity
    points: Annotated[int, Field(ge=5, le=500)]
    condition: Annotated[tuple[Condition, ...], Field(min_length=1)]

    @property
    def criteria(self) -> dict[str, Any]:
        """The rule in the form in which it is stored."""
        return {"all": [each.model_dump(mode="json", exclude_none=True) for each in self.condition]}


class AchievementFile(Strict):
    """The whole achievements.toml."""

    achievement: tuple[Achievement, ...]


class Criteria(Strict):
    """A stored rule, read back."""

    all: Annotated[tuple[Condition, ...], Field(min_length=1)]


def read_achievements(content: Path, modules: set[str]) -> tuple[Achievement, ...]:
    """The badges of a content folder, none where it has no file; `modules` are the slugs that exist."""
    path = content / FILE
    if not path.exists():
        return ()
    found = read_toml(path, FILE, AchievementFile).achievement
    problems = [*_twice(path, found), *_unknown_modules(path, found, modules)]
    if problems:
        raise SourceError(problems)
    return found


def _twice(path: Path, found: tuple[Achievement, ...]) -> list[Problem]:
    text = path.read_text(encoding="utf-8")
    counts = Counter(each.slug for each in found)
    return [
        Problem(
            FILE, line_of(text, ("achievement", index, "slug")), f"{each.slug!r} is used twice: rename it"
        )
        for index, each in enumerate(found)
        if counts[each.slug] > 1
    ]


def _unknown_modules(path: Path, found: tuple[Achievement, ...], modules: set[str]) -> list[Problem]:
    text = path.read_text(encoding="utf-8")
    return [
        Problem(
            FILE,
            line_of(text, ("achievement", index, "condition", number, "module")),
            f"there is no module {condition.module!r}: use a folder's name",
        )
        for index, each in enumerate(found)
        for number, condition in enumerate(each.condition)
        if condition.module and condition.module not in modules
    ]
