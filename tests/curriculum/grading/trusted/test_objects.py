"""The student's objects behave in a test as they would in one notebook."""

import pytest

from tests.curriculum.grading.pair import Pair
from tests.curriculum.grading.trusted.judging import ERROR, MANUAL, OK, graded, locked, outcomes, verdict

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


@pytest.mark.parametrize(
    "test",
    [
        "rex = Dog('rex')\nassert rex.name == 'rex' and rex.size == 3 and rex.kind == 'wild' and rex.sound() == 'woof'",
        "rex = Dog('rex')\nrex.learn('sit')\nrex.tricks.append('roll')\nassert rex.tricks == ['sit', 'roll'] and 'roll' in rex",
        "rex = Dog('rex')\nassert isinstance(rex, Dog) and isinstance(rex, Animal) and issubclass(Dog, Animal)",
        "assert type(Dog('a')) is Dog and type(Dog('a')).__name__ == 'Dog' and Animal.__doc__ == 'An animal'",
        "assert len(Dog('rex')) == 4 and list(Dog('rex')) == ['r', 'e', 'x'] and Dog('rex')[0] == 'r'",
        "assert Dog('rex')(2) == 'woofwoof' and callable(Dog('a')) and not callable(Animal('a'))",
        "assert repr(Dog('a')) == \"Dog('a')\" and f'{Dog(\"a\")}' == \"Dog('a')\" and str(Dog('a')) == \"Dog('a')\"",
        "assert (Dog('a') + Dog('b')).name == 'ab'",
        "rex = Dog('rex')\nwith rex as same:\n    assert same is rex\nassert rex.tricks == ['in', 'out']",
        "assert hasattr(Dog, 'learn') and hasattr(Dog('a'), 'name') and not hasattr(Dog('a'), 'age')",
        "rex = Dog('a')\nrex.age = 3\nassert rex.age == 3 and vars(rex)['age'] == 3\ndel rex.age\nassert not hasattr(rex, 'age')",
        "assert getattr(Dog('a'), 'age', 7) == 7 and 'learn' in dir(Dog) and Dog.__mro__[1] is Animal",
        "Dog.kind = 'tame'\nassert Dog('a').kind == 'tame' and Animal.kind == 'wild'",
        "a, b = Dog('a'), Dog('b')\na.learn('x')\nassert a.tricks == ['x'] and b.tricks == [] and a != b and a == a and a != None",
        "pack = [Dog('a'), Dog('b')]\nassert {d: d.name for d in pack}[pack[0]] == 'a' and pack.index(pack[1]) == 1",
        "import copy\na = Dog('a')\nb = copy.deepcopy(a)\nb.learn('x')\nassert a.tricks == [] and b.tricks == ['x']",
        "import inspect\nassert list(inspect.signature(Dog.learn).parameters) == ['self', 'trick']\nassert inspect.isclass(Dog)",
        "import inspect\nassert 'self.tricks.append' in inspect.getsource(Animal.learn)\nassert 'woof' in inspect.getsource(Dog)",
    ],
)
def test_classes_and_their_objects(test: str, pair: Pair) -> None:
    assert verdict(pair, DOG, test).reason is None
    assert verdict(pair, DOG, test).outcome == OK


@pytest.mark.parametrize(
    "test",
    [
        "assert point() == Point(1, 2) == (1, 2) and point().x == 1 and isinstance(point(), tuple) and Point._fields == ('x', 'y')",
        "assert colour() is Colour.RED and Colour(1) == Colour['RED'] and [c.name for c in Colour] == ['RED', 'BLUE']",
        "assert colour().next() is Colour.BLUE and colour().value == 1",
        "assert item() == Item('pen') == Item('pen', 1.0, []) and item() != Item('pencil') and repr(Version(1)) == 'Version(major=1, minor=0)'",
        "one = Item('pen')\none.raise_price()\nassert one.price == 2 and one == Item('pen', 2) and one.total(3) == 6",
        "one = Item('pen')\ncheapen(one)\nassert one.price == 0 and one.name == 'pen'",
        "import dataclasses\nassert dataclasses.is_dataclass(Item) and dataclasses.asdict(item()) == {'name': 'pen', 'price': 1.0, 'tags': []}",
        "assert sorted(versions()) == [Version(1, 5), Version(2)] and len({Version(1), Version(1)}) == 1",
        "try:\n    Version(1).major = 2\nexcept AttributeError:\n    pass\nelse:\n    raise AssertionError",
        "a, b = Item('a'), Item('b')\na.tags.append('x')\nassert b.tags == [] and a.tags == ['x']",
    ],
)
def test_records_are_compared_in_the_trusted_process(test: str, pair: Pair) -> None:
    assert verdict(pair, RECORDS, test).reason is None
    assert verdict(pair, RECORDS, test).outcome == OK


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
    ("answer", "test"),
    [
        (
            "def apply(f, x):\n    return f(f(x))",
            "assert apply(lambda x: x + 1, 1) == 3 and apply(str.upper, 'a') == 'A'",
        ),
        (
            "def apply(f, x):\n    return f(f(x))",
            "import math\nassert apply(math.sqrt, 16) == 2 and apply(abs, -1) == 1",
        ),
        (
            "def make(n):\n    return lambda x: x + n",
            "add = make(3)\nassert add(4) == 7 and list(map(add, [1])) == [4]",
        ),
        (
            "def twice(f):\n    def g(*a):\n        return f(*a) * 2\n    return g",
            "@twice\ndef three():\n    return 3\nassert three() == 6",
        ),
        (
            "def total(it):\n    return sum(it)",
            "assert total(n for n in [1, 2]) == 3 and total(iter([4])) == 4",
        ),
        ("def first(it):\n    return next(it)", "it = iter([1, 2])\nassert first(it) == 1 and next(it) == 2"),
        (
            "def bark(dog):\n    dog.times += 1\n    return dog.bark()",
            "class Dog:\n    times = 0\n    def bark(self):\n        return 'woof'\nd = Dog()\nassert bark(d) == 'woof' and d.times == 1",
        ),
        (
            "def write(f):\n    f.write('hi')",
            "import io\nf = io.StringIO()\nwrite(f)\nassert f.getvalue() == 'hi'",
        ),
        (
            "def roll(r):\n    return r.randint(1, 6)",
            "import random\na, b = random.Random(3), random.Random(3)\nassert roll(a) == b.randint(1, 6)",
        ),
        (
            "def f(n, g):\n    return 1 if n == 0 else g(n - 1)",
            "def g(n):\n    return f(n, g)\nassert f(6, g) == 1",
        ),
        (
            "def same(x):\n    return x",
            "f = lambda: 1\nassert same(f) is f\nl = [1]\nassert same(l) is l and same([2]) == [2]",
        ),
    ],
)
def test_functions_and_objects_of_the_test_are_used_by_the_student(
    answer: str, test: str, pair: Pair
) -> None:
    assert verdict(pair, answer, test).reason is None
    assert verdict(pair, answer, test).outcome == OK


@pytest.mark.parametrize(
    "test",
    [
        "import itertools\nassert list(itertools.islice(naturals(), 4)) == [0, 1, 2, 3]",
        "g = naturals()\nassert next(g) == 0 and next(g) == 1 and iter(g) is g",
        "import inspect, types\nassert inspect.isgenerator(naturals()) and isinstance(naturals(), types.GeneratorType)",
        "assert inspect.isgeneratorfunction if (inspect := __import__('inspect')) else 1\nassert sum(few()) == 3",
        "g = few()\nassert list(g) == [1, 2] and list(g) == []",
        "assert await later(2) == 4\nimport asyncio\nassert await asyncio.gather(later(1), later(2)) == [2, 4]",
    ],
)
def test_generators_and_coroutines(test: str, pair: Pair) -> None:
    answer = (
        "def naturals():\n    n = 0\n    while True:\n        yield n\n        n += 1\n"
        "def few():\n    yield from [1, 2]\n"
        "async def later(x):\n    return 2 * x\n"
    )
    assert verdict(pair, answer, test).reason is None
    assert verdict(pair, answer, test).outcome == OK


@pytest.mark.parametrize(
    ("answer", "test", "sentence"),
    [
        (
            "class V:\n    def __eq__(self, o):\n        return True\ndef f():\n    return V()",
            "assert f() == 3",
            "compared with ==",
        ),
        (
            "class V:\n    def __eq__(self, o):\n        return True\ndef f():\n    return V()",
            "assert 3 == f()",
            "compared with ==",
        ),
        (
            "class V:\n    def __ne__(self, o):\n        return False\n    def __eq__(self, o):\n        return True\ndef f():\n    return V()",
            "assert not f() != 3",
            "student_compares(V)",
        ),
        (
            "class N(float):\n    pass\ndef f():\n    return N(3)",
            "assert abs(f() - 4) < 1e-9",
            "Construct the object in the test",
        ),
        (
            "class N:\n    def __sub__(self, o):\n        return self\n    def __abs__(self):\n        return 0\ndef f():\n    return N()",
            "assert abs(f() - 4) < 1e-9",
            "__sub__",
        ),
        (
            "class N:\n    def __float__(self):\n        return 4.0\ndef f():\n    return N()",
            "assert float(f()) == 4",
            "__float__",
        ),
        (
            "class N:\n    def __contains__(self, x):\n        return True\ndef f():\n    return N()",
            "assert 3 in f()",
            "__contains__",
        ),
        (
            "class N:\n    def __lt__(self, x):\n        return True\ndef f():\n    return N()",
            "assert f() < 3",
            "__lt__",
        ),
        (
            "class L(list):\n    def __eq__(self, o):\n        return True\ndef f():\n    return L()",
            "assert f() == [1]",
            "compared with ==",
        ),
        (
            "class M:\n    def score(self, X, y):\n        return 1.0\nmodel = M()",
            "assert model.score([1], [1]) > 0.9",
            "r2_score",
        ),
        ("class M:\n    pass", "class T(M):\n    pass", "derives the class T"),
        ("def f(x):\n    return x", "f(__import__('threading').Lock())", "type lock"),
        ("def f(x):\n    return x", "%timeit f(1)", "which test cells cannot do"),
        ("def f():\n    return [[0] * 10] * 10\nbig = [0] * 5_000_000", "assert big", "too large"),
    ],
)
def test_what_the_student_would_decide_herself_goes_to_a_person(
    answer: str, test: str, sentence: str, pair: Pair
) -> None:
    record = verdict(
        pair,
        answer,
        f"try:\n    {test.replace(chr(10), chr(10) + '    ')}\nexcept Exception:\n    pass"
        if "%" not in test
        else test,
    )
    assert record.outcome == MANUAL
    assert record.reason is not None
    assert sentence in record.reason


def test_the_author_may_let_the_student_compare(pair: Pair) -> None:
    answer = "class V:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, o):\n        return self.x == o.x\n    def __hash__(self):\n        return self.x"
    test = "student_compares(V)\nassert V(1) == V(1) and V(1) != V(2) and len({V(1), V(1)}) == 1"
    assert verdict(pair, answer, test).outcome == OK
    wrong = answer.replace("self.x == o.x", "False")
    assert verdict(pair, wrong, test).outcome == ERROR
    assert verdict(pair, answer, test.replace("V(1) == V(1)", "V(1) == 1")).outcome == MANUAL


def test_a_number_in_disguise_is_shown_as_no_points(pair: Pair) -> None:
    answer = "class Five:\n    def __repr__(self):\n        return '5'\ndef f():\n    return Five()"
    record = verdict(pair, answer, "f()")
    assert record.outputs[-1]["data"]["text/plain"] == "<5>"
