"""An instructor has a class graded once more, and reads what changed."""

from tests.hub.cli.conftest import Call

TASK = "m01-hash-chain"


def test_attempts_wait_for_the_workers_of_a_platform_that_is_not_running(call: Call) -> None:
    assert call("db", "upgrade").code == 0
    assert call("db", "seed", "--demo").code == 0
    outcome = call("regrade", TASK, "--cohort", "demo", "--json")
    assert outcome.code == 0, outcome.err
    assert "Queued: the workers of the running platform will grade them." in outcome.err
    assert outcome.rows
    assert {row["state"] for row in outcome.rows} == {"queued"}
    names = [row["student"] for row in outcome.rows]
    assert len(set(names)) == len(names)
    one = call("regrade", TASK, "--cohort", "demo", "--student", names[0], "--json")
    assert [row["student"] for row in one.rows] == [names[0]]


def test_who_handed_nothing_in_and_what_is_not_there_is_said(call: Call) -> None:
    assert call("db", "upgrade").code == 0
    assert call("db", "seed", "--demo").code == 0
    for words in ((TASK, "--cohort", "demo", "--student", "nobody"), (TASK, "--cohort", "elsewhere")):
        outcome = call("regrade", *words)
        assert outcome.code == 1
        assert outcome.err.startswith("Error: ")
