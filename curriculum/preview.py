"""How a course would read in a learner's words, as plain text, from its own first lesson."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from curriculum.archetype import course_title
from curriculum.draft import pitch
from curriculum.module_file import BlueprintFile
from curriculum.toml_file import read_toml
from curriculum.variables import fill_markdown, fill_text

CONTENT = Path(__file__).parent / "content"
PARAGRAPHS_OF_A_SECTION = 3
_TEXTS = {"text", "code_inline"}


@dataclass(frozen=True)
class Preview:
    """Texts in a learner's words; none of them holds any markup."""

    title: str
    pitch: str
    lesson: str
    paragraphs: tuple[str, ...]
    modules: tuple[tuple[int, str], ...]


def preview(values: Mapping[str, str], content: Path = CONTENT) -> Preview:
    """Say how the course is called, what it promises, how its first lesson begins and what follows."""
    title, passages = _opening(content)
    return Preview(
        title=course_title(values),
        pitch=pitch(values),
        lesson=fill_text(title, values),
        paragraphs=tuple(_plain(fill_markdown(passage, values)) for passage in passages),
        modules=tuple((number, fill_text(template, values)) for number, template in _titles(content)),
    )


@cache
def _titles(content: Path) -> tuple[tuple[int, str], ...]:
    files = (
        read_toml(path, path.relative_to(content), BlueprintFile)
        for path in (content / "blueprint").glob("*/module.toml")
    )
    return tuple(sorted((file.number, file.title_template) for file in files))


@cache
def _opening(content: Path) -> tuple[str, tuple[str, ...]]:
    """The first lesson's title, its first paragraph, and those below its first section's heading."""
    from curriculum.build import read_item  # noqa: PLC0415 - half a second, for a person at the screen

    folder = min((content / "blueprint").glob("module-1-*"))
    lesson = read_item(next(folder.glob("*-lesson.md")), content, is_personal=True)
    prose = "\n\n".join(cell.text for cell in lesson.template.cells if cell.is_markdown)
    passages = list(_passages(prose))
    opening = [passage for section, passage in passages if section == 0]
    first = [passage for section, passage in passages if section == 1]
    return lesson.title, (*opening[:1], *first[:PARAGRAPHS_OF_A_SECTION])


def _passages(markdown: str) -> Iterator[tuple[int, str]]:
    """Each paragraph's source, with how many headings of sections stand above it."""
    sections, is_paragraph = 0, False
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "heading_open" and token.tag == "h2":
            sections += 1
        if token.type == "inline" and is_paragraph:
            yield sections, token.content
        is_paragraph = token.type == "paragraph_open" and token.level == 0


def _plain(markdown: str) -> str:
    (inline,) = [token for token in MarkdownIt("commonmark").parse(markdown) if token.type == "inline"]
    return "".join(_text(child) for child in inline.children or ())


def _text(token: Token) -> str:
    return token.content if token.type in _TEXTS else " " if token.type in {"softbreak", "hardbreak"} else ""
