"""`coursewright backtest` prints one JSON object, and every failure has its exit code and message."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coursewright_lab.backtest.data.synthetic import Recipe, synthetic

HONEST = (
    "import numpy as np\n"
    "def signals(bars, fast=5, slow=20):\n"
    "    print('looking')\n"
    "    return np.where(bars.close.rolling(fast).mean() > bars.close.rolling(slow).mean(), 1.0, 0.0)\n"
)
NAMES = {
    "total_return", "cagr", "volatility", "sharpe_ratio", "sortino", "calmar", "max_drawdown",
    "max_drawdown_length", "profit_factor", "win_rate", "turnover", "fees", "benchmark_buy_and_hold",
}  # fmt: skip
TRADE = {
    "entry_time", "exit_time", "side", "size", "entry_price", "exit_price", "pnl", "fees", "reason",
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "bars.csv"
    synthetic(Recipe(seed=8, bars=400)).frame().to_csv(path, index=False)
    return path


def backtest(source: str, data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    strategy = data.with_name("mine.py")
    strategy.write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "hub", "backtest", str(strategy), "--data", str(data), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_result_is_one_json_object_on_standard_output(data: Path) -> None:
    options = ("--fee-bps", "10", "--slippage-bps", "2", "--size", "50", "--stop", "3", "--param", "fast=8")
    done = backtest(HONEST, data, *options, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert set(found["metrics"]) >= NAMES
    assert found["trades"]
    assert all(set(trade) == TRADE for trade in found["trades"])
    assert found["lookahead"] == {"status": "not_checked", "bars": [], "reason": found["lookahead"]["reason"]}
    assert len(found["data_hash"]) == 64
    assert "looking" in done.stderr
    assert backtest(HONEST, data, *options, "--json").stdout == done.stdout


def test_the_examination_tells_leak_and_clean_by_exit_code_and_status(data: Path) -> None:
    leak = "import numpy as np\ndef signals(bars):\n    return np.sign(bars.close.shift(-1) - bars.close)\n"
    done = backtest(leak, data, "--check-lookahead", "--json")
    verdict = json.loads(done.stdout)["lookahead"]
    assert (done.returncode, verdict["status"]) == (3, "leak")
    assert verdict["bars"]
    assert "later bars" in verdict["reason"]
    clean = backtest(HONEST, data, "--check-lookahead", "--json")
    assert (clean.returncode, json.loads(clean.stdout)["lookahead"]["status"]) == (0, "clean"), clean.stdout


def test_a_strategy_that_reads_a_file_is_refused_and_called_a_leak_when_examined(data: Path) -> None:
    source = (
        f"import pandas as pd\ndef signals(bars):\n    return pd.read_csv({str(data)!r}).close.shift(-1)\n"
    )
    plain = backtest(source, data, "--json")
    assert (plain.returncode, json.loads(plain.stdout)["error"]["code"]) == (1, "refused")
    examined = backtest(source, data, "--json", "--check-lookahead")
    assert (examined.returncode, json.loads(examined.stdout)["lookahead"]["status"]) == (3, "leak")


@pytest.mark.parametrize(
    ("source", "options", "code"),
    [
        ("def signals(bars):\n    while True: pass\n", ("--timeout", "1"), "timeout"),
        ("import numpy as np\ndef signals(bars):\n    return np.ones(10**11)\n", (), "memory"),
        ("def signals(bars):\n    return 1 / 0\n", (), "strategy_failed"),
        (HONEST, ("--stop", "-1"), "invalid_spec"),
        (HONEST, ("--param", "speed=1"), "strategy_failed"),
    ],
)
def test_a_failure_has_a_code_a_message_and_exit_code_1(
    source: str, options: tuple[str, ...], code: str, data: Path
) -> None:
    done = backtest(source, data, *options, "--json")
    assert done.returncode == 1
    error = json.loads(done.stdout)["error"]
    assert error["code"] == code
    assert error["message"] in done.stderr


def test_malformed_data_names_the_line(data: Path) -> None:
    lines = data.read_text(encoding="utf-8").splitlines()
    lines[9] = lines[9].replace(lines[9].split(",")[1], "-5", 1)
    data.write_text("\n".join(lines), encoding="utf-8")
    done = backtest(HONEST, data, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["row"] == 10
    assert "line 10" in done.stderr


def test_without_json_a_person_reads_a_table(data: Path) -> None:
    done = backtest(HONEST, data)
    assert done.returncode == 0
    assert "sharpe_ratio" in done.stdout
    assert "Warning" in done.stderr or done.stderr


def test_a_wrong_call_has_exit_code_2(data: Path) -> None:
    assert backtest(HONEST, data, "--param", "fast").returncode == 2
