"""How objects cross the border in T: S's objects become stand-ins, T's own are lent or sent as data."""

import dataclasses
import enum
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from curriculum.grading.protocol import codes, message
from curriculum.grading.protocol.fault import MalformedError
from curriculum.grading.protocol.kind import parts
from curriculum.grading.trusted import description, errors, mirror, records, remote
from curriculum.grading.trusted.lending import Lending
from curriculum.grading.trusted.mirror import MirrorType
from curriculum.grading.trusted.remote import Handle
from curriculum.grading.trusted.shared import Share

if TYPE_CHECKING:
    from curriculum.grading.trusted.description import Description
    from curriculum.grading.trusted.student import Student

_STAND_INS: dict[str, type] = {
    "function": remote.RemoteFunction,
    "builtin": remote.RemoteFunction,
    "method": remote.RemoteFunction,
    "module": remote.RemoteModule,
    "generator": remote.RemoteIterator,
    "iterator": remote.RemoteIterator,
    "coroutine": remote.RemoteCoroutine,
}
_MAKERS = {
    "namedtuple": records.make_namedtuple,
    "enum": records.make_enum,
    "dataclass": records.make_dataclass,
}


class Crossing:
    """The objects of both sides that the other one knows."""

    def __init__(self, student: "Student", own_class: Callable[[str], type | None]) -> None:
        """`own_class` finds the class of a name that a locked cell made in T."""
        self._student = student
        self._own_class = own_class
        self.lending = Lending()
        self.made = 0
        self.keeps_own = False
        self._objects: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
        self._classes: dict[int, type] = {}
        self._errors: dict[int, BaseException] = {}

    def reduce(self, value: Any) -> tuple[int, Any]:
        """What crosses to S in place of a value that is no data."""
        of = type(value)
        if of is Share:
            return codes.SHARED, (value.number, value.value) if value.first else (value.number,)
        if remote.is_remote(value):
            return codes.REMOTE, remote.handle_of(value).number
        handle = self._handle_of_class(value) if isinstance(value, type) else self._handle_of_record(value)
        if handle is not None:
            return codes.REMOTE, handle.number
        if not isinstance(value, type) and self._is_record(of):
            return codes.RECORD, (self._class_name(of), _parts_of(value))
        return self.lending.reduce(value)

    @staticmethod
    def _handle_of_class(of: type) -> Handle | None:
        found = of.__dict__.get("_class_") if issubclass(of, BaseException) else None
        if isinstance(of, MirrorType):
            found = of._handle_
        elif found is None and not issubclass(of, BaseException):
            found = of.__dict__.get(records.HANDLE)
        return found if isinstance(found, Handle) else None

    def _handle_of_record(self, value: Any) -> Handle | None:
        """The handle of a mirrored exception, or of a dataclass object, which gets one when it crosses."""
        of = type(value)
        if isinstance(value, errors.MirrorError):
            return vars(value).get(records.HANDLE)
        class_handle = of.__dict__.get(records.HANDLE)
        if class_handle is None or not dataclasses.is_dataclass(of) or _is_frozen(of):
            return None
        if records.HANDLE not in vars(value):
            number = self._student.ask("dataclass", None, class_handle.number, dict(vars(value)))
            if type(number) is not int:
                self._wrong("dataclass object")
            vars(value)[records.HANDLE] = Handle(self._student, number, "object", is_own=True)
            self._objects[number] = value
        found: Handle = vars(value)[records.HANDLE]
        return found

    def _is_record(self, of: type) -> bool:
        if of.__dict__.get(records.HANDLE) is None and self._own_class(of.__qualname__) is not of:
            return False
        return (
            issubclass(of, enum.Enum)
            or hasattr(of, "_fields")
            or (dataclasses.is_dataclass(of) and _is_frozen(of))
        )

    @staticmethod
    def _class_name(of: type) -> int | str:
        handle = of.__dict__.get(records.HANDLE)
        return handle.number if isinstance(handle, Handle) else of.__qualname__

    def build(self, code: int, content: Any) -> Any:
        """The value in T for what S sent; raises MalformedError."""
        match code:
            case codes.REMOTE:
                value = self._remote(*parts(content, "object", int, int, str))
            case codes.SHARED if type(content) is tuple and content and type(content[0]) is int:
                value = self._student.shared.receive(content[0], list(content[1:]))
            case codes.RECORD:
                value = self._record(*parts(content, "record", int, tuple))
            case codes.KNOWN:
                value = self._known(*parts(content, "class", str, str))
            case codes.EXCEPTION:
                value = self._error(*parts(content, "exception", int, int, tuple, str))
            case codes.LENT_BACK:
                value = self.lending.known(content)
            case _:
                self._wrong("value")
        return value

    def _remote(self, number: int, class_number: int, form: str) -> Any:
        if form == "class":
            return self.class_of(number)
        known = self._objects.get(number)
        if known is None:
            self.made += 1
            known = self._stand_in(class_number, Handle(self._student, number, form, born=self.made))
            self._objects[number] = known
        elif remote.is_remote(known) and not self.keeps_own:
            remote.handle_of(known).is_own = False  # it came back from the student's code as an answer
        return known

    def _stand_in(self, class_number: int, handle: Handle) -> Any:
        of = _STAND_INS.get(handle.form)
        if of is None:
            if handle.form != "object":
                self._wrong("object")
            of = self.class_of(class_number)
        value = (
            object.__new__(of)
            if not issubclass(of, (tuple, BaseException, enum.Enum))
            else self._wrong("object")
        )
        if isinstance(value, remote.Remote):
            return remote.attach(value, handle)
        vars(value)[records.HANDLE] = handle
        return value

    def class_of(self, number: int) -> type:
        """T's class for S's class with this number."""
        known = self._classes.get(number)
        if known is None:
            about = description.read(self._student.ask("class", None, number))
            known = self._classes.setdefault(number, self._make(number, about))
        return known

    def _make(self, number: int, about: "Description") -> type:
        own = self._own_class(about.qualname) if about.module == "__main__" else None
        if own is not None and _is_kind(own, about.kind):
            return own
        if about.kind == "exception":
            return errors.make_class(self._student, number, about, about.bases)
        make = _MAKERS.get(about.kind)
        if make is not None:
            return make(self._student, number, about)
        return mirror.make(self._student, number, about, about.bases)

    def _record(self, class_number: int, members: tuple[Any, ...]) -> Any:
        of = self.class_of(class_number)
        if issubclass(of, enum.Enum) and len(members) == 1 and members[0] in of.__members__:
            return of[members[0]]
        if issubclass(of, tuple) and len(members) == len(getattr(of, "_fields", ())):
            return tuple.__new__(of, members)
        if dataclasses.is_dataclass(of) and len(members) == len(dataclasses.fields(of)):
            built = object.__new__(of)
            for field, member in zip(dataclasses.fields(of), members, strict=True):
                object.__setattr__(built, field.name, member)
            return built
        return self._wrong("record")

    def _known(self, module: str, name: str) -> type:
        found: type | None = codes.find(module, name) if module in codes.KNOWN_MODULES else None
        return found if found is not None else self._wrong("class")

    def _error(self, number: int, class_number: int, arguments: tuple[Any, ...], text: str) -> BaseException:
        known = self._errors.get(number)
        if known is None:
            of = self.class_of(class_number)
            known = errors.make(of, Handle(self._student, number, "object"), arguments, text)
            self._errors[number] = known
        return known

    def number_of_error(self, error: BaseException) -> int | None:
        """S's number of an exception that came from there."""
        return next((number for number, known in self._errors.items() if known is error), None)

    def error_for(self, error: BaseException) -> message.CallBackError:
        """What S is told of an exception that T's own object raised; when it comes back, it is the same."""
        _, (name, arguments) = Lending().reduce(error)
        return message.CallBackError(name, arguments[0][: codes.LONGEST_TEXT], self.lending.number(error))

    def _wrong(self, what: str) -> NoReturn:
        msg = f"A wrong {what} came."
        raise MalformedError(msg)


def _is_frozen(of: Any) -> bool:
    return bool(of.__dataclass_params__.frozen)


def _parts_of(value: Any) -> tuple[Any, ...]:
    if isinstance(value, enum.Enum):
        return (value.name,)
    if isinstance(value, tuple):
        return tuple(value)
    return tuple(getattr(value, field.name) for field in dataclasses.fields(value))


def _is_kind(own: type, kind: str) -> bool:
    if kind == "exception":
        return issubclass(own, BaseException)
    if kind == "enum":
        return issubclass(own, enum.Enum)
    if kind == "namedtuple":
        return issubclass(own, tuple) and hasattr(own, "_fields")
    return kind == "dataclass" and dataclasses.is_dataclass(own) and _is_frozen(own)
