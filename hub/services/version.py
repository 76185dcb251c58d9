"""Which release of its notebook each item has, remembered by content."""

from collections.abc import Iterable
from threading import Lock

from db.repositories.course_view import ItemRow
from db.repositories.notebook_version import NotebookVersionRepository
from db.unit_of_work import UnitOfWork

_MOST_REMEMBERED = 50_000
_known: dict[bytes, str] = {}
_lock = Lock()


def versions_of(uow: UnitOfWork, rows: Iterable[ItemRow]) -> dict[bytes, str]:
    """Return the version of every built notebook among the rows, reading only what is not remembered."""
    hashes = {row.notebook_sha256 for row in rows if row.notebook_sha256}
    missing = [each for each in hashes if each not in _known]
    if missing:
        found = NotebookVersionRepository(uow.session).versions(missing)
        with _lock:
            if len(_known) + len(found) > _MOST_REMEMBERED:
                _known.clear()
            _known.update(found)
    return {each: _known[each] for each in hashes if each in _known}
