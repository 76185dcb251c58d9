"""A module with a quiz of every kind of question, and a learner who takes it over HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.enums import QuestionType
from tests.factories.catalogue import make_lesson, make_module, make_question, make_short_question, make_task
from tests.hub.api.service import Service

MODULE = "hashing"
LESSON = "mq-l1-hashes"
TASK = "mq-hash-it"
SECRETS = (
    "Because the third",
    "is too short",
    "Indeed it is",
    "Sixty blocks",
    "The costs matter",
    "One vote each",
)
"""Beginnings of everything that must not be told before a sitting was submitted."""
FIRST_DAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

RIGHT: dict[str, str | None] = {
    "choice": "three",
    "claim": "true",
    "figure": "60 blocks",
    "essay": "Votes have to cost something.",
}
WRONG: dict[str, str | None] = {"choice": "one", "claim": "false", "figure": "61", "essay": None}


def build_quiz(engine: Engine) -> None:
    """Store the module with a lesson, a task and four questions of ten points, and another that is locked."""
    with Session(engine) as session:
        module = make_module(session, MODULE)
        make_lesson(session, module, LESSON)
        make_task(session, module, TASK)
        make_question(
            session,
            module,
            "choice",
            question_text="Which **one**?",
            options={"A": "one", "B": "two", "C": "three", "D": "four"},
            option_notes={"A": "One is too short.", "B": "Two is too short.", "D": "Four is too short."},
            correct_answer="C",
            explanation="Because the third is right.",
            concepts=["hashing", "order"],
        )
        make_question(
            session,
            module,
            "claim",
            question_text="Is it so?",
            question_type=QuestionType.TRUE_FALSE,
            options=None,
            correct_answer="true",
            explanation="Indeed it is so.",
            concepts=["hashing"],
        )
        make_short_question(
            session,
            module,
            "figure",
            question_text="How many blocks?",
            correct_answer="Sixty blocks.",
            explanation="Sixty blocks follow.",
            number=60,
            concepts=["chains"],
        )
        make_short_question(
            session,
            module,
            "essay",
            question_text="Why must votes cost something?",
            correct_answer="The costs matter because names are free.",
            marking=["The costs matter."],
            explanation="One vote each for whoever has a name.",
            concepts=["consensus"],
        )
        locked = make_module(session, "after-hashing", requires=(module,))
        make_question(session, locked)
        session.commit()


@dataclass
class Taker:
    """A learner, or whoever asks like one; what comes back is kept in `heard`."""

    service: Service
    name: str = "ada"

    def __post_init__(self) -> None:
        """Begin with nothing heard."""
        self.heard: list[str] = []

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401
        """Send a request and keep the answer."""
        answer = self.service.ask(method, path, self.name, **options)
        self.heard.append(answer.text)
        return answer

    def quiz(self, module: str = MODULE) -> dict[str, Any]:
        """The overview."""
        found: dict[str, Any] = self.ask("GET", f"/modules/{module}/quiz").json()
        return found

    def begin(self, *, only_missed: bool = False) -> dict[str, Any]:
        """Begin a sitting, or go on with the open one."""
        asked = {"only_missed": only_missed}
        found: dict[str, Any] = self.ask("POST", f"/modules/{MODULE}/quiz/sessions", json=asked).json()
        return found

    def save(
        self, sitting: dict[str, Any], question: dict[str, Any], answer: str | None, seconds: int = 0
    ) -> httpx.Response:
        """Keep an answer, by the text of a choice or as it is."""
        given = {"answer": option(question, answer), "seconds": seconds}
        return self.ask("PUT", f"/quiz-sessions/{sitting['id']}/answers/{question['id']}", json=given)

    def submit(self, sitting: dict[str, Any]) -> dict[str, Any]:
        """Submit a sitting."""
        found: dict[str, Any] = self.ask("POST", f"/quiz-sessions/{sitting['id']}/submission").json()
        return found

    def take(self, answers: dict[str, str | None], *, only_missed: bool = False) -> dict[str, Any]:
        """Begin a sitting, answer by the keys of the questions, and submit it."""
        sitting = self.begin(only_missed=only_missed)
        for key, question in by_key(sitting).items():
            assert self.save(sitting, question, answers[key]).status_code == 200
        return self.submit(sitting)

    def review(self, east: int = 0) -> dict[str, Any]:
        """The review of the day."""
        found: dict[str, Any] = self.ask("GET", f"/review?east={east}").json()
        return found

    def answer(self, question: dict[str, Any], answer: str | None, east: int = 0) -> httpx.Response:
        """Answer the question that the review asks."""
        given = {"question": question["id"], "answer": option(question, answer), "east": east}
        return self.ask("POST", f"/review/cards/{question['card']}/answers", json=given)


_KEYS = {
    "Which **one**?": "choice",
    "Is it so?": "claim",
    "How many blocks?": "figure",
    "Why must votes cost something?": "essay",
}


def key_of(question: dict[str, Any]) -> str:
    """The key of a question, which the API does not tell."""
    return _KEYS[question["text"]]


def by_key(sitting: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The questions of a sitting."""
    return {key_of(question): question for question in sitting["questions"]}


def option(question: dict[str, Any], answer: str | None) -> str | None:
    """The id of the choice with this text; anything else as it is."""
    return next((each["id"] for each in question["options"] if each["text"] == answer), answer)


PassBy = Callable[[timedelta], None]


def clock(service: Service, start: datetime = FIRST_DAY) -> PassBy:
    """Stop the service's clock at `start`; the function returned moves it on."""
    now = [start]
    service.context.clock = lambda: now[0]

    def pass_by(time: timedelta) -> None:
        now[0] += time

    return pass_by
