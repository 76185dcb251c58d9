"""What a build makes of a module's quiz: its questions in order, checked against the module's exercises."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curriculum.problem import Problem, SourceError
from curriculum.quiz_file import (
    FILE,
    LETTERS,
    CodingTask,
    MultipleChoice,
    Question,
    QuizFile,
    ShortAnswer,
    TrueFalse,
    Written,
    read_quiz_file,
)
from curriculum.toml_file import line_of
from db.enums import ExerciseDifficulty, QuestionType


@dataclass(frozen=True)
class QuizQuestion:
    """A question as it is stored; `answer` is a choice's letter, true or false, or a model answer."""

    key: str
    type: QuestionType
    prompt: str
    options: dict[str, str] | None
    option_notes: dict[str, str] | None
    answer: str
    marking: tuple[str, ...] | None
    explanation: str
    points: int
    difficulty: ExerciseDifficulty
    concepts: tuple[str, ...]
    order: int
    accepts: tuple[str, ...] = ()
    number: float | None = None
    tolerance: float = 0


@dataclass(frozen=True)
class Quiz:
    """The questions of a module; `tasks` are the keys of its exercises that count as items, in order."""

    questions: tuple[QuizQuestion, ...]
    tasks: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many items the quiz has, coding tasks included."""
        return len(self.questions) + len(self.tasks)


NO_QUIZ = Quiz((), ())


def read_quiz(folder: Path, content: Path, exercises: Collection[str]) -> Quiz:
    """The quiz of a module's folder, empty where there is none; `exercises` are the keys of its exercises."""
    path = folder / FILE
    if not path.exists():
        return NO_QUIZ
    shown = path.relative_to(content)
    file = read_quiz_file(path, shown)
    text = path.read_text(encoding="utf-8")
    if problems := list(_check(file, text, shown, exercises)):
        raise SourceError(problems)
    return Quiz(
        tuple(
            _question(each, order)
            for order, each in enumerate(file.question)
            if not isinstance(each, CodingTask)
        ),
        tuple(each.exercise for each in file.question if isinstance(each, CodingTask)),
    )


def _check(file: QuizFile, text: str, shown: Path, exercises: Collection[str]) -> Iterator[Problem]:
    names = [_name(each) for each in file.question]
    counts = Counter(names)
    for index, (each, name) in enumerate(zip(file.question, names, strict=True)):
        is_task = isinstance(each, CodingTask)
        line = line_of(text, ("question", index, "exercise" if is_task else "key"))
        if counts[name] > 1:
            yield Problem(
                shown, line, f"{name!r} is used {counts[name]} times: give each question its own key"
            )
        if is_task and name not in exercises:
            known = ", ".join(sorted(exercises)) or "no exercise"
            yield Problem(shown, line, f"there is no exercise {name!r} in this module: it has {known}")


def _name(question: Question) -> str:
    return question.exercise if isinstance(question, CodingTask) else question.key


def _question(source: Written, order: int) -> QuizQuestion:
    options, notes, answer, marking = _answer(source)
    return QuizQuestion(
        key=source.key,
        type=source.type,
        prompt=source.prompt.strip(),
        options=options,
        option_notes=notes,
        answer=answer,
        marking=marking,
        explanation=source.explanation.strip(),
        points=source.points,
        difficulty=source.difficulty,
        concepts=source.concepts,
        order=order,
        **_decidable(source),
    )


def _decidable(source: Written) -> dict[str, Any]:
    """What lets a short answer be marked without a person."""
    if not isinstance(source, ShortAnswer):
        return {}
    return {"accepts": source.accepts, "number": source.number, "tolerance": source.tolerance}


def _answer(
    source: Written,
) -> tuple[dict[str, str] | None, dict[str, str] | None, str, tuple[str, ...] | None]:
    """Choices by letter, notes on the wrong ones, the answer, and how to mark it."""
    match source:
        case MultipleChoice():
            lettered = dict(zip(LETTERS, source.option, strict=False))
            return (
                {letter: option.text for letter, option in lettered.items()},
                {letter: option.why_wrong for letter, option in lettered.items() if option.why_wrong},
                next(letter for letter, option in lettered.items() if option.is_right),
                None,
            )
        case TrueFalse():
            return None, None, str(source.answer).lower(), None
        case ShortAnswer():
            return None, None, source.answer.strip(), source.marking
