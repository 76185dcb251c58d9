"""What a variable of the test becomes when the student's code changed its value and returned something too.

S alone says what it holds now. That may fail a test, which harms nobody but who says it, and never pass one.
"""

from typing import TYPE_CHECKING, Any, NoReturn

from curriculum.grading.trusted.verdict import Refused

if TYPE_CHECKING:
    from curriculum.grading.trusted.student import Student

_SLOTS = ("_student", "_sentence", "_told")


class Doubtful:
    """Comparisons that fail are answered; all else sends the cell to a person."""

    __slots__ = _SLOTS
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, student: "Student", sentence: str, told: Any) -> None:
        """`told` is what S says, `sentence` what a person reads."""
        for name, value in zip(_SLOTS, (student, sentence, told), strict=True):
            object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        return _fails(self, object.__getattribute__(self, "_told") == other)

    def __ne__(self, other: object) -> bool:
        return _fails(self, object.__getattribute__(self, "_told") != other)

    def __repr__(self) -> str:
        return repr(object.__getattribute__(self, "_told"))

    def __getattribute__(self, _name: str) -> Any:
        _stop(self)

    def __setattr__(self, _name: str, _value: Any) -> None:
        _stop(self)


def _fails(value: Doubtful, result: Any) -> bool:
    if result is not False:
        _stop(value)
    return False


def _stop(value: Doubtful) -> NoReturn:
    student: Student = object.__getattribute__(value, "_student")
    student.stop(Refused(object.__getattribute__(value, "_sentence")))


def _refuse(self: Doubtful, *_operands: Any) -> Any:
    _stop(self)


for _name in (
    *(
        "__len__",
        "__iter__",
        "__getitem__",
        "__setitem__",
        "__delitem__",
        "__contains__",
        "__bool__",
        "__reversed__",
    ),
    *(
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__add__",
        "__radd__",
        "__iadd__",
        "__sub__",
        "__rsub__",
        "__mul__",
    ),
    *(
        "__rmul__",
        "__truediv__",
        "__rtruediv__",
        "__and__",
        "__or__",
        "__xor__",
        "__array__",
        "__str__",
        "__format__",
    ),
):
    setattr(Doubtful, _name, _refuse)
