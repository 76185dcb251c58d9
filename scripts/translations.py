"""Keeps the translations of the Lab front end in step with the strings in its sources.

JupyterLab reads one JSON file per language and package: a string (or context, U+0004 and string) stands
for the list of its translations, one per plural form. `make reference` adds what is new with an empty
translation and drops what is gone; a test fails while one is empty.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.extract import extract

from scripts.environment import EXTENSIONS
from scripts.step import SetupError

DOMAIN = "coursewright_lab"
FOLDER = EXTENSIONS / DOMAIN / "locale"
CONTEXT = "\u0004"
_SOURCES = EXTENSIONS / "src"
_SCHEMAS = EXTENSIONS / "schema"
_KEYWORDS: dict[str, Any] = {"__": None, "_n": (1, 2), "_p": ((1, "c"), 2), "_np": ((1, "c"), 2, 3)}
_CALL = re.compile(r"trans\s*\.\s*(?:__|_n|_p|_np)\(")
_IN_SCHEMA = re.compile(r"title|description|label|jupyter\.lab\.setting-icon-label")


@dataclass(frozen=True)
class Text:
    """A string of the front end: what stands for it in a translation, and how many forms it has."""

    key: str
    forms: int
    source: str


def texts() -> list[Text]:
    """Every string that the front end says through Lab's translator, each once, in alphabetical order."""
    found = {text.key: text for text in (*_of_sources(), *_of_schemas())}
    return [found[key] for key in sorted(found)]


def languages() -> list[Path]:
    """The file of each language there is."""
    return sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.json"))


def updated(path: Path) -> str:
    """The file of a language with every string of the front end; what was translated stays."""
    known = json.loads(path.read_text("utf-8"))
    translated = {text.key: known.get(text.key, [""] * text.forms) for text in texts()}
    return json.dumps({"": known[""], **translated}, indent=2, ensure_ascii=False) + "\n"


def _of_sources() -> Iterator[Text]:
    for path in sorted([*_SOURCES.rglob("*.ts"), *_SOURCES.rglob("*.tsx")]):
        with path.open("rb") as file:
            found = list(extract("javascript", file, _KEYWORDS, options={"jsx": path.suffix == ".tsx"}))
        calls = len(_CALL.findall(path.read_text("utf-8")))
        if len(found) != calls:
            raise SetupError(
                f"{path.relative_to(EXTENSIONS)} translates {calls} strings; {len(found)} can be read. "
                "Write each as a literal inside of the call."
            )
        for _, message, _, context in found:
            ids = (message,) if isinstance(message, str) else message
            prefix = f"{context}{CONTEXT}" if context else ""
            yield Text(prefix + ids[0], len(ids), str(path.relative_to(EXTENSIONS)))


def _of_schemas() -> Iterator[Text]:
    for path in sorted(_SCHEMAS.glob("*.json")):
        for string in _strings(json.loads(path.read_text("utf-8"))):
            yield Text(string, 1, str(path.relative_to(EXTENSIONS)))


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _strings(each)
    elif isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, str) and _IN_SCHEMA.fullmatch(name):
                yield value
            else:
                yield from _strings(value)
