"""`coursewright up`: brings every part of the platform up in order, watches them, and takes them down."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from db import provision, upgrade
from db.access import Role
from db.embedded.errors import read_tail
from db.errors import Unavailable
from hub.platform import address, content, database, demo, descendant, state
from hub.platform.console import Step, say
from hub.platform.database import Database
from hub.platform.part import PostgresPart, ProcessPart
from hub.platform.supervisor import Supervisor
from hub.settings import REPOSITORY, Settings

READY_SECONDS = 120.0
_POLL_SECONDS = 0.1


class StopRequested(BaseException):
    """Ctrl-C or SIGTERM while the platform is still starting."""


class HubFailed(Unavailable):
    """The hub does not come up."""

    code = "hub_failed"


def up(settings: Settings) -> None:
    """Run the platform until it is told to stop. Raises CoursewrightError if it cannot start."""
    _raise_on_signals()
    descendant.adopt_orphans()
    begin = time.monotonic()
    try:
        with Step("State folder") as step:
            state.make(settings.state)
            step.state = str(settings.state)
        with state.claimed(settings):
            address.end_stale_proxy(settings.state)
            address.require_free(settings)
            _run(address.with_free_ports(settings), begin)
    except StopRequested:
        say("Stopped while starting; nothing is lost.")


def _run(settings: Settings, begin: float) -> None:
    supervisor = Supervisor(report=lambda text: say(f"  {time.strftime('%H:%M:%S')} {text}"))
    with _database(settings) as found:
        try:
            _start(settings, supervisor, found)
            say(_welcome(settings, time.monotonic() - begin))
            supervisor.listen()
            supervisor.run()
            say("\nStopping ...")
        finally:
            supervisor.listen()
            descendant.stop_servers()
            supervisor.stop()
            descendant.end_all(spare=_database_processes(found))
    say("Stopped.")


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    """The database server, started first and stopped last."""
    with Step("PostgreSQL") as step:
        found = database.start(settings)
        step.state = f"{found.access.host}:{found.access.port}"
    try:
        yield found
    finally:
        if found.server:
            found.server.stop()


def _start(settings: Settings, supervisor: Supervisor, found: Database) -> None:
    with Step("Roles and schemas"):
        provision.provision(found.admin, found.access)
    with Step("Tables") as step:
        step.state = _migrate(found)
    if settings.demo:
        with Step("Demo accounts") as step:
            step.state = "made" if demo.add_demo(found.access, settings.state) else "unchanged"
    hub = _hub(settings)
    supervisor.add(hub)
    content.refresh(settings, found)
    for number in range(1, settings.workers + 1):
        supervisor.add(_worker(settings, number))
    if found.server:
        supervisor.add(PostgresPart(found.server), start=False)
    with Step("Hub") as step:
        _await_ready(settings, hub)
        step.state = state.url(settings)


def _migrate(found: Database) -> str:
    url = found.access.url(Role.OWNER)
    before, wanted = upgrade.current(url), upgrade.head()
    if before == wanted:
        return "unchanged"
    upgrade.upgrade(url)
    return f"at step {wanted}"


def _hub(settings: Settings) -> ProcessPart:
    config = REPOSITORY / "jupyterhub_config.py"
    arguments = ("-m", "jupyterhub", "-f", str(config))
    return _part(settings, "Hub", "hub", arguments)


def _worker(settings: Settings, number: int) -> ProcessPart:
    return _part(settings, f"Worker {number}", f"worker-{number}", ("-m", "hub.jobs.worker"))


def _part(settings: Settings, name: str, log: str, arguments: tuple[str, ...]) -> ProcessPart:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("COURSEWRIGHT_")}
    return ProcessPart(
        name,
        arguments,
        settings.state / "logs" / f"{log}.log",
        inherited | settings.to_env() | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": _python_path()},
        settings.state / "hub",
    )


def _python_path() -> str:
    """Where a process with another working folder finds the platform, installed or not."""
    return os.pathsep.join([str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])])


def _await_ready(settings: Settings, hub: ProcessPart) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not address.answers(settings):
        if not hub.is_alive() or time.monotonic() > deadline:
            what = "takes too long to start" if hub.is_alive() else "ended at once"
            tail = "\n".join(f"    {line}" for line in read_tail(hub.log)[-15:])
            raise HubFailed(f"The hub {what}. Last lines of {hub.log}:\n{tail}\nMend that and start again.")
        time.sleep(_POLL_SECONDS)


def _welcome(settings: Settings, seconds: float) -> str:
    lines = ["", f"Coursewright is ready after {seconds:.1f} s:  {state.url(settings)}", ""]
    passwords = demo.load(settings.state) if settings.demo else {}
    if passwords:
        lines.append("Demo accounts (also in credentials.json in the state folder):")
        lines += [f"  {name:<8} {password}" for name, password in passwords.items()]
        lines.append("")
    return "\n".join([*lines, "Ctrl-C stops everything."])


def _database_processes(found: Database) -> list[int]:
    process = found.server.process_id() if found.server else None
    return [process] if process else []


def _raise_on_signals() -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise StopRequested

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
