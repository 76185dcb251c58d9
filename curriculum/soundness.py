"""Checks a notebook in a learner's own words against the one that was proved, so that it needs no run.

Her words can stand in prose and in the one locked cell that hands them to code. If every other cell is the
proved one's, if that cell reads back as her words, and if the prose has the same structure, what was proved
of the template holds for her notebook.
"""

import ast
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt

from curriculum.built import Built
from curriculum.cell import Role
from curriculum.notebook import NotebookJson
from curriculum.render import DEFAULT_VALUES, Template, render, variant
from curriculum.variables import VariableError, find_tokens, tokens


def check_words(built: Built, values: Mapping[str, str]) -> None:
    """Raise VariableError unless every notebook of the blueprint is sound in these words."""
    for module in built.blueprint:
        for item in module.items:
            if (cell := unsound(item.template, values)) is not None:
                raise VariableError(
                    f"These words would break {item.title!r} (cell {cell}): choose plainer ones."
                )


def unsound(template: Template, values: Mapping[str, str]) -> str | None:
    """The id of the first cell in which these words break out of their place; None for a sound notebook."""
    ours, proved = render(template, values), _proved(template)
    for cell, own, original in zip(template.cells, ours["cells"], proved["cells"], strict=True):
        if not _is_sound(cell.role, own, original, variant(template, values)):
            return str(own["id"])
    return None


@cache
def _proved(template: Template) -> NotebookJson:
    return render(template, DEFAULT_VALUES)


def _is_sound(role: Role, own: NotebookJson, original: NotebookJson, words: Mapping[str, str]) -> bool:
    if {**own, "source": ""} != {**original, "source": ""}:
        return False
    if role is Role.VARIANT:
        return _reads_back(own["source"], words)
    if own["cell_type"] != "markdown":
        return bool(own["source"] == original["source"])
    is_filled = not any(match[0] in tokens() for match in find_tokens(own["source"]))
    return is_filled and _structure(own["source"]) == _structure(original["source"])


def _reads_back(source: str, words: Mapping[str, str]) -> bool:
    """Whether the cell is one assignment of a literal that equals her words."""
    match ast.parse(source).body:
        case [ast.Assign(targets=[ast.Name(id="VARIANT")], value=value)]:
            return bool(ast.literal_eval(value) == words)
        case _:
            return False


@lru_cache(maxsize=2_000)
def _structure(text: str) -> tuple[tuple[Any, ...], ...]:
    """The text's blocks and inline marks without its words; code and formulas with them."""
    return tuple(_shape(token) for token in MarkdownIt("commonmark").enable("table").parse(text))


def _shape(token: Any) -> tuple[Any, ...]:  # noqa: ANN401 - markdown-it's token
    inner = tuple(_shape(child) for child in token.children or () if child.type not in {"text", "softbreak"})
    content = (
        token.content
        if token.type in {"fence", "code_block", "code_inline", "html_block", "html_inline"}
        else ""
    )
    return token.type, token.tag, token.nesting, str(token.attrs), content, inner
