"""The student's objects behave in a test as they would in one notebook."""

from textwrap import indent

import pytest

from tests.curriculum.grading.pair import Pair
from tests.curriculum.grading.trusted.judging import (
    ERROR,
    MANUAL,
    OK,
    cells,
    graded,
    locked,
    outcomes,
    verdict,
)

DOG = """
class Animal:
    "An animal"
    kind = "wild"
    def __init__(self, name):
        self.name = name
        self.tricks = []
    def learn(self, trick):
        self.tricks.append(trick)
class Dog(Animal):
    @staticmethod
    def sound():
        return "woof"
    @property
    def size(self):
        return len(self.name)
    def __len__(self):
        return 4
    def __iter__(self):
        return iter(self.name)
    def __getitem__(self, key):
        return self.name[key]
    def __contains__(self, trick):
        return trick in self.tricks
    def __call__(self, times):
        return "woof" * times
    def __repr__(self):
        return f"Dog({self.name!r})"
    def __add__(self, other):
        return Dog(self.name + other.name)
    def __enter__(self):
        self.learn("in")
        return self
    def __exit__(self, *error):
        self.learn("out")
        return True
"""
RECORDS = """
from collections import namedtuple
from dataclasses import dataclass, field
from enum import Enum, IntEnum
Point = namedtuple("Point", "x y")
class Colour(Enum):
    RED = 1
    BLUE = 2
    def next(self):
        return Colour.BLUE if self is Colour.RED else Colour.RED
@dataclass
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list)
    def total(self, n):
        return n * self.price
    def raise_price(self):
        self.price += 1
@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0
def point():
    return Point(1, 2)
def colour():
    return Colour.RED
def item():
    return Item("pen")
def cheapen(item):
    item.price = 0
def versions():
    return [Version(2), Version(1, 5)]
"""


@pytest.mark.parametrize("test", cells("classes_and_their_objects", "test"))
def test_classes_and_their_objects(test: str, pair: Pair) -> None:
    record = verdict(pair, DOG, test)
    assert (record.outcome, record.reason) == (OK, None)


@pytest.mark.parametrize("test", cells("records_are_compared_in_the_trusted_process", "test"))
def test_records_are_compared_in_the_trusted_process(test: str, pair: Pair) -> None:
    record = verdict(pair, RECORDS, test)
    assert (record.outcome, record.reason) == (OK, None)


def test_the_instructors_own_classes_cross_both_ways(pair: Pair) -> None:
    given = """
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
    def last(self):
        return self if self.next is None else self.next.last()
from collections import namedtuple
Point = namedtuple("Point", "x y")
class TooSmall(Exception):
    pass
"""
    answer = """
def reverse(node):
    assert isinstance(node, Node)
    before = None
    while node:
        node.next, before, node = before, node, node.next
    return before
def make():
    return Node(7, Node(8))
def move(point):
    return Point(point.x + 1, point.y)
def check(n):
    if n < 3:
        raise TooSmall(n)
"""
    test = """
head = Node(1, Node(2, Node(3)))
found = reverse(head)
assert [found.value, found.next.value, found.next.next.value] == [3, 2, 1] and found.next.next is head
made = make()
assert isinstance(made, Node) and made.next.value == 8 and made.last().value == 8
assert move(Point(1, 2)) == Point(2, 2)
try:
    check(1)
except TooSmall as error:
    assert error.args == (1,)
else:
    raise AssertionError
"""
    assert outcomes(pair, locked(given), answer, graded(test)) == [OK, OK, OK]


@pytest.mark.parametrize(
    ("answer", "test"), cells("functions_and_objects_of_the_test_are_used_by_the_student", "answer", "test")
)
def test_functions_and_objects_of_the_test_are_used_by_the_student(
    answer: str, test: str, pair: Pair
) -> None:
    record = verdict(pair, answer, test)
    assert (record.outcome, record.reason) == (OK, None)


@pytest.mark.parametrize("test", cells("generators_and_coroutines", "test"))
def test_generators_and_coroutines(test: str, pair: Pair) -> None:
    answer = (
        "def naturals():\n    n = 0\n    while True:\n        yield n\n        n += 1\n"
        "def few():\n    yield from [1, 2]\n"
        "async def later(x):\n    return 2 * x\n"
    )
    record = verdict(pair, answer, test)
    assert (record.outcome, record.reason) == (OK, None)


@pytest.mark.parametrize(
    ("answer", "test", "sentence"),
    cells("what_the_student_would_decide_herself_goes_to_a_person", "answer", "test", "sentence"),
)
def test_what_the_student_would_decide_herself_goes_to_a_person(
    answer: str, test: str, sentence: str, pair: Pair
) -> None:
    kept = test if test.startswith("%") else f"try:\n{indent(test, '    ')}\nexcept Exception:\n    pass"
    record = verdict(pair, answer, kept)
    assert record.outcome == MANUAL
    assert record.reason is not None
    assert sentence in record.reason


def test_the_author_may_let_the_student_compare(pair: Pair) -> None:
    answer = (
        "class V:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, o):\n"
        "        return self.x == o.x\n    def __hash__(self):\n        return self.x"
    )
    test = "student_compares(V)\nassert V(1) == V(1) and V(1) != V(2) and len({V(1), V(1)}) == 1"
    assert verdict(pair, answer, test).outcome == OK
    wrong = answer.replace("self.x == o.x", "False")
    assert verdict(pair, wrong, test).outcome == ERROR
    assert verdict(pair, answer, test.replace("V(1) == V(1)", "V(1) == 1")).outcome == MANUAL


def test_a_number_in_disguise_is_shown_as_no_points(pair: Pair) -> None:
    answer = "class Five:\n    def __repr__(self):\n        return '5'\ndef f():\n    return Five()"
    record = verdict(pair, answer, "f()")
    assert record.outputs[-1]["data"]["text/plain"] == "<5>"
