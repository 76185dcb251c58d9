"""Turns a database address into an engine."""

from sqlalchemy import URL, Engine, create_engine, make_url


def create(url: URL | str, *, pool_size: int = 5) -> Engine:
    """Make an engine of at most `pool_size` connections, all in UTC; it connects on first use."""
    address = make_url(url)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    options = f"{address.query.get('options', '')} -c timezone=UTC".strip()
    return create_engine(
        address,
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"options": options},
    )
