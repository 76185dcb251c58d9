"""A notebook as it is delivered to a student."""

from typing import Any

from db.enums import ItemKind
from hub.api.schemas.base import Schema


class ItemNotebook(Schema):
    """The student-safe notebook of a lesson or an exercise, and where it belongs."""

    key: str
    kind: ItemKind
    title: str
    module: str
    filename: str
    version: str
    notebook: dict[str, Any]
