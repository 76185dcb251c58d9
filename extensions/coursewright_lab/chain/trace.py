"""Watches the EVM at work: each instruction, what lay on the stack before it, and what it cost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Step:
    """One instruction: where it stands, the gas left before it, what it cost, and the stack before it.

    The stack's top comes last. `depth` is 0 in the contract that was called and grows with each call that
    it makes; the cost of such a call is that of everything done in it.
    """

    depth: int
    counter: int
    opcode: str
    gas: int
    cost: int
    stack: tuple[int, ...]


@contextmanager
def watched(computation: Any) -> Iterator[list[Step]]:
    """The steps of the last run among those that happen inside; `computation` is the EVM's class for runs."""
    steps: list[Step] = []
    runs: list[Any] = []
    usual = computation.opcodes
    computation.opcodes = {code: _Watcher(act, steps, runs) for code, act in usual.items()}
    try:
        yield steps
    finally:
        computation.opcodes = usual


class _Watcher:
    """Stands in the place of an instruction: writes down what it finds, and lets it act."""

    def __init__(self, act: Any, steps: list[Step], runs: list[Any]) -> None:
        self._act = act
        self._steps = steps
        self._runs = runs
        self._name = str(getattr(act, "mnemonic", None) or act.__wrapped__.mnemonic)

    def __call__(self, computation: Any) -> Any:
        if computation.is_origin_computation and self._runs != [computation]:
            self._runs[:] = [computation]
            self._steps.clear()
        gas = computation.get_gas_remaining()
        place = len(self._steps)
        stack = tuple(_number(value) for value in computation._stack.values)  # noqa: SLF001 - py-evm has no other way
        counter = max(0, computation.code.program_counter - 1)
        self._steps.append(Step(computation.msg.depth, counter, self._name, gas, 0, stack))
        try:
            return self._act(computation=computation)
        finally:
            self._steps[place] = replace(self._steps[place], cost=gas - computation.get_gas_remaining())


def _number(value: Any) -> int:
    """A value of the stack, which py-evm keeps as it came: a number, bytes, or either with its type."""
    if isinstance(value, tuple):
        value = value[1]
    return int.from_bytes(value, "big") if isinstance(value, bytes) else int(value)
