"""`coursewright db downgrade`: the way back to an earlier shape of the tables."""

import click

from hub.cli.session import json_option, opened, show


@click.command()
@click.argument("step", default="base")
@click.option("--yes", is_flag=True, help="Do not ask; the rows of dropped tables are lost.")
@json_option
def downgrade(step: str, *, yes: bool, as_json: bool) -> None:
    """Take the tables back to STEP, or away altogether; `coursewright db upgrade` brings them back.

    STEP is the number of a step, -1 for one step back, or base for none. Rows of tables that the step does
    not know are lost: save them first with `coursewright db backup`. The platform must not run.
    """
    from db import stamp  # noqa: PLC0415
    from db import upgrade as migration  # noqa: PLC0415
    from db.access import Role  # noqa: PLC0415

    if not yes:
        click.confirm(f"Drop what is newer than step {step}, with its rows?", abort=True, err=True)
    with opened() as session:
        access = session.database.access
        before = migration.current(access.url(Role.OWNER))
        migration.downgrade(access.url(Role.OWNER), step)
        stamp.clear(access)  # the next start stores the curriculum anew
        after = migration.current(access.url(Role.OWNER))
    show([{"from": before, "to": after or "base"}], as_json=as_json)
