"""The platform's secret: made once, private, and the root of every password."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.secret import Secret


def test_a_secret_is_made_once_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    first = Secret.load_or_create(path)
    assert Secret.load_or_create(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret"]


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(Secret.load_or_create, [tmp_path / "secret"] * 8))
    assert len(set(made)) == 1


def test_derived_keys_are_stable_and_differ_by_purpose() -> None:
    secret = Secret(b"\x01" * 32)
    assert secret.derive("a") == Secret(b"\x01" * 32).derive("a")
    assert secret.derive("a") != secret.derive("b")
    assert secret.derive("a") != Secret(b"\x02" * 32).derive("a")
    assert len(secret.derive("a")) == 64
    assert set(secret.derive("a")) <= set("0123456789abcdef")


def test_a_secret_is_not_printed_with_its_object() -> None:
    assert "01" not in repr(Secret(b"\x01" * 32))


@pytest.mark.parametrize("text", ["", "zz", "ab" * 31, "é" * 64])
def test_a_damaged_secret_is_refused_and_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / "secret"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="Restore the file"):
        Secret.load_or_create(path)
    assert path.read_text("utf-8") == text
