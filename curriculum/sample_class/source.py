"""Reads who the made-up learners are and what they wrote."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from curriculum.front_matter import Strict
from curriculum.toml_file import Model_T, read_toml
from db.enums import ResourceDifficulty, ResourceType, Visibility

_FOLDER = Path(__file__).parent
Text = Annotated[str, Field(min_length=1)]


class Learner(Strict):
    """One made-up learner; `words` are her onboarding answers, if she gave any."""

    username: Text
    full_name: Text
    pace: Annotated[int, Field(ge=1, le=6)]
    care: Annotated[float, Field(gt=0, lt=1)]
    stops: int | None = None
    visibility: Visibility = Visibility.FRIENDS
    words: tuple[str, str, str, str, str, str, str] | None = None


class Reply(Strict):
    """An answer in a thread, so many hours after it was opened."""

    author: Text
    hours: Annotated[int, Field(ge=0)]
    content: Text
    solves: bool = False
    votes: tuple[str, ...] = ()


class Thread(Strict):
    """A thread, opened so many days after the class began."""

    author: Text
    module: str | None = None
    day: Annotated[int, Field(ge=0)]
    title: Text
    content: Text
    votes: tuple[str, ...] = ()
    reply: tuple[Reply, ...] = ()


class Resource(Strict):
    """A link that somebody shared."""

    author: Text
    module: Text
    title: Text
    url: Text
    type: ResourceType
    difficulty: ResourceDifficulty
    votes: tuple[str, ...] = ()


class Learners(Strict):
    """The whole learners.toml."""

    learner: tuple[Learner, ...]


class Talk(Strict):
    """The whole threads.toml."""

    thread: tuple[Thread, ...]
    resource: tuple[Resource, ...]


def read_learners() -> tuple[Learner, ...]:
    """Everybody in the class."""
    return _read("learners.toml", Learners).learner


def read_talk() -> Talk:
    """What they wrote to each other."""
    return _read("threads.toml", Talk)


def _read(name: str, schema: type[Model_T]) -> Model_T:
    return read_toml(_FOLDER / name, Path(name), schema)
