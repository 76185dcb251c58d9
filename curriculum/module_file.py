"""Reads a module.toml: what a module is called, what it builds on and what it is for."""

import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError

from curriculum.front_matter import Strict, Title, describe
from curriculum.problem import Problem, SourceError
from curriculum.source import line_of_key
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


File_T = TypeVar("File_T", ModuleFile, BlueprintFile)


def read_module_file(path: Path, shown: Path, schema: type[File_T]) -> File_T:
    """The validated module.toml; every mistake in it is in the SourceError, under the path `shown`."""
    text = path.read_text(encoding="utf-8")
    try:
        return schema.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message = f"this is not valid TOML ({error}): correct that line"
        raise SourceError([Problem(shown, _toml_line(str(error)), message)]) from error
    except ValidationError as error:
        raise SourceError(
            Problem(
                shown,
                line_of_key(text, str(item["loc"][0]), "="),
                describe(item["loc"], item["msg"], item["type"]),
            )
            for item in error.errors()
        ) from error


def _toml_line(message: str) -> int:
    words = message.replace(",", " ").split()
    return int(words[words.index("line") + 1]) if "line" in words else 1
