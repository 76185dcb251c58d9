"""An engine speaks UTC through psycopg, whatever the address says."""

from sqlalchemy import Engine, text

from db import engine as engines
from db.access import Access, Role


def test_sessions_are_in_utc(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW timezone")) == "UTC"


def test_an_address_without_a_driver_uses_psycopg(fresh_database: Access) -> None:
    url = fresh_database.url(Role.SERVICE).set(drivername="postgresql")
    engine = engines.create(url.render_as_string(hide_password=False))
    assert engine.dialect.driver == "psycopg"
    engine.dispose()


def test_options_of_the_address_are_kept(fresh_database: Access) -> None:
    url = fresh_database.url(Role.SERVICE).update_query_dict({"options": "-c work_mem=5MB"})
    engine = engines.create(url)
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW work_mem")) == "5MB"
        assert connection.scalar(text("SHOW timezone")) == "UTC"
    engine.dispose()
