"""Hands a learner the notebook of a lesson or an exercise."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from db.enums import ItemKind
from db.errors import NotFound
from db.repositories.notebook_version import NotebookVersionRepository
from hub.services import lesson
from hub.services.lookup import Found, find_item
from hub.services.person import Begin
from hub.services.viewer import Viewer


@dataclass(frozen=True)
class Delivery:
    """A student-safe notebook and where it belongs in the learner's folder."""

    key: str
    kind: ItemKind
    title: str
    module: str
    filename: str
    version: str
    notebook: dict[str, Any]


def deliver(begin: Begin, viewer: Viewer, key: str) -> Delivery:
    """Return the released notebook; a lesson counts as opened from then on. Locked while its module is."""
    with begin() as uow:
        found = find_item(uow, viewer, key)
        found.require_unlocked()
        sha256 = found.row.notebook_sha256
        content = NotebookVersionRepository(uow.session).content(sha256) if sha256 else None
        delivery = _delivery(found, json.loads(content)) if content else None
        if delivery is None:
            raise NotFound("This notebook is not released yet: ask your instructor to build the course.")
        if found.row.kind is ItemKind.LESSON:
            lesson.mark_opened(uow, viewer, found, datetime.now(UTC))
            uow.commit()
    return delivery


def _delivery(found: Found, notebook: dict[str, Any]) -> Delivery | None:
    row = found.row
    version = notebook["metadata"].get("coursewright", {}).get("version")
    if version is None:
        return None
    return Delivery(row.key, row.kind, row.title, found.module, f"{row.key}.ipynb", version, notebook)
