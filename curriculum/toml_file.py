"""Reads authored TOML into typed entries, and finds the line that a mistake in it is on."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from curriculum.front_matter import describe
from curriculum.problem import Problem, SourceError
from db.enums import QuestionType

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
    """The line of what pydantic calls `place`: a key, or `("question", 2, "prompt")` in the third table.

    Where the key is missing, it is the line of the table that should hold it.
    """
    lines = text.splitlines()
    at, header = 0, ""
    for part, following in zip(place, (*place[1:], None), strict=True):
        if isinstance(part, int):
            continue
        inner = f"{header}.{part}" if header else part
        if (
            isinstance(following, int)
            and (found := _find_table(lines, at, header, inner, following)) is not None
        ):
            at, header = found, inner
        elif (key := _find_key(lines, at, part, is_top=not header)) is not None:
            return key + 1
    return at + 1


def _find_table(lines: list[str], start: int, outer: str, wanted: str, count: int) -> int | None:
    """The index of the `count`-th `[[wanted]]`, before the table `[[outer]]` that begins at `start` ends."""
    for index in range(start, len(lines)):
        name = _header(lines[index])
        if name == wanted:
            if count == 0:
                return index
            count -= 1
        elif outer and name == outer and index > start:
            return None
    return None


def _find_key(lines: list[str], start: int, name: str, *, is_top: bool) -> int | None:
    """The index of the first `name =` before the next table begins."""
    for index in range(start if is_top else start + 1, len(lines)):
        if _header(lines[index]):
            return None
        key, equals, _ = lines[index].partition("=")
        if equals and key.strip() == name:
            return index
    return None


def _header(line: str) -> str:
    stripped = line.strip()
    return stripped.strip("[]") if stripped.startswith("[") and stripped.endswith("]") else ""


def _explain(error: ValidationError, text: str, shown: Path) -> Iterator[Problem]:
    for item in error.errors():
        place = tuple(part for part in item["loc"] if not _is_tag(part))
        match item["type"]:
            case "value_error":
                message = item["msg"].removeprefix("Value error, ")
            case "union_tag_invalid" | "union_tag_not_found":
                place = (*place, "type")
                message = "type is missing or unknown: write one of " + ", ".join(QuestionType)
            case _:
                message = describe(_nearest(place), item["msg"], item["type"])
        yield Problem(shown, line_of(text, place), message)


def _nearest(place: Place) -> Place:
    """The end of a place that its author looks for: the last key, and the number of an entry in its list."""
    keys = [at for at, part in enumerate(place) if isinstance(part, str)]
    return place[keys[-1] :] if keys else place


def _is_tag(part: str | int) -> bool:
    """Whether pydantic put in the name of a union's variant, which is not in the file."""
    return isinstance(part, str) and "-" in part


def _decoder_line(words: str) -> int:
    parts = words.replace(",", " ").split()
    return int(parts[parts.index("line") + 1]) if "line" in parts else 1
