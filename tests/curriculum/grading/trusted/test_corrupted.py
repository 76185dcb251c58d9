"""Conversations whose bytes are corrupted on the way from S to T: no crash, no undeserved point."""

import contextlib
import random
import select
import socket
import struct
import threading

import pytest

from curriculum.grading.protocol.message import CellRecord
from tests.curriculum.grading.pair import Pair, graded, job_of, rest
from tests.curriculum.grading.trusted.judging import OK

ANSWER = """
from collections import namedtuple
from dataclasses import dataclass
Point = namedtuple("Point", "x y")
@dataclass
class Item:
    name: str
    tags: list
class Dog:
    def __init__(self, name):
        self.name = name
    def bark(self):
        return [self.name] * 3
def call(f, x):
    return f(x)
def change(values):
    values.append("wrong")
def fail():
    raise ValueError("wrong")
"""
TESTS = (
    "assert [Point(1, 2), Dog('wrong').bark()] == 'k7Qz-first-secret'",
    "import numpy as np\nassert call(np.arange, 5).tolist() == 'k7Qz-second-secret'",
    "x = []\nchange(x)\nassert x == ['k7Qz-third-secret'] and Item('a', []) == x",
    (
        "try:\n    fail()\nexcept ValueError as error:\n"
        "    assert str(error) == 'k7Qz-fourth-secret'\n"
        "assert call(lambda v: v, Dog('a')).name == 9"
    ),
    "assert next(iter(Dog('rex').bark())) == 'k7Qz-fifth-secret'",
)
JOB = job_of(ANSWER, *map(graded, TESTS), graded("assert 1 == 1"), seconds=0.5)
QUICK, MANY, AT_ONCE = 15, 345, 30


def frames(sock: socket.socket) -> bytes:
    """All that came, or nothing at the end."""
    with contextlib.suppress(OSError):
        return sock.recv(1 << 16)
    return b""


def corrupt(raw: bytes, dice: random.Random) -> bytes:
    """The bytes after one of many accidents."""
    spoiled = bytearray(raw)
    match dice.randrange(7):
        case 0:
            for _ in range(dice.randint(1, 8)):
                spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        case 1:
            spoiled[dice.randrange(len(spoiled))] ^= 1 << dice.randrange(8)
        case 2:
            del spoiled[dice.randrange(len(spoiled)) :]
            spoiled += dice.randbytes(40)
        case 3:
            spoiled += raw
        case 4:
            spoiled[0:0] = dice.randbytes(dice.randint(1, 30))
        case 5:
            place = dice.randrange(len(spoiled))
            spoiled[place:place] = spoiled[: dice.randint(1, len(spoiled))]
        case _:
            body = (b"l" + struct.pack("<BI", 0, 1)) * dice.randint(10, 5000)
            spoiled[:] = struct.pack("<I", len(body)) + body
    return bytes(spoiled)


def relay(to_trusted: socket.socket, to_student: socket.socket, dice: random.Random) -> None:
    """Hand on what both say, and spoil some of what S says once its own cell has run."""
    said = 0
    while True:
        ready, _, _ = select.select([to_trusted, to_student], [], [], 30)
        for sock in ready:
            raw = frames(sock)
            if not raw:
                return
            is_students = sock is to_student
            said += is_students
            if is_students and said > 1 and dice.random() < 0.15:
                raw = corrupt(raw, dice)
            with contextlib.suppress(OSError):
                (to_trusted if is_students else to_student).sendall(raw)


def run(pair: Pair, seed: int) -> list[CellRecord]:
    """The records of one corrupted run."""
    with pair.between(JOB) as (to_trusted, to_student, driver):
        thread = threading.Thread(target=relay, args=(to_trusted, to_student, random.Random(seed)))
        thread.start()
        records = list(rest(driver))
        with contextlib.suppress(OSError):
            to_student.shutdown(socket.SHUT_RDWR)
        thread.join()
    return records


def check(pair: Pair, seeds: range) -> None:
    """Every run gives all records, and a point for nothing but the test that asks nothing."""
    for seed in seeds:
        records = run(pair, seed)
        assert len(records) == len(JOB.cells), seed
        assert [record.outcome == OK for record in records[1:]] == [False] * len(TESTS) + [True], (
            seed,
            records,
        )


def test_corrupted_conversations_give_no_point(pair: Pair) -> None:
    check(pair, range(QUICK))


@pytest.mark.journey
@pytest.mark.parametrize("first", range(QUICK, MANY, AT_ONCE))
def test_many_more_corrupted_conversations_give_no_point(first: int, pair: Pair) -> None:
    check(pair, range(first, first + AT_ONCE))
