"""What is started for a hub user: the command, the environment, the folder and the border around it."""

from dataclasses import dataclass, replace
from pathlib import Path

from curriculum.grading.sandbox import confine
from curriculum.grading.sandbox.rules import Limits, Rules
from db.access import Access
from hub.accounts import Account, Accounts, give, make_private
from hub.course_server import launch as course
from hub.course_server.name import is_course_user, slug_of
from hub.settings import REPOSITORY

LAB_SETTINGS = Path(__file__).with_name("student_lab")
TEMPORARY = ".tmp"
MOST_PROCESSES = 512
MOST_OPEN_FILES = 4096

_MACHINE = (
    "/etc/alternatives",
    "/etc/ca-certificates",
    "/etc/fonts",
    "/etc/group",
    "/etc/host.conf",
    "/etc/hosts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/nsswitch.conf",
    "/etc/os-release",
    "/etc/passwd",
    "/etc/pki",
    "/etc/profile",
    "/etc/resolv.conf",
    "/etc/ssl",
    "/etc/terminfo",
    "/proc/cpuinfo",
    "/proc/filesystems",
    "/proc/loadavg",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/sys",
    "/proc/uptime",
    "/proc/version",
    "/sys/devices/system/cpu",
)
"""What programs look up about the machine; the list of processes is not among it."""


@dataclass(frozen=True)
class Launch:
    """One server to start."""

    argv: tuple[str, ...]
    env: dict[str, str]
    home: Path
    rules: Rules


@dataclass(frozen=True)
class Launcher:
    """Prepares the server of a person, or of a course for a hub user `course-<slug>`."""

    accounts: Accounts
    access: Access
    student_python: Path
    service_url: str

    def prepare(self, username: str) -> Launch:
        """Make the account and its folders, and describe what to start in it."""
        if is_course_user(username):
            return self._course(slug_of(username))
        return self._student(username)

    def _student(self, username: str) -> Launch:
        account = self.accounts.student(username)
        make_private(account, TEMPORARY)
        argv = (str(self.student_python), "-m", "jupyterhub.singleuser")
        root = ("--allow-root",) if account.is_root else ()
        return Launch(
            (*argv, *root), self._student_env(username, account.home), account.home, self._border(account)
        )

    def _student_env(self, username: str, home: Path) -> dict[str, str]:
        scripts = self.student_python.parent
        return {
            "COURSEWRIGHT_SERVICE_URL": self.service_url,
            "HOME": str(home),
            "JUPYTER_CONFIG_PATH": str(LAB_SETTINGS),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "LANG": "C.UTF-8",
            "LOGNAME": username,
            "PATH": f"{scripts}:/usr/local/bin:/usr/bin:/bin",
            "SHELL": "/bin/bash",
            "TMPDIR": str(home / TEMPORARY),
            "USER": username,
        }

    def _border(self, account: Account) -> Rules:
        """Her home to write; the machine's programs and her environment to read; nothing else."""
        read = (
            *confine.SYSTEM,
            *(Path(each) for each in _MACHINE),
            *confine.python_folders(self.student_python),
            REPOSITORY / "extensions",
            LAB_SETTINGS,
        )
        shared_memory = (Path("/dev/shm"),) if account.uid is not None else ()  # noqa: S108
        return Rules(
            read=tuple(dict.fromkeys(read)),
            write=(account.home, *shared_memory),
            uid=account.uid,
            gid=account.uid,
            network=True,
            limits=_limits(account),
        )

    def _course(self, slug: str) -> Launch:
        account = self.accounts.course(slug)
        spec = course.launch_spec(
            slug,
            state=self.accounts.state,
            access=self.access,
            service_url=self.service_url,
            student_python=self.student_python,
        )
        course.prepare(spec)
        give(account)
        rules = replace(spec.rules, uid=account.uid, gid=account.uid, limits=_limits(account))
        return Launch(spec.argv, dict(spec.env), spec.home, rules)


def _limits(account: Account) -> Limits:
    """Bound what one account can exhaust; processes are counted by account, so only for one of its own."""
    return Limits(
        cpu_seconds=None,
        memory_bytes=None,
        address_bytes=None,
        processes=MOST_PROCESSES if account.uid is not None else None,
        file_bytes=None,
        open_files=MOST_OPEN_FILES,
    )
