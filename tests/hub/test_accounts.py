"""Every person and course has a folder, and where possible an account, of its own."""

import os
from pathlib import Path

import pytest

from db.errors import NotFound
from hub import accounts
from hub.accounts import Account, Accounts, IsolationError, find_obstacle, give, make_private
from hub.setting import Isolation


@pytest.fixture
def owners(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Who owns which folder, as root would set it: the tests need not be root."""
    owners: dict[str, int] = {}
    monkeypatch.setattr(accounts, "_owner", lambda folder: owners.get(folder.name, 0))
    monkeypatch.setattr(os, "chown", lambda path, uid, *_, **__: owners.update({Path(path).name: uid}))
    return owners


def _accounts(state: Path, mode: Isolation = Isolation.ACCOUNTS) -> Accounts:
    state.chmod(0o711)
    return Accounts(state, mode)


def test_shared_mode_gives_private_folders_under_the_platforms_own_account(tmp_path: Path) -> None:
    account = _accounts(tmp_path, Isolation.SHARED).student("ada")
    assert (account.home, account.uid) == (tmp_path / "homes" / "ada", None)
    assert account.home.stat().st_mode & 0o777 == 0o700
    assert account.home.parent.stat().st_mode & 0o777 == 0o711


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", ".hidden", "Ada", "a" * 65, "a\n", "-x"])
def test_a_name_that_is_no_safe_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        _accounts(tmp_path, Isolation.SHARED).student(name)


def test_the_choice_is_told_where_accounts_cannot_be_had(tmp_path: Path) -> None:
    missing = tmp_path / "no-such-python"
    assert Accounts.choose(tmp_path, Isolation.AUTO, missing).mode is Isolation.SHARED
    assert Accounts.choose(tmp_path, Isolation.SHARED, missing).mode is Isolation.SHARED
    with pytest.raises(IsolationError, match="COURSEWRIGHT_ISOLATION=shared"):
        Accounts.choose(tmp_path, Isolation.ACCOUNTS, missing)
    assert find_obstacle(tmp_path, missing) is not None


def test_everybody_gets_an_account_of_their_own_and_keeps_it(tmp_path: Path, owners: dict[str, int]) -> None:
    given = _accounts(tmp_path)
    ada, bob, course = given.student("ada").uid, given.student("bob").uid, given.course("demo").uid
    assert len({ada, bob, course, 0, None}) == 5
    assert given.student("ada").uid == ada == owners["ada"]


def test_two_platforms_on_one_machine_give_different_numbers(tmp_path: Path, owners: dict[str, int]) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    first = _accounts(one).student("ada").uid
    owners.clear()
    assert _accounts(other).student("ada").uid != first


def test_a_number_that_is_taken_is_not_given_twice(
    tmp_path: Path, owners: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_WIDE", range(5, 7))
    monkeypatch.setattr(accounts, "_NARROW", range(5, 7))
    given = _accounts(tmp_path)
    assert {given.student("ada").uid, given.student("bob").uid} == {5, 6}


def test_a_private_folder_never_follows_what_its_owner_put_there(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    (home / ".tmp").symlink_to(elsewhere)
    make_private(Account(home, None), ".tmp")
    assert not elsewhere.exists()
    make_private(Account(home, None), "other")
    assert (home / "other").stat().st_mode & 0o777 == 0o700


def test_a_home_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(OSError, match="link"):
        make_private(Account(tmp_path / "link", None), ".tmp")


def test_handing_a_folder_over_reaches_everything_inside_and_no_target_of_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (home / "sub").mkdir(parents=True)
    (home / "sub" / "file").touch()
    (home / "link").symlink_to(tmp_path)
    changed: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        os, "chown", lambda name, *_, follow_symlinks, **__: changed.append((name, follow_symlinks))
    )
    give(Account(home, 7))
    assert sorted(changed) == [("file", False), ("link", False), ("sub", False)]
    give(Account(home, None))
    assert len(changed) == 3
