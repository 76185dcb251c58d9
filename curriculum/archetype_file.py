"""The archetypes.toml: which kinds of system there are, who designs them, and words to begin with."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from curriculum.front_matter import Strict
from curriculum.toml_file import read_toml
from curriculum.variables import clean_value
from db.enums import PresentTool

FILE = Path(__file__).parent / "content" / "archetypes.toml"
Slug = Annotated[str, Field(pattern=r"^[a-z]+$", max_length=50)]
Word = Annotated[str, AfterValidator(clean_value)]
Sentence = Annotated[str, Field(min_length=10, max_length=120)]


class Words(Strict):
    """What the unit, its measure and its place are called."""

    entity_primary: Word
    entity_plural: Word
    metric: Word
    container: Word


class Domain(Words):
    """A topic, and its words."""

    name: Word


class Archetype(Strict):
    """Who designs such a system, and how this person is asked for the three words."""

    key: Slug
    title: Word
    about: Sentence
    unit: Sentence
    measure: Sentence
    place: Sentence
    domain: Annotated[tuple[Domain, ...], Field(min_length=3)]


class MetaCategory(Strict):
    """A kind of system; `plain` words serve every domain of it."""

    key: Slug
    title: Annotated[str, Field(min_length=3)]
    about: Sentence
    plain: Annotated[tuple[Words, ...], Field(min_length=1)]
    archetype: Annotated[tuple[Archetype, ...], Field(min_length=1)]


class Tool(Strict):
    """With what a learner works today, and the module that she begins with for that."""

    key: PresentTool
    title: Annotated[str, Field(min_length=3)]
    about: Sentence
    starting_module: Annotated[int, Field(ge=1)]


class ArchetypeFile(Strict):
    """The whole archetypes.toml."""

    tool: tuple[Tool, ...]
    meta_category: tuple[MetaCategory, ...]


def meta_categories(path: Path = FILE) -> dict[str, MetaCategory]:
    """Every kind of system by its key. Raises SourceError."""
    return {each.key: each for each in _read(path).meta_category}


def tools(path: Path = FILE) -> dict[PresentTool, Tool]:
    """What a learner may work with today, by key. Raises SourceError."""
    return {each.key: each for each in _read(path).tool}


@cache
def _read(path: Path) -> ArchetypeFile:
    return read_toml(path, Path(path.name), ArchetypeFile)
