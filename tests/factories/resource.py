"""Rows about where to read on."""

from sqlalchemy.orm import Session

from db.enums import ResourceDifficulty, ResourceType
from db.models import LearningResource, LearningResourceVote, Module, User
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
    )
    session.add(resource)
    session.flush()
    session.add_all(LearningResourceVote(resource_id=resource.id, user_id=user.id) for user in voters)
    session.flush()
    return resource
