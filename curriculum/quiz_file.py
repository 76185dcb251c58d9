"""The quiz.toml of a module, as its author writes it: questions of four types, each with its reasons."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from curriculum.front_matter import Concept, Key, Strict
from curriculum.toml_file import read_toml
from db.enums import ExerciseDifficulty, QuestionType

FILE = "quiz.toml"
LETTERS = "ABCDEF"
Sentence = Annotated[str, Field(min_length=10, max_length=2_000)]


class Option(Strict):
    """One choice: the right one, or a wrong one and why somebody might take it and is mistaken."""

    text: Annotated[str, Field(min_length=1, max_length=500)]
    is_right: bool = False
    why_wrong: Sentence | None = None

    @model_validator(mode="after")
    def _says_why(self) -> "Option":
        if self.is_right and self.why_wrong:
            raise ValueError("the right choice has no why_wrong: put the reason into the explanation")
        if not self.is_right and not self.why_wrong:
            raise ValueError("a wrong choice needs its why_wrong: say what is mistaken about it")
        return self


class _Question(Strict):
    """What every question that is answered in words or by a click has."""

    key: Key
    prompt: Sentence
    explanation: Sentence
    difficulty: ExerciseDifficulty
    concepts: Annotated[tuple[Concept, ...], Field(min_length=1)]
    points: Annotated[int, Field(ge=1, le=100)] = 10


class MultipleChoice(_Question):
    """A question with two to six choices, one of them right; they are lettered in the order of the file."""

    type: Literal[QuestionType.MULTIPLE_CHOICE]
    option: Annotated[tuple[Option, ...], Field(min_length=2, max_length=len(LETTERS))]

    @model_validator(mode="after")
    def _one_is_right(self) -> "MultipleChoice":
        right = sum(option.is_right for option in self.option)
        if right != 1:
            raise ValueError(f"{right} choices are right: mark exactly one with is_right = true")
        if len({option.text.casefold() for option in self.option}) < len(self.option):
            raise ValueError("two choices say the same: change one of them")
        return self


class TrueFalse(_Question):
    """A statement that is true or false."""

    type: Literal[QuestionType.TRUE_FALSE]
    answer: bool


class ShortAnswer(_Question):
    """A question with a model answer, and what an answer has to say for full points when a person marks it.

    `accepts` are short texts and `number` is a figure, within `tolerance`, that are right without a person.
    """

    type: Literal[QuestionType.SHORT_ANSWER]
    answer: Sentence
    marking: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    accepts: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = ()
    number: float | None = None
    tolerance: Annotated[float, Field(ge=0)] = 0


class CodingTask(Strict):
    """The place of one of the module's exercises in the quiz; points and texts are the exercise's own."""

    type: Literal[QuestionType.CODING_TASK]
    exercise: Key


Written = MultipleChoice | TrueFalse | ShortAnswer
Question = Annotated[Written | CodingTask, Field(discriminator="type")]


class QuizFile(Strict):
    """The whole quiz.toml."""

    question: Annotated[tuple[Question, ...], Field(min_length=1)]


def read_quiz_file(path: Path, shown: Path) -> QuizFile:
    """The validated quiz.toml; every mistake in it is in the SourceError, under the path `shown`."""
    return read_toml(path, shown, QuizFile)
