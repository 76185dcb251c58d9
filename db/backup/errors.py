"""What can go wrong with a backup.

CoursewrightError
└── BackupError         a tool is missing or fails, or the file cannot be used
    ├── NotOverwritten  the file or the database to write to holds something already
    └── Damaged         what was read is not what was written
"""

from db.errors import Conflict, CoursewrightError


class BackupError(CoursewrightError):
    """A backup or a restore cannot go on; nothing is left half done."""

    code = "backup_failed"


class NotOverwritten(BackupError, Conflict):  # noqa: N818
    """There is something already where the backup or the restored rows would go."""

    status = 409
    code = "not_overwritten"


class Damaged(BackupError):  # noqa: N818
    """The file, or what was restored from it, differs from what the backup saw."""

    code = "backup_damaged"
