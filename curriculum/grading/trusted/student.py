"""S as T's code sees it: asks, and what comes of an answer."""

import builtins
import inspect
import keyword
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

from curriculum.grading import frames
from curriculum.grading.protocol import message
from curriculum.grading.protocol.codec import Encoder
from curriculum.grading.protocol.envelope import reducer
from curriculum.grading.protocol.fault import MalformedError, ProtocolError
from curriculum.grading.trusted.crossing import Crossing
from curriculum.grading.trusted.link import Link, NoNameError
from curriculum.grading.trusted.mirror import MirrorType
from curriculum.grading.trusted.shared import Doubt, Shared
from curriculum.grading.trusted.verdict import FailedInside, Refused, Stuck, TimeUp

_SAME = frozenset({"__enter__", "__iadd__", "__isub__", "__imul__", "__itruediv__", "__ior__", "__iand__"})
"""Special methods that give the object itself."""
_CALLS = frozenset({"call", "special", "await", "exit"})


def _keep_quiet(_what: Any) -> None:
    """Nobody is told."""


class Student:
    """The student's process: `ask` is the only way to it."""

    def __init__(self, sock: Any, own_class: Callable[[str], type | None]) -> None:
        """`own_class` finds the class of a name that a locked cell made in T."""
        self.crossing = Crossing(self, own_class)
        reduce = reducer(self.crossing.reduce)
        self.shared = Shared(lambda value: Encoder(reduce).encode(value))
        self.link = Link(sock, self.crossing.reduce, self.crossing.build)
        self.link.call_back = self._call_back
        self.patches: dict[tuple[str, str], Any] = {}
        self.filters: Any = warnings.filters
        self.expects_stop = False
        self.comparable: frozenset[str] = frozenset()
        self.show: Callable[[list[message.Output]], None] = _keep_quiet
        self.before_ask: Callable[[], None] = lambda: None
        self.after_call: Callable[[], None] = lambda: None
        self.doubt: Callable[[list[Doubt]], None] = _keep_quiet

    def ask(
        self, verb: str, subject: Any = None, /, *operands: Any, named: dict[str, Any] | None = None
    ) -> Any:
        """What S answers, as data or stand-ins; raises what her code raised, NoNameError, or Stuck."""
        was_talking, self.link.is_talking = self.link.is_talking, True
        self.crossing.keeps_own = verb == "special" and operands[0] in _SAME
        try:
            if verb in _CALLS:
                self.before_ask()
            reply = self._ask(verb, subject, operands, named or {})
            reply, doubtful = self._take_changes(verb, reply)
            self.show(reply.outputs)
            if verb in _CALLS:
                self.after_call()
        finally:
            self.link.is_talking = was_talking
        if self.link.stuck is not None and verb != "class":
            raise self.link.stuck
        if doubtful:
            self.doubt(doubtful)
        if isinstance(reply, message.Raised):
            raise self._error_in(reply)
        return reply.value if isinstance(reply, message.Answer) else self._refused(reply)

    def frames_of(self, error: BaseException, context: int) -> frames.Inner:
        """S's part of an error's traceback: text to be shown, and nothing else."""
        number = self.crossing.number_of_error(error)
        if number is None:
            return [], []
        try:
            return frames.sound(self.ask("frames", None, number, context))
        except BaseException:
            return [], []

    def _ask(self, verb: str, subject: Any, operands: tuple[Any, ...], named: dict[str, Any]) -> Any:
        if verb == "class":  # asked while an answer is being read: nothing may change now
            return self.link.ask(verb, subject, operands, named)
        changed, dropped = self.shared.outgoing()
        if verb in _CALLS or verb in {"set", "setattr"}:
            operands = tuple(map(self.shared.share, operands))
            named = {name: self.shared.share(value) for name, value in named.items()}
        patches = [(module, name, value) for (module, name), value in self.patches.items()]
        return self.link.ask(
            verb,
            subject,
            operands,
            named,
            changed=changed,
            dropped=dropped,
            patches=patches,
            hears_warnings=warnings.filters is not self.filters,
        )

    def _take_changes(self, verb: str, reply: Any) -> tuple[Any, list[Doubt]]:
        """Bring shared containers up to date; what is not believed keeps its value and is listed with S's."""
        if not getattr(reply, "changed", None):
            return reply, []
        nothing = verb not in _CALLS or getattr(reply, "value", None) is None
        try:
            doubtful = self.shared.update(reply.changed, returned_nothing=nothing)
        except (ProtocolError, LookupError, TypeError, ValueError):
            self.link.stuck = self.link.stuck or Refused(
                "The notebook's code changed a value of the test in a way that cannot be shown here. "
                "Let the test look at what the function returns instead."
            )
            return reply, []
        for own, told in doubtful:
            if reply.value is own:
                reply = replace(reply, value=told)
        return reply, doubtful

    def _error_in(self, reply: message.Raised) -> BaseException:
        """What the student's code raised; a StopIteration would end the test's own loops without a word."""
        error = reply.error
        if not isinstance(error, BaseException) or isinstance(error, Stuck):
            raise MalformedError
        if isinstance(error, StopIteration | StopAsyncIteration) and not self.expects_stop:
            return RuntimeError(f"the notebook's code raised {type(error).__name__}")
        return error

    def _refused(self, reply: message.Refusal) -> NoReturn:
        if reply.kind == "name":
            raise NoNameError
        if reply.kind == "timeout":
            self.stop(TimeUp())
        self.stop(
            Refused(
                f"The notebook's code gave a value of type {_cut(reply.detail)}, too large or too deeply "
                "nested to be looked at. Let the test ask for less of it, for example its length or a slice."
            )
        )

    def stop(self, stuck: Stuck) -> NoReturn:
        """End the judging of this cell."""
        self.link.stop(stuck)

    def may_compare(self, value: Any, other: Any) -> bool:
        """Whether the cell lets the student's class decide if two of its objects are equal."""
        return all(
            isinstance(type(one), MirrorType)
            and any(base.__name__ in self.comparable for base in type(one).__mro__)
            for one in (value, other)
        )

    def note_assertion(self, error: BaseException | None) -> None:
        """An assertion that failed inside a student's context manager fails the cell."""
        if isinstance(error, AssertionError) and self.link.stuck is None:
            self.link.stuck = FailedInside(str(error))
            self.link.stuck.__cause__ = error

    def signature(self, function: Any) -> inspect.Signature:
        """The signature that S tells, or that of `(*args, **kwargs)`."""
        told = self.ask("signature", function)
        try:
            return inspect.Signature([_parameter(*one) for one in told])
        except (TypeError, ValueError):
            msg = "no signature found"
            raise ValueError(msg) from None

    def _call_back(self, request: message.CallBack) -> object:
        self.link.is_talking = False
        try:
            if request.verb == "input":
                return message.CallBackAnswer(builtins.input(*request.operands[:1]))
            lent, operands, named = request.lent, request.operands, request.named
            return message.CallBackAnswer(self.crossing.lending.perform(request.verb, lent, operands, named))
        except Stuck:
            return message.CallBackError("RuntimeError", "", -1)
        except BaseException as error:
            self.note_assertion(error)
            return self.crossing.error_for(error)
        finally:
            self.link.is_talking = True


def _parameter(name: Any, kind: Any, has_default: Any, default: Any, annotation: Any) -> inspect.Parameter:
    if type(name) is not str or not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError
    empty = inspect.Parameter.empty
    return inspect.Parameter(
        name,
        inspect._ParameterKind(kind),
        default=default if has_default is True else empty,
        annotation=empty if annotation is None else annotation,
    )


def _cut(text: str) -> str:
    return text[:60] if text.isidentifier() else "unknown"
