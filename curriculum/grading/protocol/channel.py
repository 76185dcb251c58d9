"""One end of a conversation: whole messages over a socket, counted, limited and in time."""

import socket
import struct
import time
from typing import Any

from curriculum.grading.protocol import envelope
from curriculum.grading.protocol.codec import Build, Decoder, Encoder, Reduce
from curriculum.grading.protocol.fault import GoneError, MalformedError, SilentError, TooLargeError
from curriculum.grading.protocol.limits import LIMITS, Limits

_LENGTH = struct.Struct("<I")
_CHUNK, _LARGEST_CHUNK = 1 << 16, 1 << 20


class Channel:
    """Sends and receives messages.

    `expected` are the message classes that may come; all else is malformed. `reduce` and `build` carry what
    is neither a builtin nor a known kind of value. `deadline` is a time of `time.monotonic()`; None waits
    forever.
    """

    def __init__(
        self,
        sock: socket.socket,
        expected: tuple[type, ...],
        *,
        reduce: Reduce = envelope.nothing_else,
        build: Build = envelope.unknown,
        limits: Limits = LIMITS,
    ) -> None:
        """Take over `sock`."""
        self._socket = sock
        self._limits = limits
        self._waiting = bytearray()
        self._reduce = envelope.reducer(reduce)
        self._build = envelope.builder(expected, build)
        self._expected = expected
        self._timeout: float | None = None
        sock.settimeout(None)
        self.deadline: float | None = None
        self.received = 0

    def send(self, message: object) -> None:
        """Send one message; raises UncodableError or TooLargeError with nothing sent, or ChannelError."""
        raw = Encoder(self._reduce, self._limits).encode(message)
        self._arm()
        try:
            if len(raw) < _CHUNK:
                self._socket.sendall(_LENGTH.pack(len(raw)) + raw)
            else:
                self._socket.sendall(_LENGTH.pack(len(raw)))
                self._socket.sendall(raw)
        except TimeoutError:
            raise SilentError from None
        except OSError:
            raise GoneError from None

    def receive(self) -> Any:
        """Wait for one message of an expected class; raises ProtocolError."""
        message = Decoder(self._frame(), self._build, self._limits).decode()
        if type(message) not in self._expected:
            msg = "Something else than a message came."
            raise MalformedError(msg)
        return message

    @property
    def has_waiting(self) -> bool:
        """Whether something came that no one has received yet."""
        return bool(self._waiting)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _frame(self) -> bytearray:
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size))
        self.received += length
        if length > self._limits.frame or self.received > self._limits.cell:
            msg = "More was sent than may be."
            raise TooLargeError(msg)
        return self._read(length)

    def _read(self, size: int) -> bytearray:
        waiting = self._waiting
        while len(waiting) < size:
            self._arm()
            try:
                chunk = self._socket.recv(min(max(_CHUNK, size - len(waiting)), _LARGEST_CHUNK))
            except TimeoutError:
                raise SilentError from None
            except OSError:
                raise GoneError from None
            if not chunk:
                raise GoneError
            waiting += chunk
        if len(waiting) == size:
            self._waiting = bytearray()
            return waiting
        taken = waiting[:size]
        del waiting[:size]
        return taken

    def _arm(self) -> None:
        if self.deadline is None:
            if self._timeout is not None:
                self._timeout = None
                self._socket.settimeout(None)
            return
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise SilentError
        if self._timeout is None or not left <= self._timeout <= left + 0.5:
            self._timeout = left
            self._socket.settimeout(left)
