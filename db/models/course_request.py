"""What a learner asked her own course to be made from, and how far the making is."""

import uuid
from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, JsonObject, TimeOrderedId, UserId, Word, check, one_of
from db.enums import PresentTool, RequestState


class CourseRequest(Base):
    """The answers behind one generated course, which has the same id; kept for as long as the course is.

    `words` holds her own words by variable; what is not in it follows from the domain.
    """

    __tablename__ = "course_requests"
    __table_args__ = (
        one_of("tool", PresentTool),
        one_of("state", RequestState),
        check("words", "jsonb_typeof(words) = 'object'"),
        check("starting_module", "starting_module >= 1"),
        check("progress", "done BETWEEN 0 AND total"),
        check("failed", "(state = 'failed') = (error IS NOT NULL)"),
        check("finished", "(state IN ('queued', 'making')) = (finished_at IS NULL)"),
        UniqueConstraint("user_id", "idempotency_key"),
        Index(
            "uq_course_requests_open",
            "user_id",
            unique=True,
            postgresql_where=text("state IN ('queued', 'making')"),
        ),
    )

    id: Mapped[TimeOrderedId]
    user_id: Mapped[UserId]
    idempotency_key: Mapped[uuid.UUID]
    meta_category: Mapped[str] = mapped_column(String(50))
    archetype: Mapped[str] = mapped_column(String(50))
    domain: Mapped[str] = mapped_column(String(100))
    words: Mapped[JsonObject]
    tool: Mapped[PresentTool] = mapped_column(Word(PresentTool))
    starting_module: Mapped[int] = mapped_column(server_default=text("1"))
    state: Mapped[RequestState] = mapped_column(Word(RequestState), server_default=RequestState.QUEUED)
    done: Mapped[int] = mapped_column(server_default=text("0"))
    total: Mapped[int] = mapped_column(server_default=text("0"))
    error: Mapped[str | None]
    created_at: Mapped[CreatedAt]
    finished_at: Mapped[datetime | None]
