"""`coursewright db address`: where a role of the database logs in."""

import click

from db.access import Role, conninfo
from hub.cli.session import json_option, opened, show


@click.command()
@click.argument("role", type=click.Choice([Role.ANALYST.value, Role.OPERATOR.value]))
@json_option
def address(role: str, *, as_json: bool) -> None:
    """Print how the ROLE analyst or operator logs in, password included, as `psql` takes it.

    The password follows from the secret of the state folder; keep what is printed to yourself. The embedded
    server answers while the platform runs.
    """
    with opened() as session:
        url = session.database.access.url(Role(role))
    show([{"role": role, "address": conninfo(url)}], as_json=as_json)
