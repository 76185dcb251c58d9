"""Answers the trusted process's requests on the student's session."""

import socket
from contextlib import AbstractContextManager
from typing import Any, Protocol

from curriculum.grading.protocol.message import CellRun, Output


class Session(Protocol):
    """Where the student's cells run."""

    namespace: dict[str, Any]

    def run_cell(self, source: str, seconds: float) -> CellRun:
        """Run one cell as a notebook would, and never raise."""
        ...

    def captured(self) -> AbstractContextManager[list[Output]]:
        """Collect, in order, what code prints and shows inside the `with`, complete when it ends.

        It is entered once for each answer, so it must be quick; it starts no new cell and resets nothing.
        """
        ...


def serve(sock: socket.socket, session: Session) -> None:
    """Answer what comes over `sock` until it closes."""
    raise NotImplementedError
