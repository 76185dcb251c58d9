"""Lists, dicts and other containers that S and T both hold: a change on one side reaches the other.

T numbers its containers from 0 up, S from -1 down. T alone decides when one is dropped.
"""

from collections.abc import Callable
from typing import Any

from curriculum.grading.protocol.fault import ProtocolError
from curriculum.grading.protocol.fingerprint import fingerprint
from curriculum.grading.protocol.replace import is_shareable, replace

Encode = Callable[[Any], bytes]


class Share:
    """A container on its way: with its value the first time, and as a number after that."""

    __slots__ = ("first", "number", "value")

    def __init__(self, number: int, value: Any, *, first: bool) -> None:
        """`first` when the other side does not have it yet."""
        self.number, self.value, self.first = number, value, first


class Shared:
    """S's side of all containers in step."""

    def __init__(self, encode: Encode) -> None:
        """`encode` gives equal bytes for equal contents."""
        self._encode = encode
        self._values: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._seen: dict[int, bytes] = {}
        self._next = -1

    def share(self, value: Any) -> Any:
        """Wrap what is to be in step; everything else stays as it is."""
        known = self._numbers.get(id(value))
        if known is not None:
            return Share(known, value, first=False)
        if not is_shareable(value):
            return value
        number, self._next = self._next, self._next - 1
        try:
            self.keep(number, value)
        except ProtocolError:
            return value
        return Share(number, value, first=True)

    def keep(self, number: int, value: Any) -> Any:
        """Remember a container and what it holds now."""
        self._seen[number] = fingerprint(value, self._encode)
        self._values[number] = value
        self._numbers[id(value)] = number
        return value

    def known(self, number: int) -> Any:
        """The container with this number."""
        return self._values[number]

    def drop(self, numbers: list[int]) -> None:
        """Forget containers that T has no use for any more."""
        for number in numbers:
            if number in self._values:
                del self._numbers[id(self._values[number])], self._values[number], self._seen[number]

    def update(self, changed: dict[int, Any]) -> None:
        """Take over what T's side changed."""
        for number, value in changed.items():
            replace(self._values[number], value)
            self._seen[number] = fingerprint(self._values[number], self._encode)

    def changes(self) -> dict[int, Any]:
        """What the student's code changed since the last time."""
        changed = {}
        for number, value in self._values.items():
            try:
                now = fingerprint(value, self._encode)
            except ProtocolError:  # grown too large to be sent
                now = b""
            if now != self._seen[number]:
                self._seen[number] = now
                changed[number] = value
        return changed
