"""A question as a learner sees it: choices in an order of their own, under names that say nothing."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from db.enums import QuestionType
from db.errors import Invalid
from db.repositories.answer_key import AnswerKey
from db.repositories.quiz import Question

LONGEST_ANSWER = 10_000
_TRUE_FALSE = {"true": "True", "false": "False"}
_NO_SUCH_CHOICE = "This is not one of the choices: reload the page and choose again."


@dataclass(frozen=True)
class Option:
    """A choice, in Markdown."""

    id: str
    text: str


@dataclass(frozen=True)
class Prompt:
    """A question as it is asked, in Markdown."""

    id: UUID
    type: QuestionType
    text: str
    options: list[Option]
    points: int


@dataclass(frozen=True)
class Solution:
    """What an answer should have been, a choice's id or a model answer; `notes` say why others are wrong."""

    correct: str
    explanation: str | None
    notes: dict[str, str]
    marking: list[str]


def prompt(question: Question, seed: UUID) -> Prompt:
    """Put the choices into the order that belongs to `seed`; the same seed gives the same order and ids."""
    return Prompt(question.id, question.type, question.text, _options(question, seed), question.points)


def shown_answer(question: Question, seed: UUID, answer: str | None) -> str | None:
    """Say a stored answer in the ids of `prompt`."""
    if answer is None or question.type is not QuestionType.MULTIPLE_CHOICE:
        return answer
    return _option_id(question, seed, answer)


def stored_answer(question: Question, seed: UUID, given: str | None) -> str | None:
    """Say an answer that was given in the ids of `prompt` as it is stored. Invalid for no choice of it."""
    if given is None or not given.strip():
        return None
    if question.type is QuestionType.SHORT_ANSWER:
        if len(given) > LONGEST_ANSWER:
            raise Invalid(f"An answer may have {LONGEST_ANSWER:,} characters: shorten it.")
        return given.replace("\0", "")
    if question.type is QuestionType.TRUE_FALSE:
        if given not in _TRUE_FALSE:
            raise Invalid(_NO_SUCH_CHOICE)
        return given
    for letter in question.options or {}:
        if _option_id(question, seed, letter) == given:
            return letter
    raise Invalid(_NO_SUCH_CHOICE)


def solution(question: Question, seed: UUID, key: AnswerKey) -> Solution:
    """Say a key in the ids of `prompt`."""
    return Solution(
        correct=shown_answer(question, seed, key.correct) or "",
        explanation=key.explanation,
        notes={_option_id(question, seed, letter): note for letter, note in key.notes.items()},
        marking=list(key.marking),
    )


def _options(question: Question, seed: UUID) -> list[Option]:
    match question.type:
        case QuestionType.TRUE_FALSE:
            return [Option(word, text) for word, text in _TRUE_FALSE.items()]
        case QuestionType.MULTIPLE_CHOICE:
            options = question.options or {}
            shuffled = [Option(_option_id(question, seed, letter), text) for letter, text in options.items()]
            return sorted(shuffled, key=lambda option: option.id)
        case _:
            return []


def _option_id(question: Question, seed: UUID, letter: str) -> str:
    """A name for a choice that differs from sitting to sitting; the choices are shown in the order of it."""
    return hashlib.sha256(f"{seed}/{question.id}/{letter}".encode()).hexdigest()[:12]
