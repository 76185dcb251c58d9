"""Writes a personal course as notebook files, with no platform and no database."""

from collections.abc import Mapping
from pathlib import Path

from curriculum.built import Built
from curriculum.render import Retell, as_written, render_released
from curriculum.soundness import check_words


def export_course(
    built: Built, values: Mapping[str, str], out: Path, retell: Retell = as_written
) -> tuple[Path, ...]:
    """Write every blueprint notebook in these words to `out/<module>/<key>.ipynb`; the paths written.

    The files are the students' form. The same sources and words give the same bytes. Raises VariableError for
    words that would break a notebook, and then nothing is written.
    """
    check_words(built, values)
    written: list[Path] = []
    for module in built.blueprint:
        for item in module.items:
            path = out / module.slug / f"{item.key}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(render_released(retell(item.template, values), values))
            written.append(path)
    return tuple(written)
