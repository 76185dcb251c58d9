"""What all schemas have in common."""

from pydantic import BaseModel, ConfigDict


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
