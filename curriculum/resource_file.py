"""The resources.toml of a module: where a learner reads on, outside."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from curriculum.front_matter import Strict
from curriculum.problem import Problem, SourceError
from curriculum.toml_file import line_of, read_toml
from curriculum.web_address import UnusableAddress, read_web_address
from db.enums import ResourceDifficulty, ResourceType

FILE = "resources.toml"


class Resource(Strict):
    """One address, and `why` it is worth a visit."""

    title: Annotated[str, Field(min_length=3, max_length=200)]
    url: Annotated[str, Field(pattern=r"^https://[^\s]+$", max_length=500)]
    type: ResourceType
    difficulty: ResourceDifficulty
    why: Annotated[str, Field(min_length=10, max_length=300)]


class ResourceFile(Strict):
    """The whole file."""

    resource: Annotated[tuple[Resource, ...], Field(min_length=1)]


def read_resources(folder: Path, content: Path) -> tuple[Resource, ...]:
    """The module's resources, none where it has no such file. Raises SourceError."""
    path = folder / FILE
    if not path.is_file():
        return ()
    shown = path.relative_to(content)
    resources = read_toml(path, shown, ResourceFile).resource
    text = path.read_text(encoding="utf-8")
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for number, resource in enumerate(resources):
        line = line_of(text, ("resource", number, "url"))
        if resource.url in places:
            message = f"this address stands on line {places[resource.url]} already: remove one of them"
            problems.append(Problem(shown, line, message))
        elif flaw := _flaw(resource.url):
            problems.append(Problem(shown, line, flaw))
        places.setdefault(resource.url, line)
    if problems:
        raise SourceError(problems)
    return resources


def _flaw(url: str) -> str | None:
    """What is wrong with an address; one form alone shows that somebody proposes what is here already."""
    try:
        written = read_web_address(url)
    except UnusableAddress as error:
        return str(error)
    return None if written == url else f"write this address as {written}"
