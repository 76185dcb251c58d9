"""How far a cohort is."""

from decimal import Decimal

from sqlalchemy.orm import Session

from db.enums import CohortRole, ProgressStatus
from db.models import Module, User, UserProgress
from db.repositories.cohort_progress import CohortProgressRepository
from tests.factories.catalogue import make_module
from tests.factories.cohort import make_cohort, make_member
from tests.factories.user import make_user


def begin(session: Session, user: User, module: Module, percent: int) -> None:
    values = {"status": ProgressStatus.IN_PROGRESS, "time_spent_minutes": 1}
    session.add(
        UserProgress(user_id=user.id, module_id=module.id, progress_percent=Decimal(percent), **values)
    )
    session.flush()


def test_students_alone_are_counted_and_who_did_not_begin_is_at_zero(session: Session) -> None:
    cohort, module, other = make_cohort(session), make_module(session), make_module(session)
    ada, bob, ines = (make_user(session, name) for name in ("ada", "bob", "ines"))
    for user, role in ((ada, CohortRole.STUDENT), (bob, CohortRole.STUDENT), (ines, CohortRole.INSTRUCTOR)):
        make_member(session, cohort, user, role)
    for user in (ada, ines, make_user(session)):
        begin(session, user, module, 50)
    repository = CohortProgressRepository(session)
    found = {row.module_id: row for row in repository.modules(cohort.id)}
    assert (found[module.id].students, found[module.id].begun, found[module.id].completed) == (2, 1, 0)
    assert (found[module.id].mean_percent, found[other.id].mean_percent) == (
        Decimal("25.00"),
        Decimal("0.00"),
    )
    members = repository.members(cohort.id)
    assert [(member.username, len(member.modules)) for member in members] == [("ada", 1), ("bob", 0)]
    assert [member.username for member in repository.members(cohort.id, after="ada")] == ["bob"]
