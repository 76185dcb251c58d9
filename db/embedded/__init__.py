"""Runs a private PostgreSQL server inside the state folder."""

from db.embedded.errors import PostgresError
from db.embedded.server import EmbeddedPostgres, read_port, running_url

__all__ = ["EmbeddedPostgres", "PostgresError", "read_port", "running_url"]
