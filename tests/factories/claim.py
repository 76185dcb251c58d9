"""For whom a test's transaction acts."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.claim import Claim
from db.models import User


def act_for(session: Session, viewer: User) -> None:
    """Let the rest of the transaction act for a person, as a unit of work with her claim does."""
    settings = Claim(viewer.id).settings().items()
    session.execute(select(*(func.set_config(name, value, True) for name, value in settings)))
