"""Shows an editable install's latest front end to Jupyter: `python -m coursewright_lab.develop`.

Installing copies the front end as it was built then; links show every later build too.
"""

import shutil
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def link_into(prefix: Path) -> list[Path]:
    """Link the built front end and the server's settings below `prefix`; safe to repeat."""
    built = PACKAGE / "labextension"
    if not (built / "package.json").is_file():
        raise SystemExit(
            f"{built} is not built. Run `npm ci && npm run build:prod` in {PACKAGE.parent} first."
        )
    settings = PACKAGE.parent / "jupyter-config" / "server-config" / "coursewright_lab.json"
    links = {
        prefix / "share/jupyter/labextensions/coursewright-lab": built,
        prefix / "etc/jupyter/jupyter_server_config.d/coursewright_lab.json": settings,
    }
    for link, target in links.items():
        _link(link, target)
    return list(links)


def _link(link: Path, target: Path) -> None:
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    else:
        link.unlink(missing_ok=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)


if __name__ == "__main__":
    for linked in link_into(Path(sys.prefix)):
        sys.stdout.write(f"linked {linked}\n")
