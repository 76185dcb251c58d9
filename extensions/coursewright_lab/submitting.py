"""Hands the learner's saved notebook in as the next attempt at its exercise."""

import json

from coursewright_lab.errors import BadRequest, NotOurs, TooLarge
from coursewright_lab.files import Files
from coursewright_lab.notebook import is_key, read_mark
from coursewright_lab.source import Source


class Submitter:
    """Reads what is saved on disk, so what is graded is what the learner's file holds."""

    def __init__(self, client: Source, files: Files, max_bytes: int) -> None:
        self._client = client
        self._files = files
        self._max_bytes = max_bytes

    async def submit_file(self, path: object, press: object = None) -> object:
        """Return the service's submission for the notebook at `path`: one for each `press` of the button."""
        if not isinstance(path, str) or not path:
            raise BadRequest("No file was named. Open the exercise's notebook and submit it from there.")
        notebook = await self._files.read_notebook(path)
        mark = read_mark(notebook)
        key = mark.get("key")
        if mark.get("kind") != "exercise" or not is_key(key):
            raise NotOurs(
                "This notebook is not an exercise. Submit one that you opened from the Course panel."
            )
        self._check_size(notebook)
        return await self._client.ask("POST", f"exercises/{key}/submissions", _body(notebook, press))

    def _check_size(self, notebook: dict[str, object]) -> None:
        size = len(json.dumps(notebook).encode())
        if size > self._max_bytes:
            raise TooLarge(
                f"The notebook is {size / 1e6:.1f} MB; at most {self._max_bytes / 1e6:.1f} MB is taken. "
                "Clear its outputs, save and submit again."
            )


def _body(notebook: dict[str, object], press: object) -> dict[str, object]:
    return {"notebook": notebook} if press is None else {"notebook": notebook, "idempotency_key": press}
