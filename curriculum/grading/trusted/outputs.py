"""Checks the outputs that S says its cells had, so that they make a valid notebook."""

import json
from typing import Any

from curriculum.grading.protocol.message import Output

MOST_OUTPUTS = 2_000


def sound(outputs: Any) -> list[Output]:
    """The outputs that are well formed, and nothing else of what S sent."""
    if type(outputs) is not list:
        return []
    return [checked for one in outputs[:MOST_OUTPUTS] if (checked := _checked(one)) is not None]


def _checked(output: Any) -> Output | None:
    if type(output) is not dict:
        return None
    match output.get("output_type"):
        case "stream":
            return _stream(output)
        case "display_data" | "execute_result" as kind:
            return _data(output, str(kind))
        case "error":
            return _error(output)
    return None


def _stream(output: Output) -> Output | None:
    text = output.get("text")
    name = "stderr" if output.get("name") == "stderr" else "stdout"
    return {"output_type": "stream", "name": name, "text": _clean(text)} if type(text) is str else None


def _data(output: Output, kind: str) -> Output | None:
    data, metadata = output.get("data"), output.get("metadata")
    if type(data) is not dict or not all(type(key) is str and _is_json(value) for key, value in data.items()):
        return None
    cleaned = {_clean(key): _clean(value) if type(value) is str else value for key, value in data.items()}
    plain = metadata if type(metadata) is dict and _is_json(metadata) else {}
    checked: Output = {"output_type": kind, "data": cleaned, "metadata": plain}
    if kind == "execute_result":
        count = output.get("execution_count")
        checked["execution_count"] = count if type(count) is int else None
    return checked


def _error(output: Output) -> Output:
    trace = output.get("traceback")
    lines = [_clean(line) for line in trace if type(line) is str] if type(trace) is list else []
    name, value = (_clean(str(output.get(key, "")))[:10_000] for key in ("ename", "evalue"))
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _clean(text: str) -> str:
    """Text that can be written to a file."""
    return text.encode("utf-8", "replace").decode()
