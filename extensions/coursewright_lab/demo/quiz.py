"""The demo's quiz: sat, marked at once by its key, and sat again."""

import unicodedata
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from coursewright_lab.demo import content
from coursewright_lab.demo.progress import Progress
from coursewright_lab.errors import BadRequest, LabError

Json = dict[str, Any]
PASS_SHARE = 0.7
_LONGEST_ANSWER = 10_000


def _now() -> datetime:
    return datetime.now(UTC)


class DemoQuiz:
    """Keeps sittings with the rest of the progress; the best points of each question count."""

    def __init__(self, progress: Progress, clock: Callable[[], datetime] = _now) -> None:
        self._progress = progress
        self._clock = clock

    @property
    def key(self) -> str:
        """The module whose quiz it is."""
        return str(content.quiz()["key"])

    def status(self) -> str:
        """How far the quiz is, in the words of the Course panel."""
        earned = self._earned()
        if earned is not None and earned >= PASS_SHARE * self.possible():
            return "passed"
        if self._open() is not None:
            return "in-progress"
        return "not-started" if earned is None else "failed"

    def possible(self) -> int:
        """The points of all questions."""
        return sum(question["points"] for question in self._questions())

    def line(self) -> Json:
        """What the Course panel says of it beside its key, kind and title."""
        earned = self._earned()
        return {
            "status": self.status(),
            "points": self.possible(),
            "score": earned,
            "max_score": None if earned is None else self.possible(),
            "attempts": len(self._submitted()),
        }

    def standing(self, number: int, title: str) -> Json:
        """The answer of `GET modules/{key}/quiz`."""
        is_open, submitted = self._open(), self._submitted()
        return {
            "key": self.key,
            "number": number,
            "title": title,
            "status": self.status(),
            "questions": len(self._questions()),
            "points": self.possible(),
            "earned": self._earned(),
            "is_waiting": False,
            "missed": len(self._missed()) if submitted else 0,
            "sittings": len(submitted),
            "tries": None,
            "wait_minutes": 0,
            "refusal": None,
            "allowed_from": None,
            "open_sitting": is_open["id"] if is_open else None,
            "latest_sitting": submitted[-1]["id"] if submitted else None,
            "tasks": [],
        }

    def begin(self, asked: Json) -> Json:
        """Begin a sitting, or go on with the one that is open."""
        sitting = self._open()
        if sitting is None:
            before = self._progress.sittings()
            is_partial = bool(asked.get("only_missed")) and bool(self._missed())
            questions = self._missed() if is_partial else [each["id"] for each in self._questions()]
            sitting = {
                "id": str(uuid.uuid4()),
                "number": len(before) + 1,
                "is_partial": is_partial,
                "started_at": self._clock().isoformat(),
                "submitted_at": None,
                "questions": questions,
                "answers": {},
            }
            self._progress.put_sitting(sitting)
        return self._shown(sitting)

    def page(self) -> Json:
        """The answer of `GET modules/{key}/quiz/sessions`: all submitted sittings, the newest first."""
        fields = ("id", "number", "is_partial", "started_at", "submitted_at")
        items = [
            {**{name: each[name] for name in fields}, "earned": _points(each), "possible": self._of(each)}
            for each in self._submitted()[::-1]
        ]
        return {"items": items, "next": None}

    def read(self, number: str) -> Json:
        """The answer of `GET quiz-sessions/{id}`."""
        return self._shown(self._find(number))

    def answer(self, number: str, question: str, said: Json) -> Json:
        """Keep an answer to a question of an open sitting."""
        sitting = self._find(number)
        if sitting["submitted_at"] is not None:
            raise LabError("This try was submitted already: begin another one.", status=409, code="submitted")
        answer, seconds = said.get("answer"), said.get("seconds", 0)
        is_text = answer is None or (isinstance(answer, str) and len(answer) <= _LONGEST_ANSWER)
        if question not in sitting["questions"] or not is_text or not isinstance(seconds, int):
            raise BadRequest("This is no answer to a question of the quiz. Open the quiz again.")
        kept = {"answer": answer, "seconds": max(0, seconds)}
        sitting["answers"][question] = kept
        self._progress.put_sitting(sitting)
        return {"question": question, **kept}

    def submit(self, number: str) -> Json:
        """Mark a sitting; done again, it changes nothing."""
        sitting = self._find(number)
        if sitting["submitted_at"] is None:
            sitting["submitted_at"] = self._clock().isoformat()
            self._progress.put_sitting(sitting)
        return self._shown(sitting)

    def _find(self, number: str) -> Json:
        for each in self._progress.sittings():
            if each["id"] == number:
                return each
        raise LabError("There is no such try. Open the quiz from the Course panel.", status=404, code="gone")

    def _open(self) -> Json | None:
        return next((each for each in self._progress.sittings() if each["submitted_at"] is None), None)

    def _submitted(self) -> list[Json]:
        return [each for each in self._progress.sittings() if each["submitted_at"] is not None]

    def _questions(self) -> list[Json]:
        questions: list[Json] = content.quiz()["questions"]
        return questions

    def _right(self) -> set[str]:
        known = {each["id"]: each for each in self._questions()}
        return {
            number
            for sitting in self._submitted()
            for number in sitting["questions"]
            if number in known and is_right(known[number], _answer(sitting, number))
        }

    def _missed(self) -> list[str]:
        return [each["id"] for each in self._questions() if each["id"] not in self._right()]

    def _earned(self) -> int | None:
        if not self._submitted():
            return None
        right = self._right()
        return sum(int(each["points"]) for each in self._questions() if each["id"] in right)

    def _of(self, sitting: Json) -> int:
        return sum(each["points"] for each in self._questions() if each["id"] in sitting["questions"])

    def _shown(self, sitting: Json) -> Json:
        is_over = sitting["submitted_at"] is not None
        earned = _points(sitting) if is_over else None
        possible = self._of(sitting)
        return {
            "id": sitting["id"],
            "module": self.key,
            "module_title": content.modules()[self.key]["title"],
            "number": sitting["number"],
            "is_partial": sitting["is_partial"],
            "started_at": sitting["started_at"],
            "submitted_at": sitting["submitted_at"],
            "earned": earned,
            "possible": possible,
            "waiting": 0 if is_over else None,
            "is_passed": None if earned is None else earned >= PASS_SHARE * possible,
            "questions": [
                _shown_question(each, sitting)
                for each in self._questions()
                if each["id"] in sitting["questions"]
            ],
        }


def is_right(question: Json, answer: str | None) -> bool:
    """Tell whether an answer is right: a choice by its id, a text whatever its case, spaces and full stop."""
    if answer is None:
        return False
    if question["type"] != "short-answer":
        return bool(answer == question["correct"])
    said = " ".join(unicodedata.normalize("NFKC", answer).casefold().split()).rstrip(".")
    return said in question["accepted"]


def _answer(sitting: Json, question: str) -> str | None:
    kept: Json = sitting["answers"].get(question, {})
    return kept.get("answer")


def _points(sitting: Json) -> int:
    return sum(
        each["points"]
        for each in content.quiz()["questions"]
        if each["id"] in sitting["questions"] and is_right(each, _answer(sitting, each["id"]))
    )


def _shown_question(question: Json, sitting: Json) -> Json:
    """A question as the panels take it: the key and the explanation only after the sitting."""
    answer = _answer(sitting, question["id"])
    result = None
    if sitting["submitted_at"] is not None:
        correct = is_right(question, answer)
        result = {
            "is_correct": correct,
            "points": question["points"] if correct else 0,
            "comment": None,
            "solution": {
                "correct": question["correct"],
                "explanation": question["explanation"],
                "notes": question["notes"],
                "marking": [],
            },
            "comes_back_at": None,
        }
    return {
        **{name: question[name] for name in ("id", "type", "text", "options", "points")},
        "answer": answer,
        "seconds": sitting["answers"].get(question["id"], {}).get("seconds", 0),
        "result": result,
    }
