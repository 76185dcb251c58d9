"""`coursewright worker`."""

import click


@click.command()
def command() -> None:
    """Run one more grading worker until Ctrl-C, beside those of a running platform."""
    from hub.jobs.worker import main  # noqa: PLC0415  keeps --help quick

    main()
