"""Live events: hints to whoever listens, sent when the transaction is kept."""

import json
import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums import Channel, EventType, RequestState, ResourceState
from db.repositories.course_request import Request
from db.repositories.submission import Submission


class EventRepository:
    """Sends through the caller's transaction: nothing is heard of what is rolled back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def submission_changed(self, submission: Submission) -> None:
        """Tell where grading of an attempt stands."""
        self._send(
            {
                "type": EventType.SUBMISSION,
                "user": submission.username,
                "submission_id": str(submission.id),
                "key": submission.key,
                "state": submission.state,
                "done": submission.done,
                "total": submission.total,
            }
        )

    def regrade_moved(self, submission: Submission, *, is_open: bool) -> None:
        """Tell that a learner asked to have an attempt looked at once more, or was answered."""
        self._send(
            {
                "type": EventType.REGRADE,
                "user": submission.username,
                "submission_id": str(submission.id),
                "key": submission.key,
                "state": "asked" if is_open else "answered",
            }
        )

    def course_changed(self, request: Request) -> None:
        """Tell where the making of a course stands."""
        self._send(
            {
                "type": EventType.COURSE,
                "user": request.username,
                "course_id": str(request.id),
                "state": request.state,
                "done": request.done,
                "total": request.total,
            }
        )

    def course_moved(self, username: str, course_id: uuid.UUID) -> None:
        """Tell a learner that a course of hers, long made, was put away or brought back."""
        self._send(
            {
                "type": EventType.COURSE,
                "user": username,
                "course_id": str(course_id),
                "state": RequestState.READY,
            }
        )

    def activity_added(self, username: str, activity_id: uuid.UUID) -> None:
        """Tell of a new feed item."""
        self._send({"type": EventType.ACTIVITY, "user": username, "activity_id": str(activity_id)})

    def answer_waits(self, username: str, answer_id: uuid.UUID) -> None:
        """Tell teachers that a short answer of a learner waits for one of them."""
        self._send_answer(username, answer_id, "asked")

    def answer_decided(self, username: str, answer_id: uuid.UUID) -> None:
        """Tell a learner and her teachers that one of them decided her short answer."""
        self._send_answer(username, answer_id, "answered")

    def _send_answer(self, username: str, answer_id: uuid.UUID, state: str) -> None:
        self._send({"type": EventType.QUIZ, "user": username, "answer_id": str(answer_id), "state": state})

    def resource_moved(
        self, username: str, resource_id: uuid.UUID, module: str, state: ResourceState
    ) -> None:
        """Tell that somebody proposed a link for a module, or that the staff decided on it."""
        self._send(
            {
                "type": EventType.RESOURCE,
                "user": username,
                "resource_id": str(resource_id),
                "key": module,
                "state": state,
            }
        )

    def people_changed(self, username: str) -> None:
        """Tell a person that she sees other people, or others' items, than before."""
        self._send({"type": EventType.PEOPLE, "user": username})

    def person_changed(self, username: str) -> None:
        """Tell the same to everybody who reads this person, and to herself."""
        self._send({"type": EventType.PEOPLE, "user": username, "reach": "readers"})

    def post_changed(self, thread_id: uuid.UUID, post_id: uuid.UUID, state: str) -> None:
        """Tell that a thread was `asked`, a reply was `replied`, or that something of a post `changed`.

        Without a name: the forum does not name those who hide, nor who voted.
        """
        self._send(
            {
                "type": EventType.FORUM,
                "thread_id": str(thread_id),
                "post_id": str(post_id),
                "state": state,
            }
        )

    def _send(self, event: dict[str, str | int | None]) -> None:
        self._session.execute(select(func.pg_notify(Channel.EVENTS.value, json.dumps(event))))
