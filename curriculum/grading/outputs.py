"""Notebook outputs as data that came from a stranger: only what nbformat knows passes."""

from collections.abc import Iterable
from typing import Any

from curriculum.grading.protocol.message import Outcome

_MIME_AS_JSON = ("+json", "/json")

ENAMES = {
    Outcome.ERROR: "CellError",
    Outcome.TIMEOUT: "CellTimeout",
    Outcome.KILLED: "CellKilled",
    Outcome.NOT_RUN: "CellNotRun",
    Outcome.MANUAL: "CellNotJudged",
}
SENTENCES = {
    Outcome.ERROR: "This cell failed without saying why.",
    Outcome.TIMEOUT: "This cell took longer than it may; look for a loop that does not end.",
    Outcome.KILLED: (
        "The process ended while this cell ran; look for too much memory or processor time, or an exit."
    ),
    Outcome.NOT_RUN: "This cell was not run, because an earlier one stopped the notebook.",
    Outcome.MANUAL: "This test cannot be judged by machine; your instructor will look at it.",
}
ENDINGS = {
    "exit": "The process ended itself while this cell ran; remove what exits it.",
    "signal": "The process was ended by a signal while this cell ran; look for code that crashes Python.",
    "cpu": "The notebook used more processor time than it may; look for a loop that does not end.",
    "memory": "The notebook used more memory than it may; work on smaller pieces of data.",
    "processes": "The notebook started more processes than it may; start fewer.",
    "disk": "The notebook wrote more to disk than it may; write less.",
}
"""Why a student's process ended before its last cell, for the student."""


def checked(outputs: object) -> tuple[dict[str, Any], ...]:
    """The well-formed outputs among `outputs`; anything else is dropped."""
    if not isinstance(outputs, list):
        return ()
    found = (_one(output) for output in outputs if isinstance(output, dict))
    return tuple(output for output in found if output is not None)


def with_error(outputs: Iterable[dict[str, Any]], outcome: Outcome) -> tuple[dict[str, Any], ...]:
    """`outputs` with an error that says `outcome`: nbgrader gives full marks to a test without one."""
    ename, sentence = ENAMES[outcome], SENTENCES[outcome]
    error = {
        "output_type": "error",
        "ename": ename,
        "evalue": sentence,
        "traceback": [f"{ename}: {sentence}"],
    }
    return (*outputs, error)


def _one(output: dict[str, Any]) -> dict[str, Any] | None:
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in {"stdout", "stderr"}:
        return {"output_type": kind, "name": output["name"], "text": _text(output.get("text"))}
    if kind == "error":
        traceback = output.get("traceback")
        lines = [_text(line) for line in traceback] if isinstance(traceback, list) else []
        return {
            "output_type": kind,
            "ename": _text(output.get("ename")) or "Error",
            "evalue": _text(output.get("evalue")),
            "traceback": lines,
        }
    if kind in {"display_data", "execute_result"} and isinstance(output.get("data"), dict):
        shown = {"output_type": kind, "data": _bundle(output["data"]), "metadata": {}}
        return {**shown, "execution_count": None} if kind == "execute_result" else shown
    return None


def _bundle(data: dict[Any, Any]) -> dict[str, Any]:
    return {
        str(mime): value if str(mime).endswith(_MIME_AS_JSON) else _text(value)
        for mime, value in data.items()
    }


def _text(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode()  # lone surrogates cannot be stored
