"""Coursewright inside a learner's JupyterLab: a server extension and a prebuilt front end."""

from importlib import import_module

__version__ = "0.1.0"


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "coursewright-lab"}]


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    # Imported here so that `import coursewright_lab.backtest` in a kernel pays for no server.
    app = import_module("coursewright_lab.app").CoursewrightLab
    return [{"module": "coursewright_lab", "app": app}]
