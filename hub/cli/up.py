"""`coursewright up`."""

import click


@click.command()
def command() -> None:
    """Bring the platform up: database, hub, workers, curriculum. Ctrl-C stops all of it.

    A second start on the same state folder is quick and changes nothing.
    """
    from hub.platform.up import up  # noqa: PLC0415  keeps --help quick
    from hub.settings import Settings  # noqa: PLC0415

    up(Settings.from_env())
