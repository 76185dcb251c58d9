"""The schema of what stands between the two `---` lines of a lesson or an exercise."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from curriculum.problem import Problem, SourceError
from curriculum.source import Source
from db.enums import ExerciseDifficulty, ExerciseType, ItemKind, LessonType, QuestionType

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
Key = Annotated[str, Field(pattern=f"^{KEY.pattern}$", max_length=60)]
Title = Annotated[str, Field(min_length=3, max_length=120)]
Concept = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*( [a-z0-9]+|-[a-z0-9]+)*$", max_length=40)]
ExerciseKind = Literal[
    QuestionType.CODING_TASK,
    ExerciseType.BUILD,
    ExerciseType.REFACTOR,
    ExerciseType.CODE_REVIEW,
    ExerciseType.DIAGNOSIS,
]


class Strict(BaseModel):
    """A table in which an unknown name is a mistake, not a silent nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LessonFront(Strict):
    """The front matter of a lesson."""

    role: Literal[ItemKind.LESSON]
    key: Key
    title: Title
    order: Annotated[int, Field(ge=0)]
    minutes: Annotated[int, Field(ge=1, le=240)]
    type: LessonType = LessonType.INTERACTIVE
    concepts: tuple[Concept, ...] = ()


class Hint(Strict):
    """A hint; `penalty` is the percent of the points that revealing it costs."""

    text: Annotated[str, Field(min_length=10)]
    penalty: Annotated[int, Field(ge=0, le=50)] = 0


class Flaw(Strict):
    """An intentional flaw of the starter that the learner is asked to find."""

    name: Key
    text: Annotated[str, Field(min_length=10)]


class Criterion(Strict):
    """One line of the rubric by which a person marks the written answer called `answer`."""

    answer: Annotated[str, Field(min_length=1)]
    text: Annotated[str, Field(min_length=10, max_length=200)]
    points: Annotated[int, Field(ge=1, le=100)]


class ExerciseFront(Strict):
    """The front matter of an exercise."""

    role: Literal[ItemKind.EXERCISE]
    key: Key
    title: Title
    order: Annotated[int, Field(ge=0)]
    type: ExerciseKind
    difficulty: ExerciseDifficulty
    minutes: Annotated[int, Field(ge=1, le=480)]
    concepts: tuple[Concept, ...] = ()
    hints: tuple[Hint, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    rubric: tuple[Criterion, ...] = ()


def read_front(source: Source) -> LessonFront | ExerciseFront:
    """The validated front matter; every mistake in it is in the SourceError."""
    roles: dict[object, type[LessonFront | ExerciseFront]] = {
        "lesson": LessonFront,
        "exercise": ExerciseFront,
    }
    schema = roles.get(source.front.get("role"))
    if schema is None:
        message = "the front matter has no role: write `role: lesson` or `role: exercise` on its first line"
        raise SourceError([Problem(source.path, source.line_of("role"), message)])
    try:
        return schema.model_validate(source.front)
    except ValidationError as error:
        raise SourceError(explain(error, source)) from error


def explain(error: ValidationError, source: Source) -> list[Problem]:
    """One problem for each thing pydantic found, on the line of the key it is about."""
    return [
        Problem(
            source.path, source.line_of(str(item["loc"][0])), describe(item["loc"], item["msg"], item["type"])
        )
        for item in error.errors()
    ]


def describe(place: tuple[str | int, ...], message: str, kind: str) -> str:
    """What is wrong with one entry and what to do, in the author's words."""
    name = ".".join(str(part) for part in place)
    match kind:
        case "missing":
            return f"{name} is missing: add a line for {name}"
        case "extra_forbidden":
            return f"{name} is not known here: check its spelling or remove it"
        case _:
            return f"{name} is wrong ({message[0].lower()}{message[1:]}): correct its value"
