"""T's side of the containers that both processes hold: what changed here goes out, what comes in is believed
only where Python itself would have shown it."""

import sys
from collections.abc import Callable
from typing import Any

from curriculum.grading.protocol.fault import MalformedError, ProtocolError
from curriculum.grading.protocol.fingerprint import fingerprint, is_large
from curriculum.grading.protocol.replace import is_shareable, replace

MOST_CONTAINERS = 64
LONGEST_KEPT = 1 << 16
_HELD_BY_TABLE_ALONE = 3
"""References to a container that only this table still has: its own, the loop's and getrefcount's."""


Doubt = tuple[Any, Any]
"""A container of T, and what S says that it holds now."""


class Share:
    """A container on its way: with its value the first time, and as a number after that."""

    __slots__ = ("first", "number", "value")

    def __init__(self, number: int, value: Any, *, first: bool) -> None:
        """`first` when the other side does not have it yet."""
        self.number, self.value, self.first = number, value, first


class Shared:
    """All containers in step; T's own have numbers from 0 up, S's from -1 down."""

    def __init__(self, encode: Callable[[Any], bytes]) -> None:
        """`encode` gives equal bytes for equal contents."""
        self._encode = encode
        self._values: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._seen: dict[int, bytes] = {}
        self._next = 0
        self._dropped: list[int] = []

    def outgoing(self) -> tuple[dict[int, Any], list[int]]:
        """What T's side changed since the last time, and which containers are dropped."""
        changed: dict[int, Any] = {}
        for number in list(self._values):
            value = self._values[number]
            if is_large(value, self._seen[number], LONGEST_KEPT):
                self._drop(number)
                continue
            now = fingerprint(value, self._encode)
            if now != self._seen[number]:
                self._seen[number] = now
                changed[number] = value
            elif sys.getrefcount(value) <= _HELD_BY_TABLE_ALONE:
                self._drop(number)
            del value
        for number in list(self._values)[: max(len(self._values) - MOST_CONTAINERS, 0)]:
            if number not in changed:
                self._drop(number)
        dropped, self._dropped = self._dropped, []
        return changed, dropped

    def share(self, value: Any) -> Any:
        """Wrap an operand that is to be in step; everything else stays as it is."""
        known = self._numbers.get(id(value))
        if known is not None:
            return Share(known, value, first=False)
        if not is_shareable(value):
            return value
        try:
            number, self._next = self._next, self._next + 1
            is_kept = not is_large(value, b"", LONGEST_KEPT)
            self._keep(number, value, fingerprint(value, self._encode) if is_kept else b"")
        except ProtocolError:
            return value
        return Share(number, value, first=True)

    def receive(self, number: int, first: list[Any]) -> Any:
        """The container that S names, which it may number itself only the first time."""
        if first:
            if number >= 0 or number in self._values or not is_shareable(first[0]):
                msg = "A container came with a wrong number."
                raise MalformedError(msg)
            self._keep(number, first[0], fingerprint(first[0], self._encode))
        return self._values[number]

    def update(self, changed: dict[int, Any], *, returned_nothing: bool) -> list[Doubt]:
        """Take over what S changed; returns T's own containers whose change is not believed."""
        doubtful = []
        for number, value in changed.items():
            own = self._values[number]
            if number >= 0 and not returned_nothing:
                doubtful.append((own, value))
                self._drop(number)
                continue
            replace(own, value)
            self._seen[number] = fingerprint(own, self._encode)
        return doubtful

    def forget(self) -> None:
        """Drop all: the next cell begins with values of its own."""
        for number in list(self._values):
            self._drop(number)

    def _keep(self, number: int, value: Any, seen: bytes) -> None:
        self._values[number] = value
        self._numbers[id(value)] = number
        self._seen[number] = seen

    def _drop(self, number: int) -> None:
        del self._numbers[id(self._values[number])], self._values[number], self._seen[number]
        self._dropped.append(number)
