"""What the server's log says becomes advice for the person who reads it."""

from pathlib import Path

import pytest

from db.embedded.errors import diagnose


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ('FATAL:  could not write to file "pg_wal/xlogtemp": No space left on device', "Free some space"),
        ("initdb: error: could not write file: Disk quota exceeded", "quota is used up"),
        ('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', "port is taken"),
        ("FATAL:  database files are incompatible with server", "COURSEWRIGHT_POSTGRES_BIN"),
        (
            'FATAL:  could not open shared memory segment "/PostgreSQL.1": Permission denied',
            "mounted and writable",
        ),
        ('could not resize shared memory segment "/P.1": No space left on device', "--shm-size"),
        ("FATAL:  could not create semaphores: No space left on device", "kernel.sem"),
        ('FATAL:  could not open file "global/pg_control": Permission denied', "COURSEWRIGHT_STATE"),
        ("PANIC:  could not open file: Read-only file system", "read-only"),
        ("FATAL:  something nobody thought of", "The reason stands in the last lines of"),
    ],
)
def test_a_known_symptom_is_answered_with_what_to_do(tmp_path: Path, line: str, advice: str) -> None:
    log = tmp_path / "server.log"
    log.write_text(f"LOG:  starting\n{line}\nLOG:  database system is shut down\n")
    message = diagnose("PostgreSQL ended at once.", log).message
    assert line in message
    assert advice in message.splitlines()[-1]


def test_what_an_earlier_run_left_in_the_log_is_not_held_against_this_one(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    log.write_text("No space left on device\n")
    begin = log.stat().st_size
    with log.open("a") as file:
        file.write("FATAL:  something else\n")
    message = diagnose("It ended.", log, since=begin).message
    assert "No space" not in message
    assert "something else" in message


def test_a_missing_log_is_no_second_error(tmp_path: Path) -> None:
    assert "(empty)" in diagnose("It ended.", tmp_path / "none.log").message
