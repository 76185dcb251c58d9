"""nbgrader's formgrader on a cohort's course server: it runs no student code and keeps no session open."""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "hub.formgrader"}]


def _load_jupyter_server_extension(server: Any) -> None:  # noqa: ANN401 - called by the Jupyter server
    from hub.formgrader.extension import load  # noqa: PLC0415 - nbgrader imports slowly

    load(server)
