"""What a learner's server loads, and what it must never hold."""

import subprocess
import sys

FORBIDDEN = ("sqlalchemy", "psycopg", "nbgrader", "procrastinate", "db", "curriculum", "hub")


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )


def test_the_server_extension_loads_nothing_of_the_platform() -> None:
    loaded = loaded_by("import coursewright_lab.app, coursewright_lab.develop")
    assert "coursewright_lab.handlers.proxy" in loaded
    assert loaded.isdisjoint(FORBIDDEN)
    assert loaded.isdisjoint({"numba", "numpy", "pandas"})


def test_the_backtest_engine_loads_what_is_heavy_when_it_is_used() -> None:
    assert loaded_by("import coursewright_lab.backtest").isdisjoint({"numba", "numpy", "pandas"})
    assert loaded_by("from coursewright_lab.backtest import run, Spec").isdisjoint({"numba", "pandas"})


def test_the_package_itself_loads_no_server() -> None:
    assert loaded_by("import coursewright_lab").isdisjoint({"jupyter_server", "tornado"})
