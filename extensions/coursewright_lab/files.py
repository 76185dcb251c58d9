"""The learner's files, reached through Jupyter's contents manager."""

from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.services.contents.manager import ContentsManager
from tornado.web import HTTPError

from coursewright_lab.errors import FileUnreadable, FileUnwritable


class Files:
    """Reads and writes notebooks; what Jupyter refuses becomes an error the learner can act on."""

    def __init__(self, contents: ContentsManager) -> None:
        self._contents: Any = contents

    async def exists(self, path: str) -> bool:
        """Tell whether a file or folder stands at `path`."""
        return bool(await ensure_async(self._contents.exists(path)))

    async def read_notebook(self, path: str) -> dict[str, Any]:
        """Return the notebook saved at `path`."""
        try:
            model: dict[str, Any] = await ensure_async(self._contents.get(path, type="notebook"))
        except HTTPError as error:
            raise FileUnreadable(
                f"{path} cannot be read as a notebook: {_reason(error)}. Check that it opens in JupyterLab.",
                status=404 if error.status_code == 404 else None,
            ) from error
        notebook: dict[str, Any] = dict(model["content"])
        for cell in notebook.get("cells", []):
            cell.get("metadata", {}).pop("trusted", None)  # added by reading, not by the learner
        return notebook

    async def write_notebook(self, path: str, notebook: dict[str, Any]) -> None:
        """Save `notebook` at `path`, making the folders above it."""
        try:
            await self._make_folders(path)
            model = {"type": "notebook", "format": "json", "content": notebook}
            await ensure_async(self._contents.save(model, path))
        except HTTPError as error:
            raise FileUnwritable(
                f"{path} cannot be written: {_reason(error)}. "
                "Make room or rename what is in the way, then open it again."
            ) from error

    async def _make_folders(self, path: str) -> None:
        parts = path.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            if not await ensure_async(self._contents.dir_exists(folder)):
                await ensure_async(self._contents.save({"type": "directory"}, folder))


def _reason(error: HTTPError) -> str:
    return str(error.log_message or error.reason or "unknown reason").rstrip(".")
