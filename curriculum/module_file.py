"""The module.toml of a module: what it is called, what it builds on and what it is for."""

from typing import Annotated

from pydantic import Field

from curriculum.front_matter import Strict, Title
from db.enums import RigorLevel, Track

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=50)]
Objectives = Annotated[tuple[Annotated[str, Field(min_length=10)], ...], Field(min_length=1)]


class ModuleFile(Strict):
    """The module.toml of a crypto module."""

    number: Annotated[int, Field(ge=1, le=17)]
    slug: Slug
    title: Title
    description: Annotated[str, Field(min_length=20)]
    track: Track
    hours: Annotated[float, Field(gt=0, le=40)]
    prerequisites: tuple[int, ...]
    objectives: Objectives


class BlueprintFile(Strict):
    """The module.toml of a blueprint module; titles, descriptions and objectives may hold variables."""

    number: Annotated[int, Field(ge=1, le=7)]
    slug: Slug
    concept_slug: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=50)]
    title_template: Title
    description_template: Annotated[str, Field(min_length=20)]
    rigor: RigorLevel
    hours: Annotated[int, Field(gt=0, le=40)]
    prerequisites: tuple[str, ...]
    objectives: Objectives
