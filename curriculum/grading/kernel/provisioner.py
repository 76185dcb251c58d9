"""Starts a notebook's kernel behind a border, where jupyter_client would start it as it is."""

import os
import subprocess
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from curriculum.grading import account
from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Rules


class SandboxProvisioner(LocalProvisioner):
    """Set `rules`, `environment` and `folder` before the kernel starts."""

    rules: Rules
    environment: dict[str, str]
    folder: Path

    async def launch_kernel(self, cmd: list[str], **_: Any) -> KernelConnectionInfo:  # noqa: ANN401
        """Start the kernel; its connection file becomes readable for the kernel's account alone."""
        spec = {str(name): str(value) for name, value in (self.kernel_spec.env or {}).items()}
        if self.rules.uid is not None and self.parent is not None:
            os.chown(self.parent.connection_file, self.rules.uid, self.rules.uid)
        with account.oneself():
            self.process = subprocess.Popen(
                confine.command(cmd, self.rules),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self.folder,
                env={**spec, **self.environment},
                start_new_session=True,
            )
        self.pid = self.pgid = self.process.pid
        self.cwd = self.folder
        return self.connection_info
