"""Adds the made-up class to a cohort: people, their weeks, their friendships and their talk."""

import random
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from curriculum.built import Built
from curriculum.personal import generate_course
from curriculum.sample_class.past import Past
from curriculum.sample_class.source import Learner, Talk, read_learners, read_talk
from db.enums import CohortRole
from db.models.user import User
from db.repositories.cohort import CohortRecord, CohortRepository
from db.repositories.user import Person, UserRepository
from db.seed.demo import onboard
from db.seed.people import Onboarding, words_of
from db.seed.social import Link, Post, follow, open_thread, reply, share, vote_up
from db.unit_of_work import UnitOfWork

WEEKS = 6
_SEED = 20_261_121


def add_class(
    uow: UnitOfWork, cohort: CohortRecord, built: Built, released: Mapping[str, bytes], now: datetime
) -> int:
    """Add every made-up learner who is missing, with the past weeks; how many. The caller commits.

    They have no password, so nobody can log in as one. What they said is added with the first of them; a
    second call adds nothing.
    """
    session, learners = uow.session, read_learners()
    begin = (now - timedelta(weeks=WEEKS)).replace(hour=9, minute=0, second=0, microsecond=0)
    before = UserRepository(session).by_usernames(learner.username for learner in learners)
    newcomers = {
        learner.username: _arrive(session, cohort, learner)
        for learner in learners
        if learner.username not in before
    }
    for learner in learners:
        if person := newcomers.get(learner.username):
            _live(
                uow,
                Past(
                    session,
                    person,
                    learner,
                    cohort,
                    random.Random(f"{_SEED} {learner.username}"),  # noqa: S311
                    begin + timedelta(days=learner.pace / 2),
                    now,
                    released,
                ),
                built,
            )
    if newcomers:
        _befriend(session, cohort, newcomers)
    if newcomers and not before:
        _talk(session, built, begin, read_talk())
    return len(newcomers)


def _arrive(session: Session, cohort: CohortRecord, learner: Learner) -> Person:
    person = UserRepository(session).add(
        learner.username, f"{learner.username}@class.example", full_name=learner.full_name
    )
    row = session.get_one(User, person.id)
    row.default_visibility = learner.visibility
    session.flush()
    if learner.words:
        meta_category, archetype, domain, *words = learner.words
        onboard(session, person, Onboarding(meta_category, archetype, domain, words_of(*words)))
    CohortRepository(session).enroll(cohort.id, person.id, CohortRole.STUDENT)
    found = UserRepository(session).by_id(person.id)
    return found or person


def _live(uow: UnitOfWork, past: Past, built: Built) -> None:
    if past.learner.words:
        generate_course(uow, past.person.id, built, past.released)
    last_seen = past.live(built)
    row = uow.session.get_one(User, past.person.id)
    row.last_active_at = last_seen
    uow.session.flush()


def _befriend(session: Session, cohort: CohortRecord, newcomers: Mapping[str, Person]) -> None:
    """Let everybody follow a few, some of whom follow back; the first few are followed by many."""
    dice = random.Random(_SEED)  # noqa: S311
    everybody = [
        member.user_id for member in CohortRepository(session).members(cohort.id, CohortRole.STUDENT)
    ]
    everybody.sort(key=str)
    pairs: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for person in newcomers.values():
        others = [each for each in everybody if each != person.id]
        weights = [3 if index < 5 else 1 for index in range(len(others))]
        for other in {*dice.choices(others, weights, k=min(5, len(others)))}:
            pairs.add((person.id, other))
            if dice.random() < 0.6 and other in {each.id for each in newcomers.values()}:
                pairs.add((other, person.id))
    follow(session, pairs)


def _talk(session: Session, built: Built, begin: datetime, talk: Talk) -> None:
    modules = {module.slug: module.number for module in built.modules}
    names = {each.username for each in read_learners()} | {
        answer.author for thread in talk.thread for answer in thread.reply
    }
    ids = {name: person.id for name, person in UserRepository(session).by_usernames(names).items()}
    for thread in talk.thread:
        at = begin + timedelta(days=thread.day, hours=7, minutes=thread.day)
        opened = open_thread(
            session,
            Post(
                ids[thread.author], thread.content.strip(), at, thread.title, modules.get(thread.module or "")
            ),
        )
        vote_up(session, opened, [ids[name] for name in thread.votes])
        for answer in thread.reply:
            if answer.author in ids:
                post = Post(ids[answer.author], answer.content.strip(), at + timedelta(hours=answer.hours))
                answered = reply(session, opened, post, solves=answer.solves)
                vote_up(session, answered, [ids[name] for name in answer.votes])
    for link in talk.resource:
        share(
            session,
            Link(ids[link.author], modules[link.module], link.title, link.url, link.type, link.difficulty),
            [ids[name] for name in link.votes],
        )
