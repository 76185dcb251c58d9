"""What T does not ask of the student's objects, because the answer would be the verdict itself."""

from typing import TYPE_CHECKING, Any, NoReturn

from curriculum.grading.trusted import remote
from curriculum.grading.trusted.verdict import Refused

if TYPE_CHECKING:
    from curriculum.grading.trusted.remote import Handle

JUDGING_NAMES = frozenset(
    {
        "score",
        "isclose",
        "equals",
        "allclose",
        "almost_equal",
        "almost_equals",
        "array_equal",
        "array_equiv",
        "assert_equal",
        "identical",
        "is_equal",
        "same_as",
        "compare",
    }
)
_READABLE_SPECIALS = frozenset(
    {
        "__annotations__",
        "__bases__",
        "__cause__",
        "__closure__",
        "__code__",
        "__context__",
        "__dataclass_fields__",
        "__defaults__",
        "__dict__",
        "__doc__",
        "__func__",
        "__globals__",
        "__init__",
        "__kwdefaults__",
        "__members__",
        "__module__",
        "__mro__",
        "__name__",
        "__qualname__",
        "__self__",
        "__slots__",
        "__total__",
        "__wrapped__",
    }
)
"""Other special attributes steer libraries in T (`__array_interface__` even to memory): they do not exist."""
_STEERING = frozenset({"_typ", "_mgr", "_ipython_display_", "_ipython_canary_method_should_not_exist_"})


def refuse(value: Any, what: str, advice: str) -> NoReturn:
    """Stop judging this cell; the sentence names the value's type and what the author can do."""
    handle = remote.handle_of(value)
    name = type(value).__name__ if handle.form == "object" else handle.form
    handle.student.stop(
        Refused(f"A value of type {name} from the notebook cannot be {what} fairly here. {advice}.")
    )


def check_attribute(handle: "Handle", name: str) -> None:
    """Raise AttributeError for what steers libraries, refuse what would let S judge itself."""
    is_special = name.startswith("__") and name.endswith("__")
    if (is_special and name not in _READABLE_SPECIALS) or name in _STEERING or name.startswith("_repr_"):
        raise AttributeError(name)
    if name in JUDGING_NAMES and not handle.is_own and handle.form == "object":
        handle.student.stop(
            Refused(
                f"The test asks the notebook's own object for .{name}, which would let it judge itself. "
                "Compute the value in the test instead, for example r2_score(y, model.predict(X))."
            )
        )


def check_call(handle: "Handle") -> None:
    """Refuse functions that only a library of S could have judged with."""
    del handle


def compare(value: Any, other: Any, special: str) -> Any:
    """`==` and `!=`: identity, unless the student's class has an operator of its own, which is not asked."""
    handle = remote.handle_of(value)
    if handle.form != "object" or "__eq__" not in type(value)._specials_:
        return NotImplemented
    if other is None:
        return special == "__ne__"
    if handle.student.may_compare(value, other):
        return handle.student.ask("special", value, special, other)
    refuse(
        value,
        "compared with == ",
        f"Compare its attributes, or write student_compares({type(value).__name__}) in the test to let the "
        "notebook's own class decide",
    )


def hash_of(value: Any) -> int:
    """Identity, unless the student's class says otherwise and the test lets it."""
    handle = remote.handle_of(value)
    own = handle.form == "object" and "__eq__" in type(value)._specials_
    if own and handle.student.may_compare(value, value):
        found = handle.student.ask("special", value, "__hash__")
        return found if type(found) is int else 0
    return object.__hash__(value)


def check_operator(value: Any, other: Any, special: str) -> None:
    """Arithmetic, order and conversion are data only where the test constructed an operand."""
    handles = [remote.handle_of(one) for one in (value, other) if remote.is_remote(one)]
    if not any(handle.is_own for handle in handles):
        refuse(
            value,
            f"used with {special}",
            "Construct the object in the test, or turn the value into a number or text before it is checked",
        )


def inherit(value: Any, operands: tuple[Any, ...]) -> Any:
    """What an operator makes of the test's own objects alone is the test's own too."""
    if remote.is_remote(value) and all(
        remote.is_remote(one) and remote.handle_of(one).is_own for one in operands
    ):
        remote.handle_of(value).is_own = True
    return value
