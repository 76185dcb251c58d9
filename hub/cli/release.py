"""`coursewright release`."""

import click

from hub.cli.session import opened


@click.command()
def command() -> None:
    """Build the curriculum, release what changed to every running cohort, and store it."""
    from hub.platform import content  # noqa: PLC0415

    with opened() as session:
        content.refresh(session.settings, session.database, is_forced=True)
