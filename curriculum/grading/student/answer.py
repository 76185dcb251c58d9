"""Answers the trusted process's requests on the student's session."""

import builtins
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

from curriculum.grading.protocol import codes, message
from curriculum.grading.protocol.channel import Channel
from curriculum.grading.protocol.codec import Encoder
from curriculum.grading.protocol.envelope import reducer
from curriculum.grading.protocol.fault import ChannelError, ProtocolError
from curriculum.grading.student import surroundings
from curriculum.grading.student.borrowed import Lender
from curriculum.grading.student.handles import Handles
from curriculum.grading.student.perform import SHARING, VERBS, Abroad
from curriculum.grading.student.shared import Share, Shared

RING_AGAIN_SECONDS = 0.5


class Session(Protocol):
    """Where the student's cells run."""

    @property
    def namespace(self) -> dict[str, Any]:
        """The names that the cells have made."""
        ...

    def run_cell(self, source: str, seconds: float, count: int | None = None) -> message.CellRun:
        """Run one cell as a notebook would, and never raise."""
        ...

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Call something in the context that the cells share; not from inside such a call."""
        ...

    def captured(self) -> AbstractContextManager[list[message.Output]]:
        """Collect, in order, what code prints and shows inside the `with`, complete when it ends.

        It is entered once for each answer, so it must be quick; it starts no new cell and resets nothing.
        """
        ...


class AnswerTimeout(KeyboardInterrupt):
    """The test's time is used up; no `except Exception` holds it."""


def serve(sock: socket.socket, session: Session) -> None:
    """Answer what comes over `sock` until it closes."""
    _Server(sock, session).run()


def _plainly(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Inside an answer the cells' context is entered already."""
    return function(*arguments, **named)


class _Server:
    """One conversation with T."""

    def __init__(self, sock: socket.socket, session: Session) -> None:
        self._session = session
        self._handles = Handles(Lender(self._ask_back, lambda: session.namespace))
        reduce = reducer(self._reduce)
        self._shared = Shared(lambda value: Encoder(reduce).encode(value))
        expected = (message.RunCell, message.Ask, message.CallBackAnswer, message.CallBackError)
        self._channel = Channel(sock, expected, reduce=self._reduce, build=self._build)
        self._depth = 0
        self._is_talking = True
        self._original_input = builtins.input

    def run(self) -> None:
        with contextlib.suppress(ChannelError):
            while True:
                self._channel.received = 0
                self._answer(self._channel.receive())

    def _answer(self, request: Any) -> None:
        if isinstance(request, message.RunCell):
            self._channel.send(self._run_cell(request))
            return
        if not isinstance(request, message.Ask):
            return
        with self._limited(request.seconds):
            answer = self._perform(request)
        try:
            self._channel.send(answer)
        except ChannelError:
            raise
        except (ProtocolError, RecursionError):
            name = type(getattr(answer, "value", None)).__name__
            self._channel.send(message.Refusal(request.serial, "value", name))

    def _run_cell(self, request: message.RunCell) -> message.CellRun:
        self._is_talking = False
        run = self._session.run_cell(request.source, request.seconds, request.count)
        self._is_talking = True
        return run

    def _perform(self, ask: message.Ask) -> message.Answer | message.Raised | message.Refusal:
        self._shared.drop(ask.dropped)
        self._shared.update(ask.changed)
        outputs: list[message.Output] = []
        error: BaseException | None = None
        value: Any = None
        try:
            with self._session.captured() as outputs, surroundings.of(ask, outputs):
                try:
                    self._is_talking = False
                    call = self._session.call if self._depth == 1 else _plainly
                    value = call(VERBS[ask.verb], self._abroad(), ask.subject, *ask.operands, **ask.named)
                finally:
                    self._is_talking = True
        except AnswerTimeout:
            return message.Refusal(ask.serial, "timeout", "", outputs)
        except LookupError as missing:
            error = missing
            if getattr(missing, "is_no_name", False):
                return message.Refusal(ask.serial, "name", str(missing), outputs)
        except BaseException as raised:
            error = raised
        changed = self._shared.changes()
        if error is not None:
            return message.Raised(ask.serial, error, changed, outputs)
        if ask.verb in SHARING:
            value = self._shared.share(value)
        return message.Answer(ask.serial, value, changed, outputs)

    def _abroad(self) -> Abroad:
        return Abroad(self._session.namespace, self._handles)

    def _ask_back(self, verb: str, lent: int, operands: tuple[Any, ...], named: dict[str, Any]) -> Any:
        was_talking, self._is_talking = self._is_talking, True
        try:
            self._channel.send(message.CallBack(verb, lent, operands, named))
            while True:
                reply = self._channel.receive()
                if isinstance(reply, message.CallBackAnswer):
                    return reply.value
                if isinstance(reply, message.CallBackError):
                    raise self._error(reply)
                self._answer(reply)
        finally:
            self._is_talking = was_talking

    def _error(self, reply: message.CallBackError) -> BaseException:
        of: Callable[..., BaseException] = getattr(builtins, reply.name)
        error = of(reply.text) if reply.text else of()
        self._handles.lender.remember(reply.lent, error)
        return error

    def _input(self, prompt: object = "") -> str:
        return str(self._ask_back("input", -1, (str(prompt),), {}))

    def _reduce(self, value: Any) -> tuple[int, Any]:
        if type(value) is Share:
            return codes.SHARED, (value.number, value.value) if value.first else (value.number,)
        return self._handles.reduce(value)

    def _build(self, code: int, content: Any) -> Any:
        if code == codes.SHARED:
            number, *first = content
            return self._shared.keep(number, first[0]) if first else self._shared.known(number)
        return self._handles.build(code, content)

    @contextlib.contextmanager
    def _limited(self, seconds: float) -> Iterator[None]:
        """Ring when the time of the outermost request is over, and let T answer `input`."""
        self._depth += 1
        if self._depth == 1:
            builtins.input = self._input
            signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, seconds, RING_AGAIN_SECONDS)
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0:
                signal.setitimer(signal.ITIMER_REAL, 0)
                builtins.input = self._original_input

    def _ring(self, *_: object) -> None:
        if not self._is_talking:
            msg = "This took longer than it may; look for a loop that does not end."
            raise AnswerTimeout(msg)
