"""A channel gives whole messages of the classes that are due, in time, or a fault."""

import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest

from curriculum.grading.protocol.channel import Channel
from curriculum.grading.protocol.fault import (
    GoneError,
    MalformedError,
    SilentError,
    TooLargeError,
    UncodableError,
)
from curriculum.grading.protocol.limits import Limits
from curriculum.grading.protocol.message import Answer, Ask, CellRecord, Finished, Job, JobCell, Outcome


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_a_job_with_its_cells_arrives_whole(ends: tuple[socket.socket, socket.socket]) -> None:
    job = Job((JobCell(3, "test", "assert f"),), (), ("def f(): pass",), 2, None)
    Channel(ends[0], ()).send(job)
    assert Channel(ends[1], (Job,)).receive() == job


def test_an_outcome_arrives_as_its_text(ends: tuple[socket.socket, socket.socket]) -> None:
    Channel(ends[0], ()).send(CellRecord(1, Outcome.MANUAL, 0.5))
    assert type(Channel(ends[1], (CellRecord,)).receive().outcome) is str


def test_messages_that_are_not_due_are_malformed(ends: tuple[socket.socket, socket.socket]) -> None:
    for message in (Finished(1.0), [1], Answer(1, Ask(1, 1.0, "call"))):
        Channel(ends[0], ()).send(message)
        with pytest.raises(MalformedError):
            Channel(ends[1], (Answer,)).receive()


@pytest.mark.parametrize("bad", [Answer("1"), Answer(1, None, []), Answer(1, None, {}, ()), Answer(True)])  # type: ignore[arg-type]
def test_fields_of_wrong_types_are_malformed(bad: Answer, ends: tuple[socket.socket, socket.socket]) -> None:
    Channel(ends[0], ()).send(bad)
    with pytest.raises(MalformedError):
        Channel(ends[1], (Answer,)).receive()


def test_a_frame_over_the_limit_is_refused_before_it_is_read(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    ends[0].sendall(struct.pack("<I", 0xFFFFFFFF))
    with pytest.raises(TooLargeError):
        Channel(ends[1], (Answer,)).receive()


def test_all_frames_of_a_cell_have_a_limit_together(ends: tuple[socket.socket, socket.socket]) -> None:
    sender, receiver = Channel(ends[0], ()), Channel(ends[1], (Answer,), limits=Limits(cell=200))
    for _ in range(2):
        sender.send(Answer(1, "x" * 50))
        receiver.receive()
    sender.send(Answer(1, "x" * 50))
    with pytest.raises(TooLargeError):
        receiver.receive()


def test_silence_and_a_trickle_end_at_the_deadline(ends: tuple[socket.socket, socket.socket]) -> None:
    channel = Channel(ends[1], (Answer,))
    for trickle in (b"", b"\x10\x00"):
        ends[0].sendall(trickle)
        channel.deadline = time.monotonic() + 0.05
        with pytest.raises(SilentError):
            channel.receive()
    with pytest.raises(SilentError):
        channel.receive()


def test_a_peer_that_does_not_read_ends_sending_at_the_deadline(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    channel = Channel(ends[0], ())
    channel.deadline = time.monotonic() + 0.05
    with pytest.raises(SilentError):
        channel.send(Answer(1, b"x" * (8 << 20)))


def test_a_closed_end_is_told_apart_from_silence(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].close()
    with pytest.raises(GoneError):
        Channel(ends[1], (Answer,)).receive()
    with pytest.raises(GoneError):
        Channel(ends[1], ()).send(Answer(1))


def test_nothing_is_sent_of_a_value_that_cannot_be(ends: tuple[socket.socket, socket.socket]) -> None:
    sender, receiver = Channel(ends[0], ()), Channel(ends[1], (Answer,))
    with pytest.raises(UncodableError):
        sender.send(Answer(1, object()))
    sender.send(Answer(2))
    assert receiver.receive().serial == 2


def test_messages_in_one_piece_and_in_many_are_the_same(ends: tuple[socket.socket, socket.socket]) -> None:
    sender, receiver = Channel(ends[0], ()), Channel(ends[1], (Answer,))
    large = [float(n) for n in range(200_000)]

    def send() -> None:
        for number, value in enumerate(["a", large, "b"]):
            sender.send(Answer(number, value))

    thread = threading.Thread(target=send)
    thread.start()
    assert [receiver.receive().value for _ in range(3)] == ["a", large, "b"]
    thread.join()
