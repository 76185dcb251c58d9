"""Frames between the engine's process and a strategy's: a JSON head and arrays as bytes, never code."""

import json
import socket
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PREFIX = struct.Struct("<I")
_LARGEST_HEAD = 4 << 20
_PIECE = 1 << 20


class BrokenWireError(Exception):
    """The other side ended, or sent what is no frame."""


@dataclass(frozen=True, eq=False)
class Frame:
    """Plain data and arrays."""

    head: dict[str, Any]
    arrays: tuple[NDArray[Any], ...] = ()


def send(wire: socket.socket, frame: Frame) -> None:
    """Send a frame whole."""
    arrays = [np.ascontiguousarray(array) for array in frame.arrays]
    shapes = [[array.dtype.str, list(array.shape)] for array in arrays]
    head = json.dumps([frame.head, shapes]).encode()
    wire.sendall(_PREFIX.pack(len(head)) + head)
    for array in arrays:
        if array.nbytes:
            wire.sendall(array.reshape(-1).view(np.uint8).data)


def receive(wire: socket.socket, largest: int) -> Frame:
    """Return the next frame; arrays of more than `largest` bytes are refused before they are read."""
    (length,) = _PREFIX.unpack(_exactly(wire, _PREFIX.size))
    if length > _LARGEST_HEAD:
        raise BrokenWireError(f"a head of {length} bytes")
    try:
        head, shapes = json.loads(bytes(_exactly(wire, length)))
        kinds = [(np.dtype(kind), tuple(int(side) for side in shape)) for kind, shape in shapes]
    except (ValueError, TypeError) as error:
        raise BrokenWireError("no frame") from error
    arrays = []
    for kind, shape in kinds:
        size = kind.itemsize * int(np.prod(shape, dtype=object))
        if kind.kind not in "fiu" or size < 0 or size > largest or not isinstance(head, dict):
            raise BrokenWireError(f"an array of {size} bytes")
        largest -= size
        arrays.append(np.frombuffer(_exactly(wire, size), dtype=kind).reshape(shape))
    return Frame(head, tuple(arrays))


def _exactly(wire: socket.socket, size: int) -> bytearray:
    buffer = bytearray(size)
    view, got = memoryview(buffer), 0
    while got < size:
        piece = wire.recv_into(view[got : got + _PIECE])
        if not piece:
            raise BrokenWireError("the other side ended")
        got += piece
    return buffer
