"""T's end of the conversation with S: asks, waits, answers call-backs, and remembers when it is over."""

import socket
import time
from collections.abc import Callable
from typing import Any, NoReturn

from curriculum.grading.protocol import message
from curriculum.grading.protocol.channel import Channel
from curriculum.grading.protocol.codec import Build, Reduce
from curriculum.grading.protocol.fault import (
    GoneError,
    MalformedError,
    ProtocolError,
    SilentError,
    TooLargeError,
    UncodableError,
)
from curriculum.grading.protocol.limits import LIMITS, Limits
from curriculum.grading.trusted.verdict import Misled, Refused, Stuck, StudentGone, TimeUp

GRACE_SECONDS = 2.0
_EXPECTED = (message.CellRun, message.Answer, message.Raised, message.Refusal, message.CallBack)


class NoNameError(LookupError):
    """The notebook has no such name."""


class Link:
    """One conversation; `stuck` is the first thing that stopped the judging of the present cell."""

    def __init__(self, sock: socket.socket, reduce: Reduce, build: Build, limits: Limits = LIMITS) -> None:
        """`reduce` and `build` are those of the objects that cross."""
        self._channel = Channel(sock, _EXPECTED, reduce=reduce, build=build, limits=limits)
        self._limits = limits
        self._serial = self._requests = self._depth = 0
        self._ends = time.monotonic()
        self.stuck: Stuck | None = None
        self.gone: str | None = None
        self.is_talking = False
        self.call_back: Callable[[message.CallBack], object] = _nobody

    def begin(self, seconds: float) -> None:
        """A new cell of so many seconds begins: all counts start again."""
        self.stuck = None
        self._requests = self._depth = self._channel.received = 0
        self._ends = time.monotonic() + seconds
        self._channel.deadline = self._ends + GRACE_SECONDS

    @property
    def seconds_left(self) -> float:
        """What is left of the present cell's time."""
        return max(self._ends - time.monotonic(), 0.05)

    def stop(self, stuck: Stuck) -> NoReturn:
        """Remember `stuck` and raise it."""
        if self.stuck is None:
            self.stuck = stuck
        raise stuck

    def run_cell(self, source: str, count: int) -> message.CellRun:
        """Let S run a cell; raises Stuck when it cannot be had."""
        reply = self._converse(message.RunCell(source, self.seconds_left, count))
        if not isinstance(reply, message.CellRun):
            self._mislead("it did not answer what was asked")
        return reply

    def ask(
        self,
        verb: str,
        subject: object,
        operands: tuple[Any, ...],
        named: dict[str, Any],
        **surroundings: Any,
    ) -> Any:
        """Ask S one thing; raises Stuck. What a class is like may be asked to the end."""
        if self.stuck is None and time.monotonic() > self._ends:
            self.stuck = TimeUp()
        if self.stuck is not None and verb != "class":
            raise self.stuck
        self._count()
        self._serial += 1
        ask = message.Ask(self._serial, self.seconds_left, verb, subject, operands, named, **surroundings)
        serial = self._serial
        reply = self._converse(ask)
        if isinstance(reply, message.CellRun) or reply.serial != serial:
            self._mislead("it did not answer what was asked")
        return reply

    def _count(self) -> None:
        """Count what is asked on either side; far beyond the limit the conversation ends."""
        self._requests += 1
        if self._requests == self._limits.requests:
            self.stuck = self.stuck or TimeUp("This test asks the notebook's code more often than it may.")
        elif self._requests > 2 * self._limits.requests:
            self._lose(TooLargeError())

    def _converse(self, request: object) -> Any:
        if self.gone is not None:
            self.stop(StudentGone(self.gone))
        if self._depth >= self._limits.nesting:
            self.stop(
                Refused("The test and the notebook's code call each other too deeply to be judged here.")
            )
        was_talking, self.is_talking = self.is_talking, True
        self._depth += 1
        try:
            self._send(request)
            while True:
                reply = self._wait()
                if not isinstance(reply, message.CallBack):
                    return reply
                self._count()
                self._reply(self.call_back(reply))
        except Stuck:
            raise
        except BaseException:  # such as a RecursionError: the two sides may be out of step now
            self._mislead("the conversation broke off")
        finally:
            self._depth -= 1
            self.is_talking = was_talking

    def _send(self, what: object) -> None:
        try:
            self._channel.send(what)
        except (UncodableError, TooLargeError) as error:
            self.stop(Refused(_outward(error)))
        except ProtocolError as error:
            self._lose(error)

    def _reply(self, what: object) -> None:
        """Answer a call-back; S waits for it, so a value that cannot cross becomes an error there."""
        try:
            self._channel.send(what)
        except (UncodableError, TooLargeError) as error:
            self.stuck = self.stuck or Refused(_outward(error))
            self._send(message.CallBackError("RuntimeError", "", -1))
        except ProtocolError as error:
            self._lose(error)

    def _wait(self) -> Any:
        try:
            return self._channel.receive()
        except ProtocolError as error:
            self._lose(error)

    def _lose(self, error: ProtocolError) -> NoReturn:
        """The conversation cannot be trusted to be in step any more: end it for this submission."""
        self._channel.close()
        if isinstance(error, SilentError):
            self.gone = "The notebook's program did not stop when its time was over, so it was ended."
            self.stop(TimeUp())
        if isinstance(error, GoneError):
            self.gone = "The notebook's program has ended, so this could not be tested."
            self.stop(StudentGone(self.gone))
        self.gone = "The notebook's program disturbed the grading, so this could not be tested."
        what = "sent more than it may" if isinstance(error, TooLargeError) else "sent no proper answer"
        self.stop(Misled(f"The notebook's program {what}, so it was ended."))

    def _mislead(self, what: str) -> NoReturn:
        self._lose(MalformedError(what))


def _nobody(_request: message.CallBack) -> object:
    return message.CallBackAnswer()


def _outward(error: ProtocolError) -> str:
    if isinstance(error, UncodableError):
        return (
            f"The test hands a value of type {error.type_name} to the notebook's code, which cannot cross. "
            "Let the test hand over numbers, texts, containers, arrays, tables, functions or its own objects."
        )
    return f"The test hands over too much. {error} Let the test use a smaller value."
