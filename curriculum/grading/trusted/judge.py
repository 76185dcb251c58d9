"""Judges one submission: walks its cells in order, and tells the driver how each ended."""

import socket


def judge(student: socket.socket, driver: socket.socket) -> None:
    """Take one `Job` from `driver`, send it a `CellRecord` for each cell as it ends, then `Finished`.

    `student` leads to the student's process, in which `serve` answers.
    """
    raise NotImplementedError
