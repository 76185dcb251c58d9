"""Starts a person's or a course's server on this machine, inside the border of its account."""

import asyncio
import os
import signal
from collections.abc import Callable

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Instance, Integer, default

from curriculum.grading.sandbox import confine
from hub.launching import Launch, Launcher

_INHERITED = ("LANG", "LC_ALL", "TZ")


class CoursewrightSpawner(LocalProcessSpawner):  # type: ignore[misc]
    """A server as a process of this machine; what it may see and use is in its `Launch`."""

    launcher = Instance(Launcher, help="Knows what to start for whom.").tag(config=True)
    grace_seconds = Integer(
        5, help="Seconds that a server gets to end after SIGTERM before it is killed; default 5."
    ).tag(config=True)

    @default("env_keep")
    def _env_keep_default(self) -> list[str]:
        return list(_INHERITED)

    def make_preexec_fn(self, name: str) -> Callable[[], None] | None:  # noqa: ARG002
        """Leave the change of account to the sandbox wrapper."""
        return None

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Leave the person's variables to the launch."""
        return env

    async def start(self) -> tuple[str, int]:
        """Start the confined server and tell where it listens."""
        loop = asyncio.get_running_loop()
        launch: Launch = await loop.run_in_executor(None, self.launcher.prepare, self.user.name)
        self._launch = launch
        self.popen_kwargs = {"cwd": launch.home, "close_fds": True}
        self.cmd = confine.command(launch.argv, launch.rules)
        address: tuple[str, int] = await super().start()
        return address

    def get_env(self) -> dict[str, str]:
        """Return the hub's own variables and the launch's, nothing else of the platform's."""
        env: dict[str, str] = super().get_env()
        launch: Launch | None = getattr(self, "_launch", None)
        return env | (launch.env if launch else {})

    async def stop(self, now: bool = False) -> None:
        """End the server and whatever it left running: SIGTERM first, SIGKILL after the grace."""
        if not now and await self.poll() is None:
            await self._signal(signal.SIGTERM)
            await self.wait_for_death(self.grace_seconds)
        if await self.poll() is None:
            await self._signal(signal.SIGKILL)
            await self.wait_for_death(self.kill_timeout)

    async def _signal(self, sig: int) -> bool:
        # The wrapper leads a session of its own; its group holds what did not leave it.
        try:
            os.killpg(self.pid, sig) if sig else os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True
