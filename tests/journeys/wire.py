"""A wire between a browser and the platform that keeps every byte which goes to the browser."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_PIECE = 65_536
_CHUNK = re.compile(rb"\r\n[0-9a-f]{1,8}\r\n", re.IGNORECASE)
# Nothing may be packed, or no secret could be found in it; names of the same length change nothing else.
_UNPACKED = {
    b"Accept-Encoding:": b"X-Was-Encodings:",
    b"Sec-WebSocket-Extensions:": b"X-No-WebSocket-Extension:",
}
_PACKED = (b"\r\ncontent-encoding: ", b"\r\nsec-websocket-extensions: ")


class Wire:
    """Listens on a port of its own and passes everything on: pages, answers, streams, WebSockets."""

    def __init__(self, port: int) -> None:
        self._upstream = port
        self._heard: list[bytearray] = []
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def heard(self) -> bytes:
        """Everything that was sent to the browser so far, without the marks between chunks."""
        sent = b"\n".join(bytes(each) for each in self._heard)
        lowered = sent.lower()
        assert not any(mark in lowered for mark in _PACKED), "something was packed, so nothing is shown"
        return _CHUNK.sub(b"", sent)

    def start(self) -> None:
        """Accept connections in the background."""
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        """Close every connection."""
        for each in [self._listener, *self._open]:
            _close(each)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                platform = socket.create_connection(("127.0.0.1", self._upstream))
                heard = bytearray()
                self._heard.append(heard)
                self._open += [browser, platform]
                for source, target, kept in ((browser, platform, None), (platform, browser, heard)):
                    threading.Thread(target=_pass, args=(source, target, kept), daemon=True).start()


def _pass(source: socket.socket, target: socket.socket, kept: bytearray | None) -> None:
    """Pass bytes on until one side ends; those to the browser are `kept`, requests for packing are not."""
    with suppress(OSError):
        while piece := source.recv(_PIECE):
            if kept is None:
                for name, instead in _UNPACKED.items():
                    piece = piece.replace(name, instead)
            else:
                kept += piece
            target.sendall(piece)
    _close(source)
    _close(target)


def _close(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextmanager
def recording(port: int) -> Iterator[Wire]:
    """A wire to the platform on this port."""
    wire = Wire(port)
    wire.start()
    try:
        yield wire
    finally:
        wire.stop()
