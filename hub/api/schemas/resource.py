"""Where to read on after a module."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from db.enums import ResourceDifficulty, ResourceState, ResourceType
from hub.api.schemas.base import WITHOUT_NUL, Request, Schema


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


_SHOWN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]*$"
Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=200, pattern=_SHOWN),
    AfterValidator(_on_one_line),
]
"""Without what can't be seen, or turns the direction of what follows."""
Why = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=10, max_length=300, pattern=_SHOWN),
    AfterValidator(_on_one_line),
]
DeclineReason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=10, max_length=1000, pattern=WITHOUT_NUL)
]


class Resource(Schema):
    """A link to outside material."""

    id: UUID
    title: str
    url: str = Field(description="Begins with http:// or https://.")
    type: ResourceType | None
    difficulty: ResourceDifficulty | None
    description: str | None
    votes: int
    has_my_vote: bool


class ResourcePage(Schema):
    """Links, those with the most votes first."""

    items: list[Resource]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class ResourceQuery(Request):
    """Which part of the list to show."""

    before: str | None = Field(None, max_length=200, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class ResourceRequest(Request):
    """A link to outside material that somebody proposes for a module."""

    title: Title
    url: str = Field(
        min_length=10,
        max_length=500,
        description="Of a host that everybody reaches, with http:// or https://.",
    )
    type: ResourceType
    difficulty: ResourceDifficulty
    description: Why = Field(description="A sentence on why it is worth a visit.")
    idempotency_key: UUID = Field(description="Chosen by the client: the same one gives the same link.")


class ResourceProposal(Schema):
    """A link as who proposed it sees it."""

    id: UUID
    title: str
    url: str
    type: ResourceType | None
    difficulty: ResourceDifficulty | None
    description: str | None
    state: ResourceState
    reason: str | None = Field(description="Why it was declined.")
    proposed_at: datetime
    decided_at: datetime | None


class ResourceProposalPage(Schema):
    """One's own links that are not in the list, the newest first."""

    items: list[ResourceProposal]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class StaffResource(ResourceProposal):
    """A link of a cohort as its staff sees it."""

    module: str
    module_title: str
    votes: int
    username: str | None = Field(description="Who proposed it; None once that person is gone.")
    full_name: str | None
    decided_by: str | None


class StaffResourcePage(Schema):
    """Links of a cohort: those that wait the oldest first, others the newest first."""

    items: list[StaffResource]
    next: str | None = Field(description="Pass it as `before` to read on; None at the end.")


class StaffResourceQuery(Request):
    """Which links of the cohort to list."""

    state: ResourceState = ResourceState.WAITING
    before: str | None = Field(None, max_length=200, description="The `next` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class ResourceVerdict(StrEnum):
    """What the staff may decide."""

    APPROVED = "approved"
    DECLINED = "declined"


class ResourceDecision(Request):
    """What the staff decides on a link."""

    decision: ResourceVerdict
    reason: DeclineReason | None = Field(None, description="Told to the author; only where it is declined.")
    replace: bool = Field(default=False, description="Whether to change what was decided before.")

    @model_validator(mode="after")
    def _has_reason_where_declined(self) -> Self:
        if (self.decision is ResourceVerdict.DECLINED) != (self.reason is not None):
            raise ValueError("a link is declined with a reason, and approved without one")
        return self
