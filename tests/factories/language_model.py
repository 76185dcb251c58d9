"""An OpenAI-compatible language model on loopback that answers as it is told, and misbehaves when told so."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Typed:
    """An answer in the form that was asked for."""

    arguments: Any


@dataclass(frozen=True)
class Chatter:
    """An answer in words, where a form was asked for."""

    text: str


@dataclass(frozen=True)
class Failure:
    """An HTTP error, or bytes that are no answer at all."""

    status: int
    body: str = '{"error": {"message": "no"}}'


class Silence:
    """No answer until the asker gives up."""


Reply = Typed | Chatter | Failure | Silence


@dataclass
class LanguageModel:
    """The running server: its address, and every request that it was sent."""

    replies: list[Reply]
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""
    released: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Reply:
        """The reply to this request; the last one is given again and again."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def language_model(*replies: Reply) -> Iterator[LanguageModel]:
    """Serve these replies in turn on a free port of loopback."""
    model = LanguageModel(list(replies))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(model))
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield model
    finally:
        model.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(model: LanguageModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.requests.append(request)
            reply = model.next()
            if isinstance(reply, Silence):
                model.released.wait(30)
            elif isinstance(reply, Failure):
                self._send(reply.status, reply.body)
            else:
                self._send(200, json.dumps(_completion(reply, _tools(request))))

        def _send(self, status: int, body: str) -> None:
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Retry-After-Ms", "1")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    return Handler


def _tools(request: dict[str, Any]) -> Sequence[str]:
    return [tool["function"]["name"] for tool in request.get("tools", [])]


def _completion(reply: Typed | Chatter, tools: Sequence[str]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": None}
    if isinstance(reply, Chatter):
        message["content"] = reply.text
    else:
        is_text = isinstance(reply.arguments, str)
        arguments = reply.arguments if is_text else json.dumps(reply.arguments)
        call = {"id": "call-1", "type": "function", "function": {"name": tools[0], "arguments": arguments}}
        message["tool_calls"] = [call]
    return {
        "id": "answer-1",
        "object": "chat.completion",
        "created": 0,
        "model": "fake",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150},
    }
