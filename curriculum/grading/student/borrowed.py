"""Stand-ins in S for T's own objects: whatever is done to one is asked of T."""

from collections.abc import Callable
from typing import Any

Ask = Callable[[str, int, tuple[Any, ...], dict[str, Any]], Any]
"""Does a verb on T's object with a number, and gives or raises what came of it."""


class Lender:
    """Makes one stand-in for each of T's objects, and keeps it."""

    def __init__(self, ask: Ask, namespace: Callable[[], dict[str, Any]]) -> None:
        """`ask` reaches T; `namespace` has the notebook's classes."""
        self._ask = ask
        self._namespace = namespace
        self._stand_ins: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}

    def number_of(self, value: Any) -> int | None:
        """The number of T's object that a value stands for."""
        return self._numbers.get(id(value))

    def own_class(self, name: str) -> Any:
        """The notebook's class of this name."""
        return self._namespace()[name]

    def stand_in(self, number: int, form: str, name: str, specials: tuple[str, ...]) -> Any:
        """The one stand-in for T's object."""
        if number not in self._stand_ins:
            made = (
                self._function(number, name) if form == "function" else self._object(number, name, specials)
            )
            self._stand_ins[number] = made
            self._numbers[id(made)] = number
        return self._stand_ins[number]

    def remember(self, number: int, error: BaseException) -> None:
        """Know an exception that T's object raised when it comes back to T."""
        self._stand_ins[number] = error
        self._numbers[id(error)] = number

    def _function(self, number: int, name: str) -> Any:
        ask = self._ask

        def function(*operands: Any, **named: Any) -> Any:
            return ask("call", number, operands, named)

        function.__name__ = function.__qualname__ = name
        return function

    def _object(self, number: int, name: str, specials: tuple[str, ...]) -> Any:
        own = self._namespace().get(name)
        if isinstance(own, type):
            return self._instance(number, own)
        members: dict[str, Any] = {special: _forward(self._ask, number, special) for special in specials}
        members["__getattr__"] = lambda _self, attribute: self._ask("attr", number, (attribute,), {})
        members["__setattr__"] = _assign(self._ask, number)
        return type(name, (), members)()

    def _instance(self, number: int, own: type) -> Any:
        """An instance of the notebook's own class: its methods run here, its attributes are T's."""
        ask = self._ask

        def read(self: Any, attribute: str) -> Any:
            if attribute.startswith("__") or callable(getattr(own, attribute, None)):
                return object.__getattribute__(self, attribute)
            return ask("attr", number, (attribute,), {})

        members = {
            "__getattribute__": read,
            "__setattr__": _assign(ask, number),
            "__module__": own.__module__,
        }
        return object.__new__(type(own.__name__, (own,), members))


def _assign(ask: Ask, number: int) -> Callable[[Any, str, Any], None]:
    def assign(_self: Any, attribute: str, value: Any) -> None:
        ask("setattr", number, (attribute, value), {})

    return assign


def _forward(ask: Ask, number: int, special: str) -> Callable[..., Any]:
    def forward(_self: Any, *operands: Any, **named: Any) -> Any:
        return ask(special, number, operands, named)

    return forward
