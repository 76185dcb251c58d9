"""What a teacher's decision on a short answer means for its student."""

from datetime import datetime
from uuid import UUID

from curriculum.grading.award import Events
from curriculum.grading.standing import Standing
from db.repositories.review_card import ReviewCardRepository
from db.repositories.short_answer import ShortAnswerRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.services.memory import remember


def follow(uow: UnitOfWork, answer_id: UUID, now: datetime, events: Events) -> None:
    """Move the student's bar, completion and badges, and let what she missed come back.

    For a worker, who acts for everybody, in its transaction; an answer that is gone concerns nobody.
    """
    answer = ShortAnswerRepository(uow.session).get(answer_id)
    person = UserRepository(uow.session).by_id(answer.user_id) if answer else None
    if answer is None or person is None or answer.points is None:
        return
    standing = Standing(uow.session, person, now, events)
    standing.catalogue_module(answer.module_id)
    standing.award()
    asked = ReviewCardRepository(uow.session).question(person.id, answer.question_id)
    if asked is not None:
        remember(uow, person.id, [(asked.question, answer.points > 0)], now)
