"""`coursewright generate`."""

import click

from hub.cli.session import json_option, opened, show


@click.command()
@click.argument("username")
@json_option
def command(username: str, *, as_json: bool) -> None:
    """Generate USERNAME's own course from her onboarding answers; doing it again changes nothing."""
    from hub.platform import content  # noqa: PLC0415

    with opened() as session:
        course = content.generate(session.settings, session.database, username)
    show([{"username": username, "course": course}], as_json=as_json)
