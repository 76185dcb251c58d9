"""Reads what a delivered notebook says about itself, and names the files it is kept in."""

import re
from dataclasses import dataclass
from typing import Any

from coursewright_lab.errors import ServiceAway

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_VERSION = re.compile(r"[0-9a-f]{1,64}")


@dataclass(frozen=True)
class Delivery:
    """A notebook as the service hands it out."""

    key: str
    module: str
    version: str
    notebook: dict[str, Any]

    @property
    def folder(self) -> str:
        """The learner's folder of the module."""
        return f"courses/{self.module}"

    @property
    def path(self) -> str:
        """Where the learner's own copy lives."""
        return f"{self.folder}/{self.key}.ipynb"

    @property
    def beside_path(self) -> str:
        """Where this version lives when an older one holds the learner's work."""
        return f"{self.folder}/{self.key} (version {self.version}).ipynb"


def read_delivery(answer: object) -> Delivery:
    """Check the service's answer, so that no odd name can become a path."""
    fields = answer if isinstance(answer, dict) else {}
    key, module = str(fields.get("key")), str(fields.get("module"))
    version, notebook = str(fields.get("version")), fields.get("notebook")
    named = _NAME.fullmatch(key) and _NAME.fullmatch(module) and _VERSION.fullmatch(version)
    if not named or not isinstance(notebook, dict):
        raise ServiceAway("Coursewright sent a notebook that cannot be read. Tell your instructor.")
    return Delivery(key, module, version, notebook)


def is_key(key: object) -> bool:
    """Tell whether `key` is a possible key of a lesson or exercise."""
    return isinstance(key, str) and bool(_NAME.fullmatch(key))


def read_mark(notebook: object) -> dict[str, str]:
    """Return the notebook's `metadata.coursewright` (key, kind, version); empty when it has none."""
    metadata = notebook.get("metadata") if isinstance(notebook, dict) else None
    mark = metadata.get("coursewright") if isinstance(metadata, dict) else None
    if not isinstance(mark, dict):
        return {}
    return {name: value for name, value in mark.items() if isinstance(value, str)}
