"""A hub whose servers start in a moment: it has the service's scopes and nothing else of the platform."""

import os
import sys
from pathlib import Path

from traitlets.config import Config

from hub.course_server.scopes import SERVICE_SCOPES


def configure(folder: Path, ports: list[str], token: str) -> Config:
    """Return the hub's configuration with everything it writes in `folder`."""
    here, scripts = Path(__file__).parent, Path(sys.executable).parent
    hub_port, inner_port, proxy_port = ports
    config = Config()
    config.JupyterHub.bind_url = f"http://127.0.0.1:{hub_port}"
    config.JupyterHub.hub_port = int(inner_port)
    config.JupyterHub.db_url = f"sqlite:///{folder / 'hub.sqlite'}"
    config.JupyterHub.cookie_secret_file = str(folder / "cookie")
    config.JupyterHub.authenticator_class = "dummy"
    config.JupyterHub.spawner_class = "simple"
    config.JupyterHub.services = [{"name": "coursewright", "api_token": token}]
    role = {"name": "coursewright-service", "scopes": list(SERVICE_SCOPES), "services": ["coursewright"]}
    config.JupyterHub.load_roles = [role]
    config.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{proxy_port}"
    config.ConfigurableHTTPProxy.pid_file = str(folder / "proxy.pid")
    config.ConfigurableHTTPProxy.command = [str(scripts / "configurable-http-proxy")]
    config.Authenticator.allow_all = True
    config.SimpleLocalProcessSpawner.home_dir_template = str(folder / "{username}")
    config.Spawner.cmd = [sys.executable, str(here / "tiny_server.py")]
    return config


if "TINY_HUB_FOLDER" in os.environ:
    c.merge(  # type: ignore[name-defined]  # noqa: F821
        configure(
            Path(os.environ["TINY_HUB_FOLDER"]),
            os.environ["TINY_HUB_PORTS"].split(),
            os.environ["TINY_HUB_TOKEN"],
        )
    )
