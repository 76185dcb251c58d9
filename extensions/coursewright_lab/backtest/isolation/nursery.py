"""Forks one process for each life of a strategy; it has imported what strategies need and holds no bars."""

import contextlib
import gc
import importlib
import importlib.util
import json
import os
import signal
import socket
import sys

_USUAL = ("numpy", "pandas", "coursewright_lab.backtest.runner", "coursewright_lab.backtest.strategy.drive")


def main() -> None:
    """Serve requests on standard input's socket until the other side ends."""
    control = socket.socket(fileno=os.dup(0))
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(null, descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first, *_ = socket.recv_fds(control, 1 << 20, 0)
    imported = json.loads(first)
    if not any(name.startswith("pyarrow") for name in imported):
        sys.modules["pyarrow"] = None  # type: ignore[assignment] # pandas would load it, and it is slow
    for name in (*_USUAL, *imported):
        _import(name)
    _practise()
    gc.collect()
    gc.freeze()  # what is here already is not walked, and so not copied, in each life
    control.sendall(b"ready\n")
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 64, 1)
        if not request:
            return
        word, _, number = request.decode().strip().partition(" ")
        control.sendall(
            f"{_born(control, descriptors) if word == 'bear' else _buried(int(number))}\n".encode()
        )


def _import(name: str) -> None:
    """Import an installed library once for all lives; what fails will fail in the strategy, with its line."""
    with contextlib.suppress(Exception):
        if importlib.util.find_spec(name.partition(".")[0]) is not None:
            importlib.import_module(name)


def _practise() -> None:
    """Do once what every life does first, so that none of them pays for it anew."""
    import numpy as np  # noqa: PLC0415

    from coursewright_lab.backtest.isolation import border, child  # noqa: F401, PLC0415
    from coursewright_lab.backtest.market import Market  # noqa: PLC0415

    border.readable()
    frame = Market(("A",), np.arange(4, dtype=np.int64), np.ones((4, 1, 5))).frame()
    frame["close"].rolling(2).mean().diff().shift(1).fillna(0.0).to_numpy()
    frame["timestamp"].dt.hour.to_numpy()
    np.random.default_rng(0).normal()


def _born(control: socket.socket, descriptors: list[int]) -> int:
    pid = os.fork()
    if pid:
        for descriptor in descriptors:
            os.close(descriptor)
        return pid
    try:
        control.close()
        os.dup2(1, 2)
        from coursewright_lab.backtest.isolation.child import live  # noqa: PLC0415

        live(socket.socket(fileno=descriptors[0]))
    finally:
        os._exit(70)


def _buried(pid: int) -> int:
    """Wait for a process that was told to end; return its wait status."""
    try:
        return os.waitpid(pid, 0)[1]
    except ChildProcessError:
        return 0
