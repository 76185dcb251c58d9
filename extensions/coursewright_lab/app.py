"""The server extension and its settings."""

import os
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_data_dir
from jupyter_server.extension.application import ExtensionApp
from traitlets import Bool, Float, Int, Unicode, default

from coursewright_lab.client import ServiceClient
from coursewright_lab.demo.progress import Progress
from coursewright_lab.demo.source import DemoSource
from coursewright_lab.files import Files
from coursewright_lab.handlers.local import OpenHandler, SubmitHandler
from coursewright_lab.handlers.proxy import ProxyHandler
from coursewright_lab.opening import Opener
from coursewright_lab.relay import SCHEMA_FILE, SCHEMA_ID, EventRelay
from coursewright_lab.source import Source
from coursewright_lab.submitting import Submitter


class CoursewrightLab(ExtensionApp):
    """Connects one learner's JupyterLab with the Coursewright service of her hub."""

    name = "coursewright_lab"
    extension_url = "/lab"
    load_other_extensions = True

    service_url = Unicode(
        help="""Address of the service without its `/api/v1`, for example
        `http://127.0.0.1:8000/services/coursewright`. Default: the environment's `COURSEWRIGHT_SERVICE_URL`.
        Empty means there is no service: the panels show the demo, or say so.""",
    ).tag(config=True)
    token_variable = Unicode(
        "JUPYTERHUB_API_TOKEN",
        help="Name of the environment variable that holds the learner's hub token.",
    ).tag(config=True)
    request_timeout = Float(
        30.0,
        help="Seconds to wait for one answer of the service. The event stream has its own limit.",
    ).tag(config=True)
    stream_seconds = Float(
        1800.0,
        help="""Seconds after which the event stream is opened afresh, so that a connection which died without
        a word is not waited on for ever. 0 means never.""",
    ).tag(config=True)
    max_body_bytes = Int(
        8 * 1024 * 1024,
        help="Largest notebook or request that is passed on, in bytes. The service has a limit of its own.",
    ).tag(config=True)
    first_pause = Float(
        1.0,
        help="Seconds before a lost event stream is opened again; each further failure doubles it.",
    ).tag(config=True)
    longest_pause = Float(
        60.0,
        help="Largest pause between two tries to open the event stream, in seconds.",
    ).tag(config=True)
    demo = Bool(
        True,
        help="""Whether a JupyterLab without a service shows a small demo course that comes with this package.
        One that a hub started never does: there, what is missing is told.""",
    ).tag(config=True)
    demo_file = Unicode(
        help="""File that keeps how far somebody got in the demo.
        Default: `coursewright/demo.json` in Jupyter's data folder.""",
    ).tag(config=True)
    serverapp: Any

    @default("service_url")
    def _default_service_url(self) -> str:
        return os.environ.get("COURSEWRIGHT_SERVICE_URL", "")

    @default("demo_file")
    def _default_demo_file(self) -> str:
        return str(Path(jupyter_data_dir()) / "coursewright" / "demo.json")

    def initialize_settings(self) -> None:
        """Choose what the panels are answered from, and announce the events this server passes on."""
        self.client = self._source()
        self.serverapp.event_logger.register_event_schema(SCHEMA_FILE)
        self.relay = EventRelay(
            self.client,
            self._emit,
            first_pause=self.first_pause,
            longest_pause=self.longest_pause,
            log=self.log,
        )

    def _source(self) -> Source:
        token = os.environ.get(self.token_variable, "")
        if self.demo and not self.service_url and not token:
            page = self.serverapp.web_app.settings.setdefault("page_config_data", {})
            page["coursewrightDemo"] = "true"  # the panels say what they show
            self.log.info("There is no Coursewright service: the demo is kept in %s.", self.demo_file)
            return DemoSource(Progress(Path(self.demo_file)))
        return ServiceClient(
            self.service_url,
            token,
            timeout=self.request_timeout,
            stream_seconds=self.stream_seconds,
            log=self.log,
        )

    def initialize_handlers(self) -> None:
        """Register the API's mirror and the two local actions."""
        limit = {"max_body_bytes": self.max_body_bytes}
        files = Files(self.serverapp.contents_manager)
        opener = Opener(self.client, files)
        submitter = Submitter(self.client, files, self.max_body_bytes)
        self.handlers.extend(
            [
                (r"/coursewright/api/v1/(.*)", ProxyHandler, {"client": self.client, **limit}),
                (r"/coursewright/local/open", OpenHandler, {"opener": opener, **limit}),
                (r"/coursewright/local/submit", SubmitHandler, {"submitter": submitter, **limit}),
            ]
        )

    async def _start_jupyter_server_extension(self, serverapp: object) -> None:  # noqa: ARG002
        self.relay.start()

    async def stop_extension(self) -> None:
        """End the event stream before the server goes."""
        await self.relay.stop()
        self.client.close()

    def _emit(self, event: dict[str, Any]) -> None:
        self.serverapp.event_logger.emit(schema_id=SCHEMA_ID, data=event)
