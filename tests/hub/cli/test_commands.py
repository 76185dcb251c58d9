"""The command line does a term's work: people, cohorts, and a look at the database."""

from pathlib import Path

import pytest

from hub.cli.main import group
from tests.hub.cli.conftest import Call


@pytest.fixture(autouse=True)
def prepared(call: Call) -> None:
    assert call("db", "upgrade").code == 0


def test_a_second_upgrade_changes_nothing(call: Call) -> None:
    row = call("db", "upgrade", "--json").rows[0]
    assert row["from"] == row["to"] is not None


def test_a_healthy_database_passes_the_check(call: Call) -> None:
    outcome = call("db", "check", "--json")
    assert outcome.code == 0
    assert {row["what"] for row in outcome.rows} >= {
        "role owner",
        "role hub",
        "role service",
        "role worker",
        "tables",
    }
    assert all(row["ok"] for row in outcome.rows)


def test_the_curriculum_is_seeded_without_people(call: Call) -> None:
    rows = {row["what"]: row["count"] for row in call("db", "seed", "--json").rows}
    assert rows["modules"] == 17
    assert rows["blueprint modules"] == 7
    assert rows["achievements"] >= 25
    assert "demo accounts" not in rows


def test_the_demo_is_seeded_once(call: Call, state_folder: Path) -> None:
    call("db", "seed", "--demo")
    passwords = (state_folder / "credentials.json").read_text()
    rows = {row["what"]: row["count"] for row in call("db", "seed", "--demo", "--json").rows}
    assert rows["demo accounts"] == 6
    assert rows["made-up learners"] == 0
    assert (state_folder / "credentials.json").read_text() == passwords


def test_a_person_is_added_once(call: Call) -> None:
    assert call("user", "add", "dora", "dora@x.example", "--json").rows[0]["password"]
    again = call("user", "add", "dora", "dora@x.example")
    assert again.code == 1
    assert again.err.startswith("Error: The username dora")
    assert "Traceback" not in again.err


def test_a_file_of_people_is_taken_whole_or_not_at_all(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("username,email,full_name\nfay,fay@x.example,Fay\ngus,not an address,Gus\n")
    refused = call("user", "import", str(file))
    assert refused.code == 1
    assert "line 3: " in refused.err
    file.write_text("username,email,full_name\nfay,fay@x.example,Fay\ngus,gus@x.example,Gus\n")
    assert [row["username"] for row in call("user", "import", str(file), "--json").rows] == ["fay", "gus"]


def test_a_file_with_other_columns_is_refused_by_name(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,email\nx,y\n")
    refused = call("user", "import", str(file))
    assert refused.code == 1
    assert "unknown: name" in refused.err


def test_members_are_enrolled_all_or_none(call: Call) -> None:
    call("db", "seed", "--demo")
    assert call("cohort", "enroll", "demo", "ines", "nobody").code == 1
    assert call("cohort", "enroll", "nowhere", "ines").code == 1
    assert call("cohort", "enroll", "demo", "ines", "--role", "instructor", "--json").rows == [
        {"username": "ines", "role": "instructor", "changed": False}
    ]


def test_an_archived_cohort_leaves_the_list_and_comes_back(call: Call) -> None:
    call("db", "seed", "--demo")
    assert call("cohort", "archive", "demo").code == 0
    assert "demo" not in [row["slug"] for row in call("cohort", "list", "--json").rows]
    assert call("cohort", "archive", "demo", "--undo").code == 0
    assert "demo" in [row["slug"] for row in call("cohort", "list", "--json").rows]


@pytest.mark.parametrize("slug", ["Spring", "a b", "x" * 31, "-x", "x--y", "../x"])
def test_a_cohort_gets_a_short_name_that_works_everywhere(call: Call, slug: str) -> None:
    refused = call("cohort", "create", "--", slug, "Spring")
    assert refused.code == 1
    assert "cannot be used" in refused.err


def test_a_bad_setting_is_one_line_and_no_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEWRIGHT_WORKERS", "many")
    outcome = call("db", "check")
    assert outcome.code == 1
    assert outcome.err.startswith("Error: The setting COURSEWRIGHT_WORKERS")


def test_a_wrong_call_is_told_apart_from_a_failure(call: Call) -> None:
    assert call("cohort", "create").code == 2
    assert call("nothing").code == 2
    assert "nothing" not in group.list_commands(group.make_context("coursewright", ["db"]))


def test_the_rules_for_quizzes_are_shown_and_changed_one_by_one(call: Call) -> None:
    call("cohort", "create", "spring", "Spring class")
    first = {"slug": "spring", "tries": None, "wait_minutes": 0, "reviews_per_day": 20}
    assert call("cohort", "quizzes", "spring", "--json").rows == [first]
    changed = call("cohort", "quizzes", "spring", "--tries", "3", "--reviews-per-day", "5", "--json")
    assert changed.rows == [first | {"tries": 3, "reviews_per_day": 5}]
    again = call("cohort", "quizzes", "spring", "--wait-minutes", "60", "--json")
    assert again.rows == [first | {"tries": 3, "wait_minutes": 60, "reviews_per_day": 5}]
    assert call("cohort", "quizzes", "spring", "--any-number", "--json").rows[0]["tries"] is None
    assert call("cohort", "quizzes", "spring", "--any-number", "--tries", "2").code == 2
    assert call("cohort", "quizzes", "autumn").code == 1
