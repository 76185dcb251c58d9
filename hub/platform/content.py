"""Start-up's share of the curriculum: builds it, releases it to the cohorts and stores it, if it changed."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from db import provision, stamp
from db.access import Role, gradebook_schema
from db.enums import CallOutcome, CohortRole
from db.errors import NotFound
from db.repositories.cohort import CohortRecord, CohortRepository
from db.repositories.course import CourseRepository
from db.repositories.drift import DriftRepository
from db.repositories.llm_call import CallEntry, LlmCallRepository
from db.repositories.user import UserRepository
from db.unit_of_work import UnitOfWork
from hub.accounts import Accounts
from hub.platform.console import Step, say
from hub.platform.database import Database, operating
from hub.settings import REPOSITORY, Settings

if TYPE_CHECKING:
    from curriculum.authoring.author import Author
    from curriculum.authoring.course import Told
    from curriculum.authoring.retold import Retold
    from curriculum.built import Built
    from curriculum.trial import OnTrial

SOURCES = REPOSITORY / "curriculum"


def refresh(settings: Settings, found: Database, *, is_forced: bool = False) -> None:
    """Bring the cohorts' folders, their gradebooks and the catalogue to what the sources say.

    Nothing of the curriculum's machinery is even imported when nothing changed since the last time.
    """
    with operating(found.access) as connected:
        with UnitOfWork(connected) as uow:
            cohorts = CohortRepository(uow.session).list_active()
        wanted = fingerprint(SOURCES, cohorts)
        with Step("Curriculum") as step:
            if not is_forced and stamp.read(found.access) == wanted:
                step.state = "unchanged"
                return
            built, step.state = _build()
        with Step("Exercises") as step:
            step.state = _prove(settings, built)
        released = _release_to_all(settings, found, cohorts, built)
        _store(connected, built, released, cohorts, _retold(settings))
        stamp.write(found.access, wanted)


def _prove(settings: Settings, built: "Built") -> str:
    """Verify what was not proved as it is; what came of it. Raises SourceError."""
    from curriculum.proof import read_proofs, unproved  # noqa: PLC0415

    fresh = unproved(built, read_proofs())
    if not fresh.items:
        return "all proved"
    verify(settings, fresh)
    return f"{len(fresh.items)} lessons and exercises verified"


def verify(settings: Settings, built: "Built", on_trial: "OnTrial" = lambda _done, _total: None) -> None:
    """Raise SourceError unless every solution passes its tests, and no starter or wrong solution does."""
    from curriculum.problem import SourceError  # noqa: PLC0415
    from curriculum.trial import Laboratory  # noqa: PLC0415
    from curriculum.verify import verify as find_problems  # noqa: PLC0415

    laboratory = Laboratory(settings.student_python, settings.state / "build" / "trials")
    problems = find_problems(built, laboratory, on_trial)
    if problems:
        raise SourceError(problems)


def audit(settings: Settings, built: "Built", on_exercise: "OnTrial" = lambda _done, _total: None) -> None:
    """Raise SourceError unless no test gives points to an answer that deserves none."""
    from curriculum.grading.two_process_runner import TwoProcessRunner  # noqa: PLC0415
    from curriculum.problem import SourceError  # noqa: PLC0415
    from curriculum.strength import Auditor, find_weak_tests  # noqa: PLC0415

    with TwoProcessRunner(settings.student_python, accept_unconfined=True) as runner:
        auditor = Auditor(runner, settings.state / "build" / "audits", runner.workers)
        problems = find_weak_tests(built, auditor, on_exercise)
    if problems:
        raise SourceError(problems)


def generate(settings: Settings, found: Database, username: str) -> uuid.UUID:
    """Generate the person's own course, or bring it to the present sources; its id."""
    from curriculum.personal import generate_course  # noqa: PLC0415

    built, _ = _build()
    with operating(found.access) as connected, UnitOfWork(connected) as uow:
        person_id = _person(uow, username)
        cohorts = CohortRepository(uow.session).list_active()
        released = _release_to_all(settings, found, cohorts, built)
        course = generate_course(uow, person_id, built, released, _retold(settings))
        uow.commit()
        return course


def retell(
    settings: Settings, found: Database, username: str, author: "Author", on_notebook: "OnTrial"
) -> "list[Told]":
    """Let a language model retell the person's lessons; `generate` then takes up what it told."""
    from curriculum.authoring.course import retell_course  # noqa: PLC0415
    from curriculum.personal import answers_of, words_of  # noqa: PLC0415

    built, _ = _build()
    with operating(found.access) as connected:
        with UnitOfWork(connected) as uow:
            person_id = _person(uow, username)
            values = words_of(answers_of(uow, person_id))
        told = retell_course(built, values, author, _retold(settings), on_notebook)
        with UnitOfWork(connected) as uow:
            calls = LlmCallRepository(uow.session)
            for entry in (call_entry(person_id, author, each) for each in told if each.asked):
                calls.add(entry)
            uow.commit()
    return told


def call_entry(person_id: uuid.UUID, author: "Author", told: "Told") -> CallEntry:
    """What is remembered of one request."""
    from curriculum.authoring.author import provider_of  # noqa: PLC0415

    assert told.asked is not None  # noqa: S101 - the caller leaves out what was not asked for
    name = str(author.model)
    return CallEntry(
        user_id=person_id,
        purpose="retelling",
        provider=provider_of(name),
        model=name.partition(":")[2],
        input_tokens=told.asked.input_tokens,
        output_tokens=told.asked.output_tokens,
        duration_ms=round(1000 * told.asked.seconds),
        outcome=CallOutcome.FAILED if told.why else CallOutcome.ANSWERED,
        error=told.why,
    )


def _retold(settings: Settings) -> "Retold":
    from curriculum.authoring.retold import Retold  # noqa: PLC0415

    return Retold(settings.retold)


def _person(uow: UnitOfWork, username: str) -> uuid.UUID:
    person = UserRepository(uow.session).by_username(username)
    if person is None:
        raise NotFound(f"There is no user {username}. Add them with `coursewright user add`.")
    return person.id


def _release_to_all(
    settings: Settings, found: Database, cohorts: Iterable[CohortRecord], built: "Built"
) -> dict[str, bytes]:
    released: dict[str, bytes] = {}
    for cohort in cohorts:
        released |= release(settings, found, cohort.slug, built)
    return released


def fingerprint(sources: Path, cohorts: Iterable[CohortRecord]) -> str:
    """A hash over everything the stored content follows from."""
    total = hashlib.sha256()
    for path in sorted(sources.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(sources)} {path.stat().st_size}\0".encode())
            total.update(path.read_bytes())
    total.update(" ".join(f"{cohort.slug}:{cohort.id}" for cohort in cohorts).encode())
    return total.hexdigest()


def release(settings: Settings, found: Database, slug: str, built: "Built") -> Mapping[str, bytes]:
    """Make the gradebook of cohort `slug` and release every exercise to it; the released notebooks."""
    from curriculum.grading import gradebook  # noqa: PLC0415  takes seconds, and is rarely needed
    from curriculum.release import release as release_exercises  # noqa: PLC0415

    with Step(f"Release to {slug}") as step:
        provision.provision_cohort(found.admin, found.access, slug)
        owner, schema = found.access.url(Role.OWNER), gradebook_schema(slug)
        gradebook.create_tables(owner, schema, slug)
        provision.watch_gradebook(found.access, slug)
        home = Accounts.choose(settings.state, settings.isolation, settings.student_python).course(slug).home
        outcome = release_exercises(built, home, found.access.course_url(slug), settings.state / "build")
        step.state = f"{len(outcome.changed)} of {len(built.exercises)} exercises were new"
    for problem in outcome.problems:
        say(f"    {problem}")
    return outcome.notebooks


def _build() -> tuple["Built", str]:
    from curriculum.build import build  # noqa: PLC0415  takes a second, and is rarely needed

    built = build()
    return built, f"{len(built.lessons)} lessons, {len(built.exercises)} exercises"


def _store(
    database: Engine,
    built: "Built",
    released: Mapping[str, bytes],
    cohorts: Iterable[CohortRecord],
    retold: "Retold",
) -> None:
    from curriculum import catalogue  # noqa: PLC0415
    from curriculum.personal import generate_course  # noqa: PLC0415

    with Step("Catalogue") as step, UnitOfWork(database) as uow:
        step.state = f"{catalogue.load(uow, built, released)} rows changed"
        uow.commit()
    with Step("Personal courses") as step, UnitOfWork(database) as uow:
        learners = _learners(uow, cohorts)
        for user_id in learners:
            generate_course(uow, user_id, built, released, retold)
        uow.commit()
        step.state = f"for {len(learners)} learners"
    with Step("Progress") as step, UnitOfWork(database) as uow:
        step.state = f"{DriftRepository(uow.session).mend()} rows follow the new content"
        uow.commit()


def _learners(uow: UnitOfWork, cohorts: Iterable[CohortRecord]) -> list[uuid.UUID]:
    """The students of the cohorts who told what they care about."""
    people = CohortRepository(uow.session)
    courses = CourseRepository(uow.session)
    students = {
        member.user_id: None for cohort in cohorts for member in people.members(cohort.id, CohortRole.STUDENT)
    }
    return [user_id for user_id in students if courses.onboarding(user_id)]
