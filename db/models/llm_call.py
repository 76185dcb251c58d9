"""What language models were asked for, and what it took."""

import uuid

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, CreatedAt, TimeOrderedId, Word, check, one_of
from db.enums import CallOutcome, LlmProvider


class LlmCall(Base):
    """One request to a language model, without what was said."""

    __tablename__ = "llm_calls"
    __table_args__ = (
        one_of("provider", LlmProvider),
        check("input_tokens", "input_tokens >= 0"),
        check("output_tokens", "output_tokens >= 0"),
        check("duration_ms", "duration_ms >= 0"),
        one_of("outcome", CallOutcome),
        check("answered", "(outcome = 'answered') = (error IS NULL)"),
        Index(
            "idx_llm_calls_user",
            "user_id",
            "created_at",
            postgresql_where=text("user_id IS NOT NULL"),
        ),
    )

    id: Mapped[TimeOrderedId]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    purpose: Mapped[str] = mapped_column(String(50))
    provider: Mapped[LlmProvider] = mapped_column(Word(LlmProvider))
    model: Mapped[str] = mapped_column(String(100))
    input_tokens: Mapped[int | None]
    output_tokens: Mapped[int | None]
    duration_ms: Mapped[int | None]
    outcome: Mapped[CallOutcome] = mapped_column(Word(CallOutcome))
    error: Mapped[str | None]
    created_at: Mapped[CreatedAt]
