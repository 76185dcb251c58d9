"""A hostile strategy gets a clear error and changes nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursewright_lab.backtest.data.synthetic import Recipe, synthetic
from coursewright_lab.backtest.errors import BacktestError
from coursewright_lab.backtest.isolated import Limits, Trial, trial
from coursewright_lab.backtest.isolation.cage import Cage
from coursewright_lab.backtest.spec import Spec

MARKET = synthetic(Recipe(seed=5, bars=200))
LIMITS = Limits(seconds=20.0, memory_mb=512)
HONEST = "import numpy as np\ndef signals(bars):\n    return np.where(bars.close > bars.open, 1.0, 0.0)\n"


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    with Cage("import ctypes") as opened:
        yield opened


def tried(body: str, cage: Cage, limits: Limits = LIMITS) -> Trial:
    source = f"import os, sys\nimport numpy as np\nimport pandas as pd\ndef signals(bars):\n    {body}\n"
    return trial(source, "mine.py", MARKET, Spec(), limits=limits, cage=cage)


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("os._exit(0)", "strategy_failed", "ended its process"),
        ("sys.exit(3)", "strategy_failed", "line 5: SystemExit"),
        ("return bars.nothing", "strategy_failed", "line 5: AttributeError"),
        ("return signals(bars)", "strategy_failed", "RecursionError"),
        ("os.kill(os.getpid(), 11)", "strategy_failed", "SIGSEGV"),
        ("return np.ones((200_000, 20_000))", "memory", "512 MB"),
        ("kept = [bytearray(10**7) for _ in range(10**6)]", "memory", "512 MB"),
        ("open('/etc/passwd').read()", "refused", "may not open the file '/etc/passwd'"),
        ("open('note.txt', 'w')", "refused", "may not write the file"),
        ("os.listdir('/')", "refused", "os.listdir"),
        ("os.system('true')", "refused", "os.system"),
        ("os.fork()", "refused", "os.fork"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "refused", "socket"),
        ("import sqlite3; sqlite3.connect('x.db')", "refused", "sqlite3"),
        ("return None", "invalid_signals", "returned nothing"),
        ("return 'buy'", "invalid_signals", "no numbers"),
        ("return np.ones(3)", "invalid_signals", "3 values for 200 bars"),
        ("return np.full(len(bars), 2.0)", "invalid_signals", "at bar 0 are 2"),
        ("return np.full(len(bars), np.inf)", "invalid_signals", "at bar 0 are inf"),
        ("return np.ones(len(bars)) * 1j", "invalid_signals", "no numbers"),
    ],
)
def test_what_a_strategy_may_not_do_has_an_error_of_its_own(
    body: str, code: str, words: str, cage: Cage
) -> None:
    with pytest.raises(BacktestError) as caught:
        tried(body, cage)
    assert caught.value.code == code, caught.value.message
    assert words in caught.value.message


def test_an_endless_loop_ends_when_its_time_is_up(cage: Cage) -> None:
    with pytest.raises(BacktestError, match="longer than 1 seconds") as caught:
        tried("while True: pass", cage, Limits(seconds=1.0))
    assert caught.value.code == "timeout"


def test_no_process_is_left_behind(cage: Cage) -> None:
    with pytest.raises(BacktestError):
        tried("while True: pass", cage, Limits(seconds=0.5))
    children = Path(f"/proc/{cage.pid}/task/{cage.pid}/children").read_text(encoding="utf-8")
    assert children.split() == []


def test_patching_the_engine_in_its_process_changes_no_figure(cage: Cage) -> None:
    honest = trial(HONEST, "mine.py", MARKET, Spec(), cage=cage).result
    patch = (
        "import coursewright_lab.backtest.metrics as m, coursewright_lab.backtest.engine.plain as p\n"
        "import coursewright_lab.backtest.signal as s, coursewright_lab.backtest.runner as r\n"
        "m.measure = lambda *a: {'total_return': 1e9}\n"
        "p.Book.step = lambda *a, **k: 1e9\n"
        "s.normalised = r.normalised = lambda answer, *a: s.Signals(np.asarray(answer).reshape(-1, 1))\n"
    )
    patched = trial(f"import numpy as np\n{patch}{HONEST}", "mine.py", MARKET, Spec(), cage=cage).result
    assert patched.metrics == honest.metrics


def test_a_forged_answer_is_checked_again(cage: Cage) -> None:
    forged = (
        "import coursewright_lab.backtest.runner as r, coursewright_lab.backtest.signal as s\n"
        "import numpy as np\n"
        "r.normalised = lambda answer, *a: s.Signals(np.full((200, 1), 9.0))\n"
        f"{HONEST}"
    )
    with pytest.raises(BacktestError, match="at bar 0 are 9"):
        trial(forged, "mine.py", MARKET, Spec(), cage=cage)


def test_the_process_holds_no_bars_but_those_it_was_given(cage: Cage) -> None:
    body = (
        "import gc\n"
        "    longest = max((len(o) for o in gc.get_objects() if isinstance(o, pd.DataFrame)), default=0)\n"
        "    assert longest <= len(bars), longest\n"
        "    return np.zeros(len(bars))"
    )
    source = f"import numpy as np\nimport pandas as pd\ndef signals(bars):\n    {body}\n"
    done = trial(source, "mine.py", MARKET, Spec(), check_lookahead=True, cage=cage)
    assert done.verdict.status.value == "clean"


def test_it_gets_no_secret_of_the_environment(cage: Cage) -> None:
    os.environ["COURSEWRIGHT_TEST_SECRET"] = "x"
    try:
        with Cage("") as fresh:
            done = tried("print(sorted(os.environ)); return np.zeros(len(bars))", fresh)
    finally:
        del os.environ["COURSEWRIGHT_TEST_SECRET"]
    assert "SECRET" not in done.printed
    assert "PATH" in done.printed


def test_what_it_prints_is_kept_up_to_a_bound(cage: Cage) -> None:
    done = tried("print('x' * 10**6); return np.zeros(len(bars))", cage)
    assert set(done.printed.strip()) == {"x"}
    assert len(done.printed) <= 20_000


def test_the_same_seed_draws_the_same_numbers(cage: Cage) -> None:
    body = "return np.random.rand(len(bars))"
    one, other = tried(body, cage), tried(body, cage)
    assert one.result.equity.tobytes() == other.result.equity.tobytes()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def signals(bars)\n", "line 1: SyntaxError"),
        ("x = 1\n", "defines no strategy"),
        ("import nothing_of_that_name\n", "line 1: ModuleNotFoundError"),
        (
            "from coursewright_lab.backtest import Strategy as S\nclass A(S): pass\nclass B(S): pass\n",
            "defines 2 strategies",
        ),
        ("from coursewright_lab.backtest import Strategy\nclass A(Strategy): pass\n", "no method next"),
    ],
)
def test_a_file_without_a_strategy_says_what_is_missing(source: str, words: str, cage: Cage) -> None:
    with pytest.raises(BacktestError, match=words):
        trial(source, "mine.py", MARKET, Spec(), cage=cage)
