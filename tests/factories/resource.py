"""Rows about where to read on."""

import uuid
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from db.enums import ResourceDifficulty, ResourceState, ResourceType
from db.models import Cohort, LearningResource, LearningResourceVote, Module, User
from tests.factories.sequence import next_number


def make_resource(
    session: Session, module: Module, title: str | None = None, *, voters: tuple[User, ...] = ()
) -> LearningResource:
    """Store a link of a module, with the votes of these people."""
    number = next_number()
    resource = LearningResource(
        module_id=module.id,
        title=title or f"Resource {number}",
        url=f"https://example.org/{number}",
        resource_type=ResourceType.ARTICLE,
        difficulty=ResourceDifficulty.BEGINNER,
        description="Says it in other words.",
        state=ResourceState.APPROVED,
    )
    session.add(resource)
    session.flush()
    session.add_all(LearningResourceVote(resource_id=resource.id, user_id=user.id) for user in voters)
    session.flush()
    return resource


def make_proposal(
    session: Session,
    module: Module,
    cohort: Cohort,
    author: User,
    title: str | None = None,
    *,
    state: ResourceState = ResourceState.WAITING,
) -> LearningResource:
    """Store a link that somebody proposed in a cohort."""
    number = next_number()
    resource = LearningResource(
        module_id=module.id,
        cohort_id=cohort.id,
        added_by=author.id,
        idempotency_key=uuid.uuid4(),
        title=title or f"Proposal {number}",
        url=f"https://example.org/proposed/{number}",
        resource_type=ResourceType.VIDEO,
        difficulty=ResourceDifficulty.ADVANCED,
        description="Shows it on a whiteboard.",
        state=state,
        reason="It asks for money." if state is ResourceState.DECLINED else None,
        decided_at=None if state is ResourceState.WAITING else datetime.now(UTC),
    )
    session.add(resource)
    session.flush()
    return resource
