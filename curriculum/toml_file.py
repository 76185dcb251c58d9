"""Reads authored TOML into typed entries, and finds the line that a mistake in it is on."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from curriculum.front_matter import describe
from curriculum.problem import Problem, SourceError

Model_T = TypeVar("Model_T", bound=BaseModel)
Place = tuple[str | int, ...]


def read_toml(path: Path, shown: Path, schema: type[Model_T]) -> Model_T:
    """The validated file; every mistake in it is in the SourceError, under the path `shown`."""
    text = path.read_text(encoding="utf-8")
    try:
        return schema.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message = f"this is not valid TOML ({error}): correct that line"
        raise SourceError([Problem(shown, _decoder_line(str(error)), message)]) from error
    except ValidationError as error:
        raise SourceError(_explain(error, text, shown)) from error


def line_of(text: str, place: Place) -> int:
    """The line of what pydantic calls `place`: a key, or `("question", 2, "prompt")` in the third table."""
    lines = text.splitlines()
    at = 0
    for part, following in zip(place, (*place[1:], None), strict=True):
        if isinstance(part, int):
            continue
        count = following if isinstance(following, int) else 0
        found = _find(lines, at, part, count)
        if found is None:
            break
        at = found
    return at + 1


def _find(lines: list[str], start: int, name: str, count: int) -> int | None:
    """The index of the `count`-th `[[..name]]` or of the first `name =` behind `start`."""
    for index in range(start, len(lines)):
        line = lines[index].strip()
        if line.startswith("[["):
            if line.strip("[]").split(".")[-1] == name:
                if count == 0:
                    return index
                count -= 1
        elif line.partition("=")[0].strip() == name and "=" in line:
            return index
    return None


def _explain(error: ValidationError, text: str, shown: Path) -> Iterator[Problem]:
    for item in error.errors():
        place = tuple(part for part in item["loc"] if not _is_tag(part))
        if item["type"] == "value_error":
            message = item["msg"].removeprefix("Value error, ")
        else:
            named = tuple(part for part in place if isinstance(part, str))[-1:] or place
            message = describe(named, item["msg"], item["type"])
        yield Problem(shown, line_of(text, place), message)


def _is_tag(part: str | int) -> bool:
    """Whether pydantic put in the name of a union's variant, which is not in the file."""
    return isinstance(part, str) and "-" in part


def _decoder_line(words: str) -> int:
    parts = words.replace(",", " ").split()
    return int(parts[parts.index("line") + 1]) if "line" in parts else 1
