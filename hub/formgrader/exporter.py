"""Renders a student's notebook for grading; markup in it can neither run nor pose as the page."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import bleach
from jinja2 import FileSystemLoader, PrefixLoader
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from curriculum.grading.mark import run_mark

TEMPLATES = Path(__file__).parent / "page"
_ALLOWED = """
    h1 h2 h3 h4 h5 h6 p pre div span br hr blockquote ul ol li dl dt dd details summary
    table caption colgroup col thead tbody tfoot tr th td
    a abbr b code del em i img kbd mark s samp small strong sub sup tt u var
"""
TAGS = frozenset(_ALLOWED.split())
ATTRIBUTES = {
    "*": ["class", "title"],
    "a": ["href"],
    "img": ["src", "alt", "width", "height"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
}
PROTOCOLS = frozenset({"http", "https", "mailto", "data"})


def clean(html: str) -> str:
    """Return `html` with nothing in it that runs, frames a page, or carries an id or a style."""
    cleaned: str = bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True)
    return cleaned


class CleanOutputs(SanitizeHTML):
    """Clean outputs before rendering; Markdown is cleaned after, where blockquotes are told from tags."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:  # noqa: ANN401, ARG002
        """Clean the outputs of a code cell, and raw cells, which are shown as markup."""
        if cell.cell_type == "raw":
            cell.source = clean(cell.source)
        if cell.cell_type != "code":
            return cell, resources
        cell.outputs = self.sanitize_code_outputs(cell.outputs)
        return cell, resources

    def sanitize_code_outputs(self, outputs: list[Any]) -> list[Any]:
        """Clean them, and say so where nothing is left to show."""
        cleaned: list[Any] = super().sanitize_code_outputs(outputs)  # type: ignore[no-untyped-call]
        for output in cleaned:
            if output.get("data") == {}:
                output.data["text/plain"] = "(This output can't be shown safely: open the notebook instead.)"
        return cleaned

    def sanitize_html_tags(self, html_str: str) -> str:
        """The same rules for every kind of content."""
        return clean(html_str)


class SubmissionExporter(HTMLExporter):
    """nbgrader's page for one submission, with nonces on its scripts and without a content network."""

    nonce = ""

    def __init__(self, config: Config) -> None:
        stock = FileSystemLoader(str(Path(handlers.template_path) / "formgrade"))
        ours = Config()
        ours.HTMLExporter.template_name = "cohort"
        ours.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), handlers.template_path]
        ours.HTMLExporter.preprocessors = [CleanOutputs]
        loaders = [PrefixLoader({"stock": stock})]
        super().__init__(config=Config(config, **ours), extra_loaders=loaders)  # type: ignore[no-untyped-call]

    def with_nonce(self, nonce: str) -> "SubmissionExporter":
        """The renderer for one response; requests on this thread are handled one after the other."""
        self.nonce = nonce
        return self

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Add the filter that marks the page's own scripts."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "nonce", lambda html: str(html).replace("<script", f'<script nonce="{self.nonce}"')

    def markdown2html(self, context: Any, source: str) -> str:  # noqa: ANN401 - jinja2's context
        """Render, then clean."""
        return clean(super().markdown2html(context, source))

    markdown2html.jinja_pass_arg = HTMLExporter.markdown2html.jinja_pass_arg  # type: ignore[attr-defined]

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, Any]:  # noqa: ANN401
        """Render a notebook below what was mended in it before it was graded."""
        noticed = {"integrity": [escape(sentence) for sentence in run_mark(nb).integrity]}
        rendered: tuple[Any, Any] = super().from_notebook_node(
            nb, resources={**(resources or {}), **noticed}, **kw
        )
        return rendered

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:  # noqa: ANN401
        """Render a notebook; names in `resources` are escaped, for nbgrader prints them as they are."""
        safe = {key: escape(value) if isinstance(value, str) else value for key, value in resources.items()}
        return super().from_filename(filename, resources=safe | {"nonce": self.nonce}, **kw)
