"""The server extension that takes the place of nbgrader's own formgrader."""

from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from jupyter_server.utils import url_path_join
from jupyter_server_mathjax.app import STATIC_ASSETS_PATH
from nbgrader.server_extensions.formgrader import apihandlers, handlers
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from tornado import web

from hub.formgrader.autograde import AutogradeAll, AutogradeOne, GradingProgress
from hub.formgrader.exporter import SubmissionExporter
from hub.formgrader.gradebook import closing
from hub.formgrader.pages import Entrance, SubmissionFiles, SubmissionPage
from hub.formgrader.service import Service

HERE = Path(__file__).parent
REPLACED: dict[type, type] = {
    apihandlers.AutogradeHandler: AutogradeOne,
    handlers.FormgraderHandler: Entrance,
    handlers.SubmissionHandler: SubmissionPage,
    handlers.SubmissionFilesHandler: SubmissionFiles,
}
ADDED = [
    (r"/formgrader/api/assignment/([^/]+)/autograde", AutogradeAll),
    (r"/formgrader/api/assignment/([^/]+)/grading", GradingProgress),
]


class CohortFormgrader(FormgradeExtension):  # type: ignore[misc]
    """Formgrader of one cohort: stock pages, with grading left to the platform's workers."""

    debug = False
    load_cwd_config = False

    def init_tornado_settings(self, webapp: web.Application) -> None:
        """Stock settings, with our templates before nbgrader's and a renderer that trusts no notebook."""
        super().init_tornado_settings(webapp)
        webapp.settings.update(
            nbgrader_jinja2_env=_templates(),
            nbgrader_exporter=SubmissionExporter(config=self.config),
            coursewright_service=Service.from_environment(),
        )

    def init_handlers(self, webapp: web.Application) -> None:
        """Register every stock route with its replacement, and ours before the catch-all."""
        base = webapp.settings["base_url"]
        webapp.add_handlers(".*$", [(url_path_join(base, path), *rest) for path, *rest in _routes()])


def _templates() -> Environment:
    stock = FileSystemLoader(handlers.template_path)
    ours = FileSystemLoader(str(HERE / "templates"))
    return Environment(loader=ChoiceLoader([ours, stock, PrefixLoader({"stock": stock})]))  # noqa: S701 - as nbgrader's


def _routes() -> list[tuple[Any, ...]]:
    stock = [*handlers.default_handlers, *apihandlers.default_handlers]
    return [
        *((path, closing(handler)) for path, handler in ADDED),
        *((path, closing(REPLACED.get(handler, handler)), *rest) for path, handler, *rest in stock),
        *(
            (rf"/formgrader/{name}/(.*)", web.StaticFileHandler, {"path": str(folder)})
            for name, folder in _static_folders().items()
        ),
        (r"/formgrader/.*", closing(handlers.Template404)),
    ]


def _static_folders() -> dict[str, Path]:
    return {
        "static": Path(handlers.static_path),
        "coursewright": HERE / "static",
        "mathjax": Path(STATIC_ASSETS_PATH),
    }


def load(server: Any) -> None:  # noqa: ANN401 - a jupyter_server ServerApp
    """Serve formgrader on `server`."""
    formgrader = CohortFormgrader(parent=server)
    formgrader.root_dir = server.root_dir
    formgrader.log = server.log
    formgrader.initialize([])
    formgrader.init_tornado_settings(server.web_app)
    formgrader.init_handlers(server.web_app)
