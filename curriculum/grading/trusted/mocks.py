"""What a test replaces with `unittest.mock.patch` is replaced for the student's code too."""

import sys
from types import ModuleType
from typing import Any

from curriculum.grading.trusted.student import Student

_OUR_STREAMS = {("sys", "stdout"), ("sys", "stderr")}
"""What the student's code prints comes to T's streams anyway."""


def follow(student: Student) -> None:
    """Watch the patches of `unittest.mock`, if it is loaded."""
    mock: Any = sys.modules.get("unittest.mock")
    patch: Any = getattr(mock, "_patch", None)
    if patch is None or getattr(patch, "is_followed", False):
        return
    enter, leave = patch.__enter__, patch.__exit__

    def entering(self: Any) -> Any:
        value = enter(self)
        place = _place(self)
        if place is not None:
            student.patches[place] = getattr(self.target, self.attribute)
        return value

    def leaving(self: Any, *error: Any) -> Any:
        student.patches.pop(_place(self) or ("", ""), None)
        return leave(self, *error)

    patch.__enter__, patch.__exit__, patch.is_followed = entering, leaving, True


def _place(patch: Any) -> tuple[str, str] | None:
    target = getattr(patch, "target", None)
    if type(target) is not ModuleType:
        return None
    place = (target.__name__, str(patch.attribute))
    return None if place in _OUR_STREAMS else place
