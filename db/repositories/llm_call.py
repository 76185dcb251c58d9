"""The record of what language models were asked for."""

import uuid
from dataclasses import asdict, dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.enums import CallOutcome, LlmProvider
from db.models.llm_call import LlmCall


@dataclass(frozen=True)
class CallEntry:
    """One request: for whom and what for, and what it took; `error` says why there was no answer."""

    user_id: uuid.UUID | None
    purpose: str
    provider: LlmProvider
    model: str
    input_tokens: int
    output_tokens: int
    duration_ms: int
    outcome: CallOutcome
    error: str | None


class LlmCallRepository:
    """All SQL on the record of requests to language models."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entry: CallEntry) -> None:
        """Note one request."""
        self._session.execute(insert(LlmCall).values(**asdict(entry)))
