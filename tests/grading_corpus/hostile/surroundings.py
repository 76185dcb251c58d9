"""What lies around a grader and a hostile notebook must neither see nor touch: files, processes, sockets."""

import contextlib
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[3]
_TRACE = "coursewright-attack"
_OPEN_FOLDERS = tuple(map(Path, ("/tmp", "/var/tmp", "/dev/shm")))  # noqa: S108 -- everybody may write there
_KINDS = ("file", "neighbour", "gradebook", "environment", "process", "hidden", "source")


@dataclass(frozen=True)
class Surroundings:
    """A machine with secrets on it; `tokens` are those that may appear in nobody's outputs."""

    folder: Path
    sockets: tuple[socket.socket, ...]
    bystander: subprocess.Popen[bytes]
    tokens: dict[str, str]
    places: dict[str, str] = field(default_factory=dict)

    def harm(self) -> list[str]:
        """What was changed, reached or left behind since the start, in words; forgets it afterwards."""
        return [*self._changed_files(), *self._reached_sockets(), *self._traces(), *self._dead()]

    def leaks(self, text: str, without: Collection[str] = ()) -> list[str]:
        """The kinds of secrets that appear in a text, apart from those `without` names."""
        secret = {kind: token for kind, token in self.tokens.items() if kind not in without}
        told = [f"the {kind} token leaked" for kind, token in secret.items() if token in text]
        return [*told, *(["the accounts of the machine leaked"] if "root:x:0:0" in text else [])]

    def _changed_files(self) -> Iterator[str]:
        for kind in ("file", "neighbour", "source"):
            if self.tokens[kind] not in _text_of(self.path(kind)):
                yield f"the {kind} secret was changed"
                _write(self.path(kind), self.tokens[kind])
        try:
            with contextlib.closing(sqlite3.connect(self.folder / "grades/gradebook.db")) as gradebook:
                scores = gradebook.execute("SELECT score FROM grade").fetchall()
        except sqlite3.Error:
            scores = []
        if scores != [(7.0,)]:
            yield "the gradebook was changed"

    def path(self, kind: str) -> Path:
        """Where the secret of a kind is kept."""
        names = {"file": "secret.txt", "neighbour": "submitted/ada/answers.ipynb", "source": "source.ipynb"}
        return self.folder / names[kind]

    def _reached_sockets(self) -> Iterator[str]:
        for listener in self.sockets:
            with contextlib.suppress(BlockingIOError):
                if listener.type == socket.SOCK_DGRAM:
                    listener.recv(100)
                else:
                    listener.accept()[0].close()
                yield f"something arrived at {listener.getsockname()!r}"

    def _traces(self) -> Iterator[str]:
        for folder in (self.folder / "drop", *_OPEN_FOLDERS):
            trace = folder / _TRACE
            if trace.exists():
                yield f"{trace} was written: {_text_of(trace)}"
                trace.unlink()

    def _dead(self) -> Iterator[str]:
        if self.bystander.poll() is not None:
            yield "another process was killed"
        elif "T" in Path(f"/proc/{self.bystander.pid}/stat").read_text().rsplit(")", 1)[1].split()[0]:
            yield "another process was stopped"


@contextlib.contextmanager
def open_surroundings() -> Iterator[Surroundings]:
    """Secrets that anybody on the machine could read, if files were all that kept them; gone afterwards."""
    tokens = {kind: f"canary-{kind}-{secrets.token_hex(8)}" for kind in _KINDS}
    folder = Path(tempfile.mkdtemp(prefix="coursewright-canaries-"))
    folder.chmod(0o755)
    os.environ["GRADER_SECRET"] = tokens["environment"]
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.callback(os.environ.pop, "GRADER_SECRET", None)
        _lay_out(folder, tokens)
        sockets = [stack.enter_context(listener) for listener in _listen(folder)]
        sleep = "import time; time.sleep(100000)"
        bystander = subprocess.Popen([sys.executable, "-I", "-S", "-c", sleep, tokens["process"]])
        stack.callback(bystander.wait)
        stack.callback(bystander.kill)
        places = _places(folder, sockets, bystander.pid)
        yield Surroundings(folder, tuple(sockets), bystander, tokens, {**places, "hidden": tokens["hidden"]})


def _lay_out(folder: Path, tokens: dict[str, str]) -> None:
    for name in ("drop", "grades"):
        (folder / name).mkdir()
        (folder / name).chmod(0o777)
    (folder / "submitted/ada").mkdir(parents=True)
    for path, kind in (
        ("secret.txt", "file"),
        ("submitted/ada/answers.ipynb", "neighbour"),
        ("source.ipynb", "source"),
    ):
        _write(folder / path, tokens[kind])
    with contextlib.closing(sqlite3.connect(folder / "grades/gradebook.db")) as gradebook, gradebook:
        gradebook.execute("CREATE TABLE grade (student TEXT, score REAL)")
        gradebook.execute("INSERT INTO grade VALUES (?, 7)", (tokens["gradebook"],))
    (folder / "grades/gradebook.db").chmod(0o666)


def _listen(folder: Path) -> Iterator[socket.socket]:
    yield socket.create_server(("127.0.0.1", 0))
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    datagrams.bind(("127.0.0.1", 0))
    yield datagrams
    name = f"\0{folder.name}"
    for kind, address in (
        (socket.SOCK_STREAM, str(folder / "socket")),
        (socket.SOCK_STREAM, name),
        (socket.SOCK_DGRAM, f"{name}-datagram"),
    ):
        listener = socket.socket(socket.AF_UNIX, kind)
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen(100)
        yield listener
    (folder / "socket").chmod(0o777)


def _places(folder: Path, sockets: list[socket.socket], pid: int) -> dict[str, str]:
    for listener in sockets:
        listener.setblocking(False)
    return {
        "secret_file": str(folder / "secret.txt"),
        "source": str(folder / "source.ipynb"),
        "neighbours": str(folder / "submitted"),
        "gradebook": str(folder / "grades/gradebook.db"),
        "drop": str(folder / "drop"),
        "repository": str(_REPOSITORY / "curriculum"),
        "unix_path": str(folder / "socket"),
        "abstract": folder.name,
        "tcp_port": str(sockets[0].getsockname()[1]),
        "udp_port": str(sockets[1].getsockname()[1]),
        "pid": str(pid),
    }


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
