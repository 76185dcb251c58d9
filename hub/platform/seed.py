"""Fills the tables with what the sources say, and with a made-up class that has a past."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db.repositories.cohort import CohortRepository
from db.repositories.drift import DriftRepository
from db.seed import COHORT_SLUG
from db.unit_of_work import UnitOfWork
from hub.platform import demo
from hub.platform.console import Step
from hub.platform.database import Database, operating
from hub.settings import Settings

if TYPE_CHECKING:
    from curriculum.built import Built


def seed(settings: Settings, found: Database, *, with_demo: bool) -> list[dict[str, object]]:
    """Store modules, lessons, assessments, blueprint and achievements; with the demo, people too.

    What was there stays and is brought up to date; a second call changes nothing. Tells each kind's rows.
    """
    from curriculum.build import build  # noqa: PLC0415  takes a second
    from curriculum.catalogue import load  # noqa: PLC0415

    with Step("Curriculum") as step:
        built = build()
        step.state = f"{len(built.lessons)} lessons, {len(built.exercises)} exercises"
    with Step("Catalogue") as step, operating(found.access) as connected, UnitOfWork(connected) as uow:
        changed = load(uow, built, {})
        DriftRepository(uow.session).mend()
        uow.commit()
        step.state = f"{changed} rows changed"
    rows = [
        _row("modules", len(built.modules), "of 17"),
        _row("lessons", sum(len(module.lessons) for module in built.modules), "of the fixed curriculum"),
        _row("assessments", sum(module.assessments for module in built.modules), "of 170"),
        _row("blueprint modules", len(built.blueprint), "of 7"),
        _row("achievements", len(built.achievements), "all active"),
    ]
    if not with_demo:
        return rows
    with Step("Demo accounts") as step:
        step.state = "made" if demo.add_demo(found.access, settings.state) else "unchanged"
    passwords = f"passwords in {settings.state / 'credentials.json'}"
    rows.append(_row("demo accounts", len(demo.load(settings.state)), passwords))
    return [*rows, _row("made-up learners", _add_class(found, built), "added now; nobody can log in as one")]


def _row(what: str, count: int, detail: str) -> dict[str, object]:
    return {"what": what, "count": count, "detail": detail}


def _add_class(found: Database, built: "Built") -> int:
    from curriculum.sample_class.tell import add_class  # noqa: PLC0415

    with Step("Made-up class") as step, operating(found.access) as connected, UnitOfWork(connected) as uow:
        cohort = CohortRepository(uow.session).require(COHORT_SLUG)
        added = add_class(uow, cohort, built, {}, datetime.now(UTC))
        uow.commit()
        step.state = f"{added} learners added"
    return added
