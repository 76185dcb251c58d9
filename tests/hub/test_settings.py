"""Settings come from the environment, and a bad value is named without being shown."""

from pathlib import Path

import pytest

from db.access import Role
from db.secret import Secret
from hub.setting import Isolation, SettingError
from hub.settings import NotStarted, Settings, described


def test_without_any_variable_every_setting_has_its_default() -> None:
    settings = Settings.from_env({})
    assert settings.port == 8000
    assert settings.address == "127.0.0.1"
    assert settings.database_url is None
    assert settings.database_name == "coursewright"
    assert settings.demo


def test_an_empty_value_counts_as_not_set() -> None:
    assert Settings.from_env({"COURSEWRIGHT_PORT": " "}).port == 8000


def test_each_variable_is_read_into_its_type(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "COURSEWRIGHT_STATE": str(tmp_path),
            "COURSEWRIGHT_PORT": "8100",
            "COURSEWRIGHT_ISOLATION": "shared",
            "COURSEWRIGHT_DEMO": "no",
            "COURSEWRIGHT_DATABASE_URL": "postgresql://me:word@db.example/school?sslmode=require",
        }
    )
    assert (settings.state, settings.port, settings.isolation) == (tmp_path, 8100, Isolation.SHARED)
    assert not settings.demo
    assert settings.database_name == "school"
    assert "word" not in repr(settings)


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("COURSEWRIGHT_PORT", "eighty"),
        ("COURSEWRIGHT_PORT", "0"),
        ("COURSEWRIGHT_PORT", "70000"),
        ("COURSEWRIGHT_ADDRESS", "everywhere"),
        ("COURSEWRIGHT_ISOLATION", "total"),
        ("COURSEWRIGHT_WORKERS", "0"),
        ("COURSEWRIGHT_DEMO", "maybe"),
        ("COURSEWRIGHT_CULL_AFTER_MINUTES", "-1"),
        ("COURSEWRIGHT_DATABASE_URL", "mysql://me:pa55word@host/school"),
        ("COURSEWRIGHT_DATABASE_URL", "postgresql://me:pa55word@host"),
        ("COURSEWRIGHT_DATABASE_URL", "pa55word"),
    ],
)
def test_a_value_that_does_not_fit_is_named_but_not_shown(variable: str, text: str) -> None:
    with pytest.raises(SettingError, match=variable) as caught:
        Settings.from_env({variable: text})
    assert "pa55word" not in caught.value.message
    assert "unset it" in caught.value.message


def test_another_process_reads_the_same_settings_without_the_admins_password(tmp_path: Path) -> None:
    given = {
        "COURSEWRIGHT_STATE": str(tmp_path),
        "COURSEWRIGHT_WORKERS": "3",
        "COURSEWRIGHT_HUB_PORT": "9001",
        "COURSEWRIGHT_DATABASE_URL": "postgresql://me:pa55word@db.example:6000/school?sslmode=require",
    }
    settings = Settings.from_env(given)
    passed_on = settings.to_env()
    assert "pa55word" not in str(passed_on)
    again = Settings.from_env(passed_on)
    assert (again.workers, again.hub_port) == (3, 9001)
    Secret.load_or_create(tmp_path / "secret")
    assert again.access().url(Role.WORKER) == settings.access().url(Role.WORKER)
    assert again.access().url(Role.WORKER).query == {"sslmode": "require"}


def test_a_platform_that_never_ran_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NotStarted, match="make up"):
        Settings.from_env({"COURSEWRIGHT_STATE": str(tmp_path)}).access()
    assert list(tmp_path.iterdir()) == []


def test_no_two_settings_share_a_variable() -> None:
    variables = [variable for _, variable, _ in described()]
    assert len(set(variables)) == len(variables)
