"""The hub is configured by one function, from the settings alone."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from traitlets.config import Config

from hub.config import configure, forget_stale_proxy, service_url
from hub.course_server.scopes import SERVICE_SCOPES
from hub.roles import roles
from hub.setting import Isolation
from hub.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a platform that was started once."""
    settings = Settings(state=tmp_path, port=18999, isolation=Isolation.SHARED)
    settings.secret()
    return settings


@pytest.fixture
def config(settings: Settings) -> Config:
    """The configuration that the hub gets."""
    config = Config()
    configure(config, settings)
    return config


def test_only_the_platforms_port_is_open_to_others(config: Config) -> None:
    assert config.JupyterHub.bind_url == "http://127.0.0.1:18999/"
    inner = [config.JupyterHub.hub_bind_url, config.ConfigurableHTTPProxy.api_url]
    inner.append(config.JupyterHub.services[0]["url"])
    assert all(url.startswith("http://127.0.0.1:") for url in inner)
    assert len({url.rsplit(":", 1)[1] for url in inner}) == 3


def test_the_proxy_is_the_one_of_this_environment(config: Config) -> None:
    *_, script, option = config.ConfigurableHTTPProxy.command
    assert Path(script) == Path(sys.executable).with_name("configurable-http-proxy")
    assert option == "--proxy-timeout=600000"  # milliseconds


def test_the_hub_logs_in_to_the_database_as_itself(config: Config) -> None:
    assert config.JupyterHub.db_url.startswith("postgresql+psycopg://coursewright_hub:")


def test_a_servers_token_reaches_the_service_and_nothing_else(config: Config) -> None:
    assert config.Spawner.server_token_scopes == [
        "users:activity!user",
        "access:servers!server",
        "access:services!service=coursewright",
    ]


def test_the_service_gets_no_password_of_the_database_owner(settings: Settings) -> None:
    config = Config()
    environment = {
        "COURSEWRIGHT_STATE": str(settings.state),
        "COURSEWRIGHT_DATABASE_URL": "postgresql://owner:hush@db.example/school",
        "COURSEWRIGHT_ISOLATION": "shared",
    }
    configure(config, Settings.from_env(environment))
    assert "hush" not in json.dumps(config.JupyterHub.services)


def test_servers_reach_the_service_without_the_proxy_in_between(settings: Settings) -> None:
    url = service_url(replace(settings, service_port=18998))
    assert url == "http://127.0.0.1:18998/services/coursewright"


def test_culling_can_be_switched_off(settings: Settings, config: Config) -> None:
    assert [each["name"] for each in config.JupyterHub.services] == ["coursewright", "idle-culler"]
    off = Config()
    configure(off, Settings(state=settings.state, isolation=Isolation.SHARED, cull_after_minutes=0))
    assert [each["name"] for each in off.JupyterHub.services] == ["coursewright"]


def test_people_may_use_the_service_and_only_the_service_may_share_servers() -> None:
    scopes = {role["name"]: set(role["scopes"]) for role in roles()}
    assert scopes["user"] == {"self", "access:services!service=coursewright"}
    assert scopes["coursewright-service"] == set(SERVICE_SCOPES)
    assert not any(scope.startswith("admin") for scope in scopes["idle-culler"])


@pytest.mark.parametrize("text", ["1", "nonsense", "99999999"])
def test_the_note_of_a_proxy_that_is_gone_is_removed(tmp_path: Path, text: str) -> None:
    note = tmp_path / "proxy.pid"
    note.write_text(text)
    forget_stale_proxy(note)
    assert not note.exists()
    forget_stale_proxy(note)
