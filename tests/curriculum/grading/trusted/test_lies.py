"""A student's process that says whatever it likes wins nothing, and does no harm to the trusted one."""

import contextlib
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from curriculum.grading.protocol import codes, message
from curriculum.grading.protocol.channel import Channel
from curriculum.grading.protocol.codec import Encoder
from curriculum.grading.protocol.envelope import reducer
from curriculum.grading.protocol.fault import ChannelError
from curriculum.grading.protocol.message import Answer, Ask, CallBack, CellRun, Raised, RunCell
from tests.curriculum.grading.pair import Cell, Pair, graded, job_of, rest
from tests.curriculum.grading.trusted.judging import ERROR, KILLED, MANUAL, OK, TIMEOUT

EXPECTED = 918_273_645
TEST = graded(f"result = f(6)\nassert result == {EXPECTED}")


class Code:
    """An extension as S may send it."""

    def __init__(self, code: int, content: Any) -> None:
        self.code, self.content = code, content


def reduce(value: Any) -> tuple[int, Any] | None:
    return (value.code, value.content) if type(value) is Code else None


def remote(number: int, form: str = "object", of: int = 50) -> Code:
    return Code(codes.REMOTE, (number, of, form))


def described(**more: Any) -> dict[str, Any]:
    plain = {"name": "Sly", "qualname": "Sly", "module": "__main__", "doc": None, "bases": (object_class(),)}
    lists: dict[str, Any] = {"specials": [], "fields": [], "members": [], "abstract": (), "attributes": []}
    return {**plain, **lists, "kind": "plain", "frozen": False, "order": False, **more}


def object_class() -> Code:
    return Code(codes.KNOWN, ("builtins", "object"))


class Player:
    """S as the test plays it: `answer` says what comes of each ask, as a message or raw bytes."""

    def __init__(self, sock: Any, answer: Callable[[Ask], Any]) -> None:
        self._socket = sock
        self._channel = Channel(
            sock, (RunCell, Ask, message.CallBackAnswer, message.CallBackError), reduce=reduce, build=_keep
        )
        self._answer = answer

    def play(self) -> None:
        with contextlib.suppress(ChannelError, OSError):
            while True:
                request = self._channel.receive()
                if isinstance(request, RunCell):
                    self._channel.send(CellRun("ok", 0.0, []))
                elif isinstance(request, Ask):
                    for reply in self._answer(request):
                        self._socket.sendall(reply) if isinstance(reply, bytes) else self._channel.send(reply)


def _keep(code: int, content: Any) -> Code:
    return Code(code, content)


def play(
    pair: Pair, answer: Callable[[Ask], Any], *tests: Cell, seconds: float = 3.0
) -> list[message.CellRecord]:
    """The records of a job whose student the test plays."""
    job = job_of("def f(x): ...", *(tests or (TEST,)), seconds=seconds)
    with pair.against(job) as (sock, driver):
        thread = threading.Thread(target=Player(sock, answer).play)
        thread.start()
        records = list(rest(driver))
    thread.join()
    return records


def value(answered: Any, **about: Any) -> Callable[[Ask], Iterator[Any]]:
    """f is a function whose call gives `answered`; all classes are described alike."""

    def answer(ask: Ask) -> Iterator[Any]:
        if ask.verb == "name":
            yield Answer(ask.serial, remote(1, "function"))
        elif ask.verb == "class":
            yield Answer(ask.serial, described(**about))
        else:
            yield Answer(ask.serial, answered)

    return answer


def test_the_played_student_can_answer_right(pair: Pair) -> None:
    assert play(pair, value(EXPECTED))[-1].outcome == OK
    assert play(pair, value(EXPECTED - 1))[-1].outcome == ERROR


@pytest.mark.parametrize(
    "specials",
    [
        [],
        ["__eq__"],
        ["__eq__", "__hash__", "__bool__", "__len__", "__int__", "__float__", "__class__", "__array__"],
    ],
)
@pytest.mark.parametrize(
    "test", ["assert f(6) == 3", "assert 3 == f(6)", "assert not (f(6) != 3) and f(6) in [3]"]
)
def test_no_claim_about_a_class_makes_an_object_equal(specials: list[str], test: str, pair: Pair) -> None:
    assert play(pair, value(remote(2), specials=specials), graded(test))[-1].outcome in {ERROR, MANUAL}


@pytest.mark.parametrize(
    "about",
    [
        {"name": "a b"},
        {"name": "x" * 10_000},
        {"bases": ()},
        {"bases": (3,)},
        {"bases": [object_class()]},
        {"bases": (Code(codes.KNOWN, ("builtins", "int")),)},
        {"bases": (Code(codes.KNOWN, ("subprocess", "Popen")),)},
        {"bases": (Code(codes.KNOWN, ("builtins", "eval")),)},
        {"bases": (remote(50, "class"),)},
        {"bases": (remote(51, "class"), remote(51, "class"))},
        {"specials": ["__eq__"] * 100_000},
        {
            "specials": [
                "__init_subclass__",
                "__set_name__",
                "__class_getitem__",
                "__prepare__",
                "__del__",
                "__slots__",
            ]
        },
        {"kind": "type"},
        {"kind": "enum", "members": [("mro", 1)]},
        {"kind": "enum", "members": [("A", remote(2))]},
        {"kind": "namedtuple", "fields": [("class", False, None)]},
        {"kind": "namedtuple", "fields": [("a", False, None)] * 2},
        {"kind": "dataclass", "fields": [("a", True, [], True, True, False, "eval")]},
        {"kind": "dataclass", "fields": [("__class__", False, None, True, True, False, None)]},
        {"kind": "exception"},
        {"kind": "exception", "module": "curriculum.grading.trusted.verdict", "name": "Refused"},
        {"kind": "exception", "module": "unittest.case", "name": "SkipTest"},
        {"doc": 3},
        {"module": "builtins", "qualname": "int"},
        {"module": "numpy", "qualname": "ndarray"},
    ],
)
def test_lies_about_classes_end_in_no_point(about: dict[str, Any], pair: Pair) -> None:
    test = graded(
        "result = f(6)\nassert isinstance(result, int) and not isinstance(result, type)\nassert result == 3"
    )
    assert play(pair, value(remote(2), **about), test)[-1].outcome != OK


def raw(value: Any) -> bytes:
    body = Encoder(reducer(reduce)).encode(value)
    return struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    "answered",
    [
        Code(codes.RECORD, (50, (EXPECTED,))),
        Code(codes.RECORD, (50, ())),
        Code(codes.SHARED, (0, [1])),
        Code(codes.SHARED, (-5,)),
        Code(codes.SHARED, (-1, 3)),
        Code(codes.SHARED, ()),
        Code(codes.SHARED, ("a", [1])),
        Code(codes.LENT_BACK, 0),
        Code(codes.LENT_BACK, -1),
        Code(codes.LENT_BACK, "x"),
        Code(codes.LENT, (0, "function", "x", ())),
        Code(codes.KNOWN, ("os", "system")),
        Code(codes.KNOWN, ("builtins", "exec")),
        Code(codes.KNOWN, ("curriculum.grading.trusted.judge", "judge")),
        Code(codes.EXCEPTION, (1, 50, (), "")),
        Code(codes.REMOTE, (2, 50, "spell")),
        Code(codes.REMOTE, (2, 50)),
        Code(codes.REMOTE, ("2", 50, "object")),
        Code(199, None),
        Code(200, None),
        Ask(1, 1.0, "call"),
        {"__array_interface__": {"data": (0, False)}},
        float("nan"),
    ],
    ids=lambda answered: str(getattr(answered, "content", answered))[:40],
)
def test_objects_that_were_never_handed_over_win_nothing(answered: Any, pair: Pair) -> None:
    records = play(pair, value(answered), TEST, graded("assert 1 == 1"))
    assert records[1].outcome != OK
    assert records[2].outcome == OK


def _deep(ask: Ask) -> Iterator[Any]:
    yield struct.pack("<I", 700_000) + (b"l" + struct.pack("<BI", 0, 1)) * 116_666 + b"NNNN"


def _huge(_ask: Ask) -> Iterator[Any]:
    yield struct.pack("<I", 0xFFFFFFFF)


def _stale(ask: Ask) -> Iterator[Any]:
    yield Answer(ask.serial - 1, EXPECTED)


def _twice(ask: Ask) -> Iterator[Any]:
    yield Answer(ask.serial, EXPECTED + 1)
    yield Answer(ask.serial, EXPECTED)


def _empty(_ask: Ask) -> Iterator[Any]:
    yield struct.pack("<I", 0)


def _cell_run(_ask: Ask) -> Iterator[Any]:
    yield CellRun("ok", 0.0, [])


def _record(_ask: Ask) -> Iterator[Any]:
    yield message.CellRecord(1, "ok", 0.0)


def _raised_nothing(ask: Ask) -> Iterator[Any]:
    yield Raised(ask.serial, EXPECTED)


def _changed_nothing(ask: Ask) -> Iterator[Any]:
    yield Answer(ask.serial, EXPECTED, {7: [1], -3: {}})


def _outputs(ask: Ask) -> Iterator[Any]:
    bad: list[Any] = [
        1,
        {"output_type": "stream", "text": 3},
        {"output_type": "error"},
        {"output_type": "execute_result", "data": {"text/plain": "1"}},
    ]
    yield Answer(ask.serial, 3, {}, bad)


def _call_back_for_nothing(ask: Ask) -> Iterator[Any]:
    for verb in ("call", "attr", "__class__", "eval"):
        yield CallBack(verb, 10**9, ("__globals__",), {})
    yield Answer(ask.serial, 3)


@pytest.mark.parametrize(
    "answer",
    [
        _deep,
        _huge,
        _stale,
        _twice,
        _empty,
        _cell_run,
        _record,
        _raised_nothing,
        _changed_nothing,
        _outputs,
        _call_back_for_nothing,
    ],
)
def test_breaking_the_protocol_wins_nothing(answer: Callable[[Ask], Any], pair: Pair) -> None:
    records = play(
        pair,
        answer,
        graded(f"try:\n    assert f == {EXPECTED}\nexcept Exception:\n    raise"),
        graded("assert 1 == 1"),
    )
    assert records[1].outcome != OK
    assert records[2].outcome == OK
    assert any(output["output_type"] == "error" for output in records[1].outputs)


def test_silence_ends_with_the_cells_time(pair: Pair) -> None:
    records = play(pair, lambda _ask: iter(()), TEST, TEST, seconds=0.3)
    assert [record.outcome for record in records[1:]] == [TIMEOUT, "not_run"]


def test_an_iterator_without_end_ends_with_the_cells_time(pair: Pair) -> None:
    def answer(ask: Ask) -> Iterator[Any]:
        if ask.verb == "next":
            yield Answer(ask.serial, (True, 1))
        else:
            yield from value(remote(2, "iterator"))(ask)

    assert play(pair, answer, graded("assert sum(f(6)) == 3"), seconds=0.5)[-1].outcome == TIMEOUT


def test_calls_without_end_between_the_two_are_cut_off(pair: Pair) -> None:
    def answer(ask: Ask) -> Iterator[Any]:
        if ask.verb == "call":
            yield CallBack("call", 0, (1,), {})
        else:
            yield from value(None)(ask)

    test = graded("def g(x):\n    return f(g)\nassert f(g) == 3")
    assert play(pair, answer, test, graded("assert 1 == 1"))[1].outcome in {MANUAL, KILLED}


@pytest.mark.parametrize(
    "name", ["__globals__", "__class__", "gi_frame", "f_globals", "__code__", "_hidden", "__init__"]
)
@pytest.mark.parametrize("lent", ["lambda: secret", "(secret for _ in 'a')", "Box()"])
def test_what_the_test_lends_does_not_lead_to_its_secrets(name: str, lent: str, pair: Pair) -> None:
    heard: list[Any] = []

    def answer(ask: Ask) -> Iterator[Any]:
        if ask.verb == "call":
            yield CallBack("attr", 0, (name,), {})
            yield Answer(ask.serial, 3)
        else:
            yield from value(3)(ask)

    def listening(ask: Ask) -> Iterator[Any]:
        heard.append(ask)
        yield from answer(ask)

    test = graded(f"secret = 'x' * 40\nclass Box:\n    pass\nlent = {lent}\nf(lent)\nassert f(1) == 4")
    record = play(pair, listening, test)[-1]
    assert record.outcome != OK
    assert all("x" * 40 not in repr(vars(ask) if hasattr(ask, "__dict__") else ask) for ask in heard)


def test_an_object_that_was_there_before_does_not_become_the_tests_own(pair: Pair) -> None:
    def answer(ask: Ask) -> Iterator[Any]:
        if ask.verb == "name":
            form = ("class", 50) if ask.operands[0] == "Number" else ("function", 1)
            yield Answer(ask.serial, remote(form[1], form[0]))
        elif ask.verb == "special":
            yield Answer(ask.serial, 0.0)
        else:
            yield from value(remote(2), specials=["__sub__", "__abs__"])(ask)

    fair = graded("a = Number(4)\nassert a - 4 == 0.0")
    unfair = graded("result = f(6)\nother = Number(4)\nassert abs(result - 4) < 1e-9")
    assert [record.outcome for record in play(pair, answer, fair, unfair)][1:] == [OK, MANUAL]
