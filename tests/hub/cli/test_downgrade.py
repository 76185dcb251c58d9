"""The tables go down to nothing and up again from the command line."""

import io

import pytest

from tests.hub.cli.conftest import Call


def test_down_to_base_and_up_again_leaves_a_database_in_order(call: Call) -> None:
    assert call("db", "upgrade").code == 0
    call("user", "add", "gina", "gina@x.example")
    down = call("db", "downgrade", "base", "--yes", "--json")
    assert (down.code, down.rows[0]["to"]) == (0, "base")
    assert call("db", "check").code == 1
    up = call("db", "upgrade", "--json")
    assert (up.code, up.rows[0]["from"], up.rows[0]["to"]) == (0, None, down.rows[0]["from"])
    check = call("db", "check", "--json")
    assert [row["what"] for row in check.rows if not row["ok"]] == []
    assert call("user", "add", "gina", "gina@x.example").code == 0


def test_a_step_that_is_none_is_refused_with_what_to_give(call: Call) -> None:
    call("db", "upgrade")
    answer = call("db", "downgrade", "nonsense", "--yes")
    assert (answer.code, "Give `base`" in answer.err) == (1, True)


def test_without_a_yes_nothing_is_dropped(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    call("db", "upgrade")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    answer = call("db", "downgrade")
    assert answer.code != 0
    assert call("db", "check").code == 0
