"""A deployed contract as a Python object: its functions are methods."""

from collections.abc import Callable
from typing import Any, Protocol

from coursewright_lab.chain import interface

READS = frozenset({"view", "pure"})


class _Node(Protocol):
    @property
    def bank(self) -> str: ...
    def call(self, sender: str, to: str, data: bytes, wei: int = 0) -> bytes: ...
    def transact(self, sender: str, to: str, data: bytes, wei: int = 0) -> bytes: ...


class Contract:
    """`contract.transfer(bob, 5, sender=ada, value=0)`: a view is read, anything else is a transaction."""

    def __init__(self, node: _Node, address: str, abi: tuple[dict[str, Any], ...]) -> None:
        """Speak with the contract at `address`, by its interface."""
        self._node = node
        self.address = address
        self.abi = abi
        self._functions = interface.functions(abi)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """The function of that name. Raises AttributeError, naming those that there are."""
        overloads = self.__dict__.get("_functions", {}).get(name)
        if not overloads:
            known = ", ".join(sorted(self.__dict__.get("_functions", {}))) or "none"
            raise AttributeError(f"this contract has no function {name}; it has {known}")

        def function(*arguments: Any, sender: str | None = None, value: int = 0) -> Any:
            entry = next((each for each in overloads if len(each["inputs"]) == len(arguments)), overloads[-1])
            act = self._node.call if entry["stateMutability"] in READS else self._node.transact
            message = interface.selected(entry, arguments)
            answer = act(sender or self._node.bank, self.address, message, value)
            return interface.decode(entry["outputs"], answer)

        function.__name__ = function.__qualname__ = name
        return function

    def __dir__(self) -> list[str]:
        """Also the contract's functions, so that Tab completes them."""
        return sorted({*super().__dir__(), *self._functions})

    def __repr__(self) -> str:
        """Its address and its functions."""
        return f"<Contract {self.address}: {', '.join(sorted(self._functions))}>"
