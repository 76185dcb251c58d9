"""The queue's connections, patient through an outage of the database."""

import asyncio
import logging
from typing import Any, LiteralString

from procrastinate import PsycopgConnector
from procrastinate.exceptions import ConnectorException

from db.access import Access, Role
from db.outage import is_outage

_log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0


class PatientConnector(PsycopgConnector):
    """Repeats what reports a job's end or a worker's life until the database hears it.

    procrastinate says such a thing once. Unheard, a finished job would stay with a worker that is alive, so
    that nobody ever takes it up again.
    """

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:  # noqa: ANN401
        """See procrastinate; raises nothing for an outage."""
        while True:
            try:
                await super().execute_query_async(query, **arguments)
            except ConnectorException as error:
                if not is_outage(error.__cause__ or error):
                    raise
                _log.warning("The queue waits for the database: %s", error.__cause__)
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return


def connect(access: Access) -> PatientConnector:
    """Connections of the worker's role, not opened yet."""
    env = access.env(Role.WORKER)
    return PatientConnector(
        kwargs={
            "host": env["PGHOST"],
            "port": env["PGPORT"],
            "dbname": env["PGDATABASE"],
            "user": env["PGUSER"],
            "password": env["PGPASSWORD"],
            "connect_timeout": 5,
            **dict(access.query),
        },
        min_size=1,
        max_size=4,
        timeout=5,
        reconnect_timeout=5,
    )
