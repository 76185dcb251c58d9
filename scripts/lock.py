"""Resolves every dependency to a pinned, hashed lock that names no registry and no path."""

import re
import sys
from pathlib import Path

from scripts.environment import LOCKS, UV, uv_environment
from scripts.step import REPOSITORY, TOOLS, SetupError, run

_OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--upgrade",
    "--no-emit-package=coursewright-lab",
)
_SOURCES: dict[str, tuple[str, ...]] = {
    "dev": ("pyproject.toml", "--group=dev"),
    "server": ("pyproject.toml", "--constraints=requirements/dev.txt"),
    "student": ("extensions/pyproject.toml", "requirements/student.in", "--constraints=requirements/dev.txt"),
    "node": ("requirements/node.in", "--constraints=requirements/dev.txt"),
    "tools": ("requirements/tools.in",),
}
_ADDRESS = re.compile(r"https?://|file:|--index-url|--find-links|^\s*-f\s|(?<![\w.])/[a-z]", re.MULTILINE)


def main() -> int:
    """Write all locks anew; the first one bounds the versions of the others."""
    try:
        for name, source in _SOURCES.items():
            lock(name, source)
            print(f"  requirements/{name}.txt")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def lock(name: str, source: tuple[str, ...]) -> None:
    """Write `requirements/<name>.txt`. Raises SetupError if it would give away where packages come from."""
    target = LOCKS / f"{name}.txt"
    draft = TOOLS / f"{name}.txt"
    argv = [UV, "pip", "compile", "--quiet", *_OPTIONS, *source, f"--output-file={draft}"]
    draft.unlink(missing_ok=True)
    run(
        argv, cwd=REPOSITORY, env=uv_environment(), advice="Mend the requirement it names, then run it again."
    )
    text = draft.read_text("utf-8")
    found = address_in(text)
    if found:
        raise SetupError(f"The lock {name} would hold {found!r}. Leave addresses out of the requirements.")
    target.write_text(text, "utf-8")


def address_in(text: str) -> str | None:
    """The first line of a lock that names a host, an index or a folder."""
    match = _ADDRESS.search(text)
    return text[: match.end()].rsplit("\n", 1)[-1] if match else None


def lock_files() -> list[Path]:
    """Every lock there should be."""
    return [LOCKS / f"{name}.txt" for name in _SOURCES]


if __name__ == "__main__":
    sys.exit(main())
