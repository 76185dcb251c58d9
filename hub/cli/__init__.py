"""The command line `coursewright`: one file a noun, each imported only when it is called."""

from hub.cli.main import main

__all__ = ["main"]
