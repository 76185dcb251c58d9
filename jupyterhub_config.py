"""Configures JupyterHub; everything is decided, and tested, in `hub.config`."""

from hub.config import configure

configure(get_config())  # type: ignore[name-defined]  # noqa: F821
