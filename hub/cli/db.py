"""`coursewright db`: the database's shape, its demo rows, its health."""

import click

from hub.cli.session import json_option, opened, show


@click.group()
def command() -> None:
    """Look after the database."""


@command.command()
@json_option
def upgrade(*, as_json: bool) -> None:
    """Make roles, schemas and tables what this version expects; safe to repeat."""
    from db import provision  # noqa: PLC0415
    from db import upgrade as migration  # noqa: PLC0415
    from db.access import Role  # noqa: PLC0415

    with opened() as session:
        found = session.database
        provision.provision(found.admin, found.access)
        before = migration.current(found.access.url(Role.OWNER))
        migration.upgrade(found.access.url(Role.OWNER))
    show([{"from": before, "to": migration.head()}], as_json=as_json)


@command.command()
@json_option
def seed(*, as_json: bool) -> None:
    """Add the demo people and their cohort, if they are missing."""
    from hub.platform import demo  # noqa: PLC0415

    with opened() as session:
        added = demo.add_demo(session.database.access, session.settings.state)
    accounts = demo.load(session.settings.state)
    rows = [{"username": name, "password": word, "added": added} for name, word in accounts.items()]
    show(rows, as_json=as_json)


@command.command()
@json_option
def check(*, as_json: bool) -> None:
    """Tell whether server, roles, tables and gradebooks are as they should be; fails if one is not."""
    from hub.platform.health import examine  # noqa: PLC0415

    with opened() as session:
        findings = examine(session.database)
    rows = [{"what": f.what, "ok": f.is_good, "detail": f.detail} for f in findings]
    show(rows, as_json=as_json)
    if not all(f.is_good for f in findings):
        raise click.exceptions.Exit(1)
