"""Endpoint: is the service able to work."""

from hub.api.route import Call
from hub.api.schemas.health import Health
from hub.services import person


def read_health(call: Call) -> Health:
    """Ask the database; an outage becomes 503 like everywhere else."""
    person.find_viewer(call.context.begin, "")
    return Health(status="ok")
