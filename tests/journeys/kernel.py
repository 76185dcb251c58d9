"""Code that a student runs in a kernel of her own server."""

import json
import uuid
from types import TracebackType
from typing import Self

import websocket

from tests.journeys.learner import Learner


class Kernel:
    """A Python kernel of ``learner``, spoken to over the websocket that JupyterLab uses."""

    def __init__(self, learner: Learner) -> None:
        self.learner = learner
        answer = learner.send("POST", "api/kernels", {"name": "python3"})
        assert answer.is_success, answer.text
        self.id: str = answer.json()["id"]
        address = str(learner.client.base_url).replace("http", "ws", 1).rstrip("/")
        path = f"{learner.server}api/kernels/{self.id}/channels"
        cookies = "; ".join(
            f"{cookie.name}={cookie.value}"
            for cookie in learner.client.cookies.jar
            if path.startswith(cookie.path) and cookie.name != "_xsrf"
        )
        cookies += f"; _xsrf={learner.xsrf(learner.server)}"
        origin = str(learner.client.base_url).rstrip("/")
        self.socket = websocket.create_connection(address + path, timeout=120, cookie=cookies, origin=origin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()
        self.learner.send("DELETE", f"api/kernels/{self.id}")

    def run(self, code: str) -> str:
        """Run ``code`` and return what it printed, tracebacks included."""
        message_id = uuid.uuid4().hex
        header = {
            "msg_id": message_id,
            "msg_type": "execute_request",
            "username": "",
            "session": uuid.uuid4().hex,
            "version": "5.3",
        }
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
        request = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
        }
        self.socket.send(json.dumps(request))
        printed: list[str] = []
        while True:
            answer = json.loads(self.socket.recv())
            if answer["parent_header"].get("msg_id") != message_id:
                continue
            match answer["msg_type"]:
                case "stream":
                    printed.append(answer["content"]["text"])
                case "error":
                    printed.append("\n".join(answer["content"]["traceback"]))
                case "status" if answer["content"]["execution_state"] == "idle":
                    return "".join(printed)
