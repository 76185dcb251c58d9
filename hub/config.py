"""Configures JupyterHub: `jupyterhub_config.py` calls `configure` and nothing else."""

import sys
from pathlib import Path
from signal import SIGTERM
from typing import Any

from db import engine
from db.access import Access, Role
from db.embedded import leash
from db.unit_of_work import UnitOfWork
from hub.accounts import Accounts
from hub.authenticator import CoursewrightAuthenticator
from hub.launching import Launcher
from hub.platform.address import LOOPBACK, with_free_ports
from hub.roles import CULLER, SERVER_TOKEN_SCOPES, SERVICE, roles
from hub.services.login import LoginService
from hub.settings import Settings
from hub.spawner import CoursewrightSpawner

SPAWN_TIMEOUT_SECONDS = 120
LOGIN_CONNECTIONS = 4
SLOWEST_ANSWER_SECONDS = 600
"""How long the proxy waits for a whole answer; it would give up after 20 seconds of its own."""
FIRST_TOKEN_DAYS = 14


def configure(c: Any, settings: Settings | None = None) -> None:  # noqa: ANN401
    """Set everything the hub needs on its configuration object `c`; ports not set are chosen free."""
    settings = settings or Settings.from_env()
    (settings.state / "hub").mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = with_free_ports(settings)
    access = settings.access()
    _set_addresses(c, settings)
    _set_storage(c, access)
    _set_login(c, access)
    _set_servers(c, settings, access)
    c.JupyterHub.load_roles = roles()
    c.JupyterHub.services = [_service(settings), *_culler(settings)]


def service_url(settings: Settings) -> str:
    """Return where servers on this machine reach the service: directly, for the proxy streams no events."""
    return f"http://{LOOPBACK}:{settings.service_port}/services/{SERVICE}"


def _set_addresses(c: Any, settings: Settings) -> None:  # noqa: ANN401
    c.JupyterHub.bind_url = f"http://{settings.address}:{settings.port}/"
    c.JupyterHub.hub_bind_url = f"http://{LOOPBACK}:{settings.hub_port}"
    c.ConfigurableHTTPProxy.api_url = f"http://{LOOPBACK}:{settings.proxy_port}"
    script = Path(sys.executable).with_name("configurable-http-proxy")
    command = [str(script), f"--proxy-timeout={SLOWEST_ANSWER_SECONDS * 1000}"]
    c.ConfigurableHTTPProxy.command = leash.leashed(command, at_parent_death=SIGTERM)
    c.ConfigurableHTTPProxy.log_level = "error"
    pid_file = settings.state / "hub" / "proxy.pid"
    forget_stale_proxy(pid_file)
    c.ConfigurableHTTPProxy.pid_file = str(pid_file)


def _set_storage(c: Any, access: Access) -> None:  # noqa: ANN401
    c.JupyterHub.db_url = access.url(Role.HUB).render_as_string(hide_password=False)
    c.JupyterHub.db_kwargs = {"pool_pre_ping": True}
    c.JupyterHub.cookie_secret = bytes.fromhex(access.secret.derive("hub cookie"))
    c.ConfigurableHTTPProxy.auth_token = access.secret.derive("hub proxy")
    c.JupyterHub.cleanup_servers = True


def _set_login(c: Any, access: Access) -> None:  # noqa: ANN401
    database = engine.create(access.url(Role.LOGIN), pool_size=LOGIN_CONNECTIONS)
    c.JupyterHub.authenticator_class = CoursewrightAuthenticator
    c.CoursewrightAuthenticator.service = LoginService(lambda: UnitOfWork(database))
    c.Authenticator.allow_all = True
    c.Authenticator.manage_groups = True
    c.JupyterHub.cookie_max_age_days = FIRST_TOKEN_DAYS


def _set_servers(c: Any, settings: Settings, access: Access) -> None:  # noqa: ANN401
    accounts = Accounts.choose(settings.state, settings.isolation, settings.student_python)
    c.JupyterHub.spawner_class = CoursewrightSpawner
    c.CoursewrightSpawner.launcher = Launcher(
        accounts, access, settings.student_python, service_url(settings)
    )
    c.Spawner.default_url = "/lab"
    c.Spawner.server_token_scopes = SERVER_TOKEN_SCOPES
    c.Spawner.start_timeout = SPAWN_TIMEOUT_SECONDS
    c.Spawner.http_timeout = SPAWN_TIMEOUT_SECONDS


def _service(settings: Settings) -> dict[str, Any]:
    return {
        "name": SERVICE,
        "url": f"http://{LOOPBACK}:{settings.service_port}",
        "command": leash.leashed([sys.executable, "-m", "hub.api"], at_parent_death=SIGTERM),
        "environment": settings.to_env(),
        "oauth_no_confirm": True,
        "display": False,
    }


def _culler(settings: Settings) -> list[dict[str, Any]]:
    seconds = settings.cull_after_minutes * 60
    if not seconds:
        return []
    command = [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={seconds}"]
    leashed = leash.leashed(command, at_parent_death=SIGTERM)
    return [{"name": CULLER, "command": leashed, "display": False}]


def forget_stale_proxy(pid_file: Path) -> None:
    """Remove the note of a proxy that is gone, before the hub ends whatever has its number today."""
    try:
        number = int(pid_file.read_text(encoding="ascii"))
        command = Path(f"/proc/{number}/cmdline").read_bytes()
    except (OSError, ValueError):
        command = b""
    if b"configurable-http-proxy" not in command:
        pid_file.unlink(missing_ok=True)
