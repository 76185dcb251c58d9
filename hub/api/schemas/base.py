"""What all schemas have in common."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints

MOST: Final = 2**31 - 1
"""The largest number that the database counts to."""
WITHOUT_NUL: Final = r"^[^\x00]*$"
Text = Annotated[str, StringConstraints(pattern=WITHOUT_NUL)]
"""Text that the database can keep."""


class Schema(BaseModel):
    """A part of an answer; it is filled from the dataclass of the same shape."""

    model_config = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_serialization_defaults_required=True,  # what has a default is in every answer too
    )


class Request(BaseModel):
    """A part of a request; a field that the API does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)
