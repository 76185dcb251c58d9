"""Opening an item writes its notebook once and keeps what the learner made of it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from coursewright_lab.client import ServiceClient
from coursewright_lab.errors import BadRequest, FileUnwritable, ServiceAway, ServiceRefused
from coursewright_lab.files import Files
from coursewright_lab.opening import Opened, Opener
from tests.coursewright_lab.running import RunningService

KEY = "m01-hash-chain"
PATH = f"courses/m01-foundations/{KEY}.ipynb"
NEWER = "ffff00001111"
BESIDE = f"courses/m01-foundations/{KEY} (version {NEWER}).ipynb"

Act = Callable[[Opener], Awaitable[Any]]


def act(service: RunningService, root: Path, script: Act) -> Any:  # noqa: ANN401 - whatever the script returns
    async def run() -> object:
        client = ServiceClient(service.url, "learner-token", retry_delays=())
        try:
            return await script(Opener(client, Files(AsyncLargeFileManager(root_dir=str(root)))))
        finally:
            client.close()

    return asyncio.run(run())


def open_item(service: RunningService, root: Path, key: object = KEY, mode: object = None) -> Opened:
    opened = act(service, root, lambda opener: opener.open_item(key, mode))
    assert isinstance(opened, Opened)
    return opened


def solve(file: Path) -> str:
    notebook = json.loads(file.read_text())
    notebook["cells"][-1]["source"] = "def link(block): return 'my own work'"
    file.write_text(json.dumps(notebook))
    return file.read_text()


def test_an_item_is_written_into_the_folder_of_its_module(service: RunningService, tmp_path: Path) -> None:
    assert open_item(service, tmp_path).as_json() == {"path": PATH, "state": "created"}
    assert json.loads((tmp_path / PATH).read_text())["metadata"]["coursewright"]["key"] == KEY


@pytest.mark.parametrize("mode", [None, "keep", "beside"])
def test_the_learners_work_is_kept_when_she_opens_it_again(
    service: RunningService, tmp_path: Path, mode: str | None
) -> None:
    open_item(service, tmp_path)
    work = solve(tmp_path / PATH)
    assert open_item(service, tmp_path, mode=mode).as_json() == {"path": PATH, "state": "kept"}
    assert (tmp_path / PATH).read_text() == work


def test_a_newer_version_is_offered_and_not_written(service: RunningService, tmp_path: Path) -> None:
    open_item(service, tmp_path)
    work = solve(tmp_path / PATH)
    service.state.version = NEWER
    assert open_item(service, tmp_path).as_json() == {"path": PATH, "state": "newer_available"}
    assert (tmp_path / PATH).read_text() == work
    assert not (tmp_path / BESIDE).exists()


def test_a_newer_version_opens_beside_and_is_then_the_one_that_opens(
    service: RunningService, tmp_path: Path
) -> None:
    open_item(service, tmp_path)
    work = solve(tmp_path / PATH)
    service.state.version = NEWER
    assert open_item(service, tmp_path, mode="beside").as_json() == {"path": BESIDE, "state": "created"}
    newer_work = solve(tmp_path / BESIDE)
    assert open_item(service, tmp_path).as_json() == {"path": BESIDE, "state": "kept"}
    assert open_item(service, tmp_path, mode="beside").as_json() == {"path": BESIDE, "state": "kept"}
    assert ((tmp_path / PATH).read_text(), (tmp_path / BESIDE).read_text()) == (work, newer_work)


def test_a_damaged_notebook_stays_and_a_fresh_one_is_offered(service: RunningService, tmp_path: Path) -> None:
    open_item(service, tmp_path)
    (tmp_path / PATH).write_text("{ half a notebook")
    assert open_item(service, tmp_path).state == "newer_available"
    assert (tmp_path / PATH).read_text() == "{ half a notebook"


def test_many_clicks_at_once_write_one_file(service: RunningService, tmp_path: Path) -> None:
    async def click_often(opener: Opener) -> list[Opened]:
        return list(await asyncio.gather(*(opener.open_item(KEY) for _ in range(5))))

    states = [opened.state.value for opened in act(service, tmp_path, click_often)]
    assert states == ["created", "kept", "kept", "kept", "kept"]


def test_a_file_that_stands_where_the_folder_should_be_is_named(
    service: RunningService, tmp_path: Path
) -> None:
    (tmp_path / "courses").write_text("mine")
    with pytest.raises(FileUnwritable, match="rename what is in the way"):
        open_item(service, tmp_path)
    assert (tmp_path / "courses").read_text() == "mine"


@pytest.mark.parametrize("key", [None, "", "../x", "a/b", "A", 7, {"key": KEY}])
def test_a_key_that_cannot_be_one_is_refused_before_the_service_is_asked(
    service: RunningService, tmp_path: Path, key: object
) -> None:
    with pytest.raises(BadRequest):
        open_item(service, tmp_path, key)
    assert service.state.requests == []


def test_an_unknown_mode_is_refused(service: RunningService, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="keep"):
        open_item(service, tmp_path, mode="overwrite")


def test_an_unknown_item_is_refused_in_the_services_words(service: RunningService, tmp_path: Path) -> None:
    with pytest.raises(ServiceRefused, match="There is no such item"):
        open_item(service, tmp_path, "m09-nothing")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fault", ["500", "malformed", "drop"])
def test_nothing_is_written_when_the_service_fails(
    service: RunningService, tmp_path: Path, fault: str
) -> None:
    service.state.faults[f"items/{KEY}/notebook"] = [fault]
    with pytest.raises(ServiceAway):
        open_item(service, tmp_path)
    assert list(tmp_path.iterdir()) == []
