"""Verifiers that PostgreSQL accepts in place of a password."""

import psycopg
import pytest

from db import scram
from tests.server import TestServer


def test_a_login_with_the_password_passes_and_with_another_one_does_not(postgres: TestServer) -> None:
    verifier = scram.verifier("correct-horse")
    assert "correct" not in verifier
    postgres.run(f"CREATE ROLE {{}} LOGIN PASSWORD '{verifier}'", "scram_probe")
    postgres.run("GRANT CONNECT ON DATABASE postgres TO {}", "scram_probe")
    address = postgres.admin.set(drivername="postgresql", username="scram_probe")
    right = address.set(password="correct-horse").render_as_string(hide_password=False)
    wrong = address.set(password="battery-staple").render_as_string(hide_password=False)
    try:
        psycopg.connect(right).close()
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
    finally:
        postgres.run("REVOKE CONNECT ON DATABASE postgres FROM {}", "scram_probe")
        postgres.run("DROP ROLE {}", "scram_probe")


def test_the_same_salt_gives_the_same_verifier_and_a_fresh_one_another() -> None:
    assert scram.verifier("x", salt=b"1" * 16) == scram.verifier("x", salt=b"1" * 16)
    assert scram.verifier("x") != scram.verifier("x")
