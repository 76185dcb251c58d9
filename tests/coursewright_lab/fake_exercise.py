"""The fake service's answers about lessons and exercises, and its grading."""

import asyncio

from tests.coursewright_lab import fake_course
from tests.coursewright_lab.fake_course import Json
from tests.coursewright_lab.fake_state import Handler, State

STEPS = 4


class Notebook(Handler):
    def get(self, key: str) -> None:
        item = self.state.item(key)
        if item["status"] == "not-started":
            item["status"] = "in-progress"
        self.answer(
            {
                "key": key,
                "kind": item["kind"],
                "title": item["title"],
                "module": self.state.module_of(key),
                "filename": f"{key}.ipynb",
                "version": self.state.version,
                "notebook": fake_course.notebook(key, item["kind"], self.state.version),
            }
        )


class Completion(Handler):
    def post(self, key: str) -> None:
        self._set(key, "completed")

    def delete(self, key: str) -> None:
        self._set(key, "in-progress")

    def _set(self, key: str, status: str) -> None:
        item = self.state.item(key)
        item["status"] = status
        self.answer(item)


class Exercise(Handler):
    def get(self, key: str) -> None:
        item = self.state.item(key)
        attempts = [submission for submission in self.state.submissions if submission["key"] == key]
        self.answer(
            {
                "key": key,
                "title": item["title"],
                "points": item["points"],
                "due_at": item["due_at"],
                "lock_reason": self.state.lock_reason,
                "attempts": len(attempts),
                "latest": attempts[-1] if attempts else None,
                "hints": self.state.hints,
                "rubric": [],
            }
        )


class Submissions(Handler):
    def get(self, key: str) -> None:
        attempts = [submission for submission in self.state.submissions if submission["key"] == key]
        self.answer({"items": attempts[::-1], "next": None})

    def post(self, key: str) -> None:
        body = self.body()
        self.state.presses.append(body.get("idempotency_key"))
        answer = body["notebook"]["cells"][-1]["source"]
        attempt = 1 + sum(submission["key"] == key for submission in self.state.submissions)
        submission = {
            "id": f"s{len(self.state.submissions) + 1}",
            "key": key,
            "attempt": attempt,
            "state": "queued",
            "done": 0,
            "total": STEPS,
            "score": None,
            "max_score": 10,
            "passed": None,
            "submitted_at": "2026-11-20T11:00:00+00:00",
            "graded_at": None,
            "needs_manual_grade": False,
            "tests": [],
            "feedback": None,
            "error": None,
            "integrity": [],
            "sandbox": None,
            "hint_penalty": 0,
            "regrade": None,
        }
        self.state.answers[str(submission["id"])] = answer
        self.state.submissions.append(submission)
        self.state.item(key).update(attempts=attempt, status="pending")
        self.grading = asyncio.get_running_loop().create_task(_grade(self.state, submission, answer))
        self.answer(submission, 202)


class Submission(Handler):
    def get(self, number: str) -> None:
        self.answer(next(submission for submission in self.state.submissions if submission["id"] == number))


class Hint(Handler):
    def put(self, key: str, number: str) -> None:  # noqa: ARG002
        hint = self.state.hints[int(number) - 1]
        hint.update(text=fake_course.HINT, revealed_at="2026-11-20T10:00:00+00:00")
        self.answer({"hints": self.state.hints})


class Cells(Handler):
    def get(self, number: str) -> None:
        source = self.state.answers[number]
        cell = {"name": "link", "is_asked_for": True, "cell_type": "code", "source": source}
        self.answer({"submission_id": number, "attempt": int(number[1:]), "cells": [cell]})


class Regrade(Handler):
    def post(self, number: str) -> None:
        submission = next(each for each in self.state.submissions if each["id"] == number)
        submission["regrade"] = fake_course.regrade(self.body()["reason"])
        self.answer(submission["regrade"], 201)


async def _grade(state: State, submission: Json, answer: str) -> None:
    def tell() -> None:
        told = {name: submission[name] for name in ("key", "state", "done", "total")}
        state.say({"type": "submission", "user": state.username, "submission_id": submission["id"], **told})

    for done in range(STEPS):
        submission.update(state="grading", done=done)
        tell()
        await asyncio.sleep(state.step_seconds)
    tests = fake_course.tests_of(answer)
    score = sum(test["points"] for test in tests)
    submission.update(
        state="graded",
        done=STEPS,
        tests=tests,
        score=score,
        passed=score >= 7,
        needs_manual_grade=True,
        graded_at="2026-11-20T11:00:03+00:00",
    )
    status = "passed" if score >= 7 else "failed"
    state.item(submission["key"]).update(status=status, score=score, max_score=10)
    tell()
    if not submission["passed"]:
        return
    title = state.item(submission["key"])["title"]
    number = len(state.feed) + 1
    state.feed.insert(
        0, fake_course.feed_item(number, state.username, "passed_exercise", submission["key"], title)
    )
    state.say({"type": "activity", "user": state.username, "activity_id": f"f{number}"})


ROUTES: dict[str, type[Handler]] = {
    "items/([^/]+)/notebook": Notebook,
    "lessons/([^/]+)/completion": Completion,
    "exercises/([^/]+)": Exercise,
    "exercises/([^/]+)/submissions": Submissions,
    "submissions/([^/]+)": Submission,
    "submissions/([^/]+)/cells": Cells,
    "submissions/([^/]+)/regrade-requests": Regrade,
    "exercises/([^/]+)/hints/([0-9]+)": Hint,
}
