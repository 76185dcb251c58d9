"""`globals()`, `locals()`, `vars()` and `dir()` in test cells: T's names and the student's as one."""

import sys
from collections.abc import Iterator
from typing import Any

from curriculum.grading.trusted.names import Home


class Namespace(dict[str, Any]):
    """T's globals as they are now; what they lack is looked up as a name in the test is."""

    def __init__(self, home: Home) -> None:
        """Start with what T has."""
        super().__init__(home.globals)
        self._home = home

    def __missing__(self, name: str) -> Any:
        return self._home.builtins[name] if name in self._home.owned else self._home.from_student(name)

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        try:
            return type(name) is str and self[name] is not self
        except KeyError:
            return False

    def get(self, name: str, default: Any = None) -> Any:
        """The value or `default`."""
        try:
            return self[name]
        except KeyError:
            return default

    def __setitem__(self, name: str, value: Any) -> None:
        """A new name of T."""
        super().__setitem__(name, value)
        self._home.globals[name] = value

    def __iter__(self) -> Iterator[str]:
        theirs = self._home.student.ask("names")
        return iter(dict.fromkeys([*super().__iter__(), *(name for name in theirs if type(name) is str)]))

    def keys(self) -> Any:
        """All names."""
        return dict.fromkeys(self).keys()


def install(home: Home) -> None:
    """Give test cells their own four functions."""

    def all_names() -> Namespace:
        return Namespace(home)

    def local_names() -> Any:
        names = sys._getframe(1).f_locals
        return Namespace(home) if names is home.globals else names

    def vars_of(*of: Any) -> Any:
        if of:
            return vars(*of)
        names = sys._getframe(1).f_locals
        return Namespace(home) if names is home.globals else names

    def dir_of(*of: Any) -> list[str]:
        if of:
            return dir(*of)
        names = sys._getframe(1).f_locals
        return sorted(Namespace(home) if names is home.globals else names)

    home.builtins |= {"globals": all_names, "locals": local_names, "vars": vars_of, "dir": dir_of}
