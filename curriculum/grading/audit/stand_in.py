"""The battery: answers that deserve nothing, and what to do about a test that pays for one."""

from dataclasses import dataclass
from pathlib import Path

_DISGUISE = Path(__file__).with_name("disguise.py").read_text(encoding="utf-8")


@dataclass(frozen=True)
class StandIn:
    """One undeserving answer: `phrase` tells an author what it is, `advice` what the test lacks."""

    kind: str
    phrase: str
    advice: str
    exception: str = ""

    def source(self, solution: str, names: tuple[str, ...]) -> str:
        """The text of a solution cell in which this stands in for what the solution defines."""
        if self.kind == EMPTY.kind:
            return "pass"
        call = f'_stage["apply"](globals(), {list(names)!r}, {self.kind!r}, {self.exception!r})'
        return f"{solution}\n\n_stage = {{}}\nexec({_DISGUISE!r}, _stage)\n{call}"


_COMPARE = "compare with a value that the test computes itself"
_MORE = "add a case whose answer is different"
_KIND = "compare the values too, not only their type, shape or length"
_ARGUMENT = "compute what you expect before the call, from a copy of the argument"

EMPTY = StandIn("empty", "an empty cell", "use what the student was to define, and assert something of it")
_CONSTANTS = (
    StandIn("none", "an answer of None", _COMPARE),
    StandIn("zero", "an answer of 0", _MORE),
    StandIn("one", "an answer of 1", _MORE),
    StandIn("true", "an answer of True", _MORE),
    StandIn("false", "an answer of False", _MORE),
    StandIn(
        "nan",
        "an answer of nan",
        "put it so that nan fails: `assert abs(x - 4) < 1e-9`, not `assert not x > 4`",
    ),
    StandIn("list", "an empty list", _MORE),
    StandIn("text", "an empty text", _MORE),
    StandIn("agreeable", "an object that agrees with everything", _COMPARE),
    StandIn("blank", "an empty answer of the right type", _KIND),
    StandIn("first", "the argument itself", f"{_MORE} than the argument"),
    StandIn("clears", "a function that empties its arguments", _ARGUMENT),
    StandIn("clears-first", "a function that empties its argument and returns it", _ARGUMENT),
)
STUCK = StandIn("stuck", "a function that always gives its first right answer", _MORE)


def battery(exceptions: tuple[str, ...]) -> tuple[StandIn, ...]:
    """Every stand-in; one raises each of the exceptions that the tests or the solution speak of."""
    raising = (
        StandIn("raises", f"a function that always raises {name}", "add a case that must not raise", name)
        for name in ("Exception", *exceptions)
    )
    return (EMPTY, *_CONSTANTS, *raising, STUCK)
