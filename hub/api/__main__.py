"""Runs the service `coursewright` as the hub starts it: `python -m hub.api`."""

import asyncio
import logging
import os
import signal
from contextlib import suppress
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer

from db import engine
from db.access import Role
from db.enums import Channel
from db.listener import notifications
from db.unit_of_work import UnitOfWork
from hub.api.app import LARGEST_READ, application
from hub.api.context import Context
from hub.api.identity import HubIdentities
from hub.api.pump import pump
from hub.course_server.keeper import ShareKeeper, keep
from hub.course_server.servers import HubCourseServers
from hub.settings import Settings

THREADS = 8


async def serve() -> None:
    """Answer until SIGTERM or SIGINT."""
    url = Settings.from_env().access().url(Role.SERVICE)
    database = engine.create(url, pool_size=THREADS)
    hub_api = os.environ["JUPYTERHUB_API_URL"]
    course_servers = HubCourseServers.at(
        hub_api, os.environ["JUPYTERHUB_API_TOKEN"], os.environ["JUPYTERHUB_BASE_URL"]
    )
    context = Context(
        begin_as=lambda claim: UnitOfWork(database, claim),
        identities=HubIdentities(hub_api, os.environ["JUPYTERHUB_SERVICE_NAME"]),
        course_servers=course_servers,
        threads=THREADS,
    )
    listen = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    server = HTTPServer(
        application(context, os.environ["JUPYTERHUB_SERVICE_PREFIX"]),
        xheaders=True,
        max_body_size=LARGEST_READ,
    )
    server.listen(listen.port or 0, listen.hostname or "127.0.0.1")
    tasks = [
        asyncio.create_task(pump(context, notifications(url, Channel.EVENTS))),
        asyncio.create_task(keep(ShareKeeper(context.begin, course_servers), context.run)),
    ]
    await _stopped()
    server.stop()
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    context.close()
    database.dispose()


async def _stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    asyncio.run(serve())
