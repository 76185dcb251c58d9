"""Builds the tornado application from the table of routes."""

from collections import defaultdict
from typing import Final

from tornado.routing import URLSpec
from tornado.web import Application

from hub.api.context import Context
from hub.api.handler import RouteHandler, UnknownHandler
from hub.api.route import MIB, Route
from hub.api.routes import ROUTES
from hub.api.stream import EventStreamHandler

LARGEST_READ: Final = 64 * MIB
"""Bytes read of a request that is refused anyway, so that its client gets to see why."""

_HANDLERS: Final = {"application/json": RouteHandler, "text/event-stream": EventStreamHandler}


def application(context: Context, prefix: str) -> Application:
    """Serve every route below `<prefix>api/v1`; nothing outside the table is served."""
    by_path: dict[str, dict[str, Route]] = defaultdict(dict)
    for route in ROUTES:
        by_path[route.pattern][route.method] = route
    base = f"{prefix.rstrip('/')}/api/v1"
    specs = [
        URLSpec(
            base + pattern,
            _HANDLERS[next(iter(routes.values())).media_type],
            {"context": context, "routes": routes},
        )
        for pattern, routes in by_path.items()
    ]
    return Application(specs, default_handler_class=UnknownHandler)
