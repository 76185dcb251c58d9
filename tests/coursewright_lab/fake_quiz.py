"""The part of the fake service that asks quizzes, reviews what was missed, and shows answers to staff."""

from dataclasses import dataclass, field

from tests.coursewright_lab.fake_course import Json

MODULE = "m01-foundations"
NOW = "2026-11-20T11:00:00+00:00"
SECRET = "Because a third copy settles it."
MODEL = "Votes must cost something, since **names** are free."
WHY_WRONG = "One copy has nobody to disagree with."
RIGHT = {"q-copies": "o3", "q-order": "true", "q-blocks": "60", "q-votes": "Votes must cost something."}


def _question(key: str, kind: str, text: str, options: list[Json]) -> Json:
    return {"id": key, "type": kind, "text": text, "options": options, "points": 10}


QUESTIONS = [
    _question(
        "q-copies",
        "multiple-choice",
        "How many **copies** does a vote need?",
        [{"id": "o1", "text": "one"}, {"id": "o2", "text": "two"}, {"id": "o3", "text": "three"}],
    ),
    _question(
        "q-order",
        "true-false",
        "The order of lines decides the outcome.",
        [{"id": "true", "text": "True"}, {"id": "false", "text": "False"}],
    ),
    _question("q-blocks", "short-answer", "How many blocks follow?", []),
    _question("q-votes", "short-answer", "Why must votes cost something?", []),
]


@dataclass
class Quizzes:
    """What one learner did with the quiz of the first module, and what waits for staff."""

    sittings: list[Json] = field(default_factory=list)
    due: list[str] = field(default_factory=list)
    reviewed: int = 0
    given: dict[str, Json] = field(default_factory=dict)
    refusal: str | None = None
    waiting: list[Json] = field(default_factory=list)

    def overview(self) -> Json:
        """Return what `GET modules/{key}/quiz` answers."""
        done = [each for each in self.sittings if each["submitted_at"]]
        still_open = next((each["id"] for each in self.sittings if not each["submitted_at"]), None)
        return {
            "key": MODULE,
            "number": 1,
            "title": "Blockchain Foundations",
            "status": "failed" if done else "in-progress" if still_open else "not-started",
            "questions": len(QUESTIONS),
            "points": 40,
            "earned": max((each["earned"] for each in done), default=None),
            "is_waiting": False,
            "missed": len(self._missed()) if done else 0,
            "sittings": len(done),
            "tries": None,
            "wait_minutes": 0,
            "refusal": self.refusal,
            "allowed_from": None,
            "open_sitting": still_open,
            "latest_sitting": done[-1]["id"] if done else None,
            "tasks": [],
        }

    def begin(self, *, only_missed: bool) -> Json:
        """Return the open sitting, or a new one."""
        for sitting in self.sittings:
            if not sitting["submitted_at"]:
                return sitting
        asked = self._missed() if only_missed else QUESTIONS
        number = len(self.sittings) + 1
        sitting = {
            "id": f"sitting-{number}",
            "module": MODULE,
            "module_title": "Blockchain Foundations",
            "number": number,
            "is_partial": only_missed,
            "started_at": NOW,
            "submitted_at": None,
            "earned": None,
            "possible": 10 * len(asked),
            "waiting": None,
            "is_passed": None,
            "questions": [{**each, "answer": None, "seconds": 0, "result": None} for each in asked],
        }
        self.sittings.append(sitting)
        return sitting

    def sitting(self, number: str) -> Json:
        """Return one sitting."""
        return next(each for each in self.sittings if each["id"] == number)

    def lines(self) -> Json:
        """Return the submitted sittings, the newest first."""
        done = [each for each in self.sittings if each["submitted_at"]]
        names = ("id", "number", "is_partial", "started_at", "submitted_at", "earned", "possible")
        return {"items": [{name: each[name] for name in names} for each in done[::-1]], "next": None}

    def submit(self, number: str) -> Json:
        """Mark a sitting; what was missed is due from now on."""
        sitting = self.sitting(number)
        for question in sitting["questions"]:
            question["result"] = _result(question)
            if question["result"]["is_correct"] is False and question["id"] not in self.due:
                self.due.append(question["id"])
        results = [each["result"] for each in sitting["questions"]]
        earned = sum(each["points"] or 0 for each in results)
        sitting.update(
            submitted_at=NOW,
            earned=earned,
            waiting=sum(each["is_correct"] is None for each in results),
            is_passed=earned >= 0.7 * sitting["possible"],
        )
        return sitting

    def review(self) -> Json:
        """Return what `GET review` answers."""
        question = next((each for each in QUESTIONS if self.due and each["id"] == self.due[0]), None)
        return {
            "due": len(self.due),
            "left": len(self.due),
            "done": self.reviewed,
            "limit": 20,
            "question": question and self._card(question),
            "coming": [{"days": 3, "concepts": self.reviewed}] if self.reviewed else [],
        }

    def answer(self, card: str, said: Json) -> Json:
        """Mark an answer of the review."""
        question = next(each for each in QUESTIONS if f"card-{each['id']}" == card)
        is_correct = _is_right({**question, "answer": said["answer"]})
        outcome = {
            "id": f"given-{card}",
            "is_correct": is_correct,
            "answer": said["answer"],
            "solution": _solution(question),
            "comes_back": [{"concept": "copies", "days": 3 if is_correct else 1}],
        }
        self.given[str(outcome["id"])] = outcome
        self._settle(outcome)
        return outcome

    def judge(self, number: str, *, is_correct: bool) -> Json:
        """Take the learner's word for her answer."""
        outcome = self.given[number]
        outcome["is_correct"] = is_correct
        self._settle(outcome)
        return outcome

    def decide(self, number: str, said: Json) -> Json | None:
        """Give points to an answer; None when a colleague was quicker."""
        answer = next(each for each in self.waiting if each["id"] == number)
        if answer["points"] is not None and answer["by"] != "ines" and not said["replace"]:
            return None
        answer.update(points=said["points"], comment=said["comment"], decided_at=NOW, by="ines")
        return _shown(answer)

    def queue(self) -> Json:
        """Return what waits for staff."""
        return {"items": [_shown(each) for each in self.waiting if each["points"] is None], "next": None}

    def _settle(self, outcome: Json) -> None:
        number = str(outcome["id"]).removeprefix("given-card-")
        if outcome["is_correct"] is not None and number in self.due:
            self.due.remove(number)
            self.reviewed += 1

    def _card(self, question: Json) -> Json:
        return {
            **question,
            "card": f"card-{question['id']}",
            "concept": "copies",
            "module": MODULE,
            "module_title": "Blockchain Foundations",
        }

    def _missed(self) -> list[Json]:
        results = [each for sitting in self.sittings for each in sitting["questions"] if each["result"]]
        known = {each["id"] for each in results if each["result"]["is_correct"] is not False}
        return [each for each in QUESTIONS if each["id"] not in known]


def short_answer(number: str, username: str, answer: str, **changes: object) -> Json:
    """Return an answer that waits for staff."""
    fields: Json = {
        "id": number,
        "username": username,
        "full_name": username.title(),
        "module": MODULE,
        "module_title": "Blockchain Foundations",
        "question": "Why must **votes** cost something?",
        "answer": answer,
        "model_answer": MODEL,
        "marking": ["Names are free."],
        "explanation": SECRET,
        "points": None,
        "max_points": 10,
        "comment": None,
        "submitted_at": f"2026-11-20T10:0{number[-1]}:00+00:00",
        "decided_at": None,
        "by": None,
    }
    return fields | changes


def _shown(answer: Json) -> Json:
    return {name: value for name, value in answer.items() if name != "by"}


def _is_right(question: Json) -> bool | None:
    if question["id"] == "q-votes" and question["answer"]:
        return None
    return bool(question["answer"] == RIGHT[question["id"]])


def _result(question: Json) -> Json:
    is_correct = _is_right(question)
    return {
        "is_correct": is_correct,
        "points": None if is_correct is None else 10 * is_correct,
        "comment": None,
        "solution": _solution(question),
        "comes_back_at": None if is_correct is not False else "2026-11-21T00:00:00+00:00",
    }


def _solution(question: Json) -> Json:
    is_text = question["type"] == "short-answer"
    return {
        "correct": MODEL if is_text else RIGHT[question["id"]],
        "explanation": SECRET,
        "notes": {"o1": WHY_WRONG} if question["id"] == "q-copies" else {},
        "marking": ["Names are free."] if is_text else [],
    }
