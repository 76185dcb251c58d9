"""Shows an editable install's latest front end to Jupyter: `python -m coursewright_lab.develop`.

Installing copies the front end as it was built then; links instead show every later build, and one made afterwards.
"""

import shutil
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def link_into(prefix: Path) -> list[Path]:
    """Link the built front end and the server's configuration below `prefix`, in place of copies; safe to repeat."""
    built = PACKAGE / "labextension"
    if not (built / "package.json").is_file():
        raise SystemExit(
            f"{built} is not built. Run `npm ci && npm run build:prod` in {PACKAGE.parent} first."
        )
    config = PACKAGE.parent / "jupyter-config" / "server-config" / "coursewright_lab.json"
    links = {
        prefix / "share/jupyter/labextensions/coursewright-lab": built,
        prefix / "etc/jupyter/jupyter_server_config.d/coursewright_lab.json": config,
    }
    for link, target in links.items():
        _link(link, target)
    return list(links)


def _link(link: Path, target: Path) -> None:
    if link.is_symlink():
        link.unlink()
    elif link.exists():
        raise SystemExit(
            f"{link} belongs to an installed wheel. Uninstall coursewright-lab first, then run this again."
        )
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)


if __name__ == "__main__":
    for linked in link_into(Path(sys.prefix)):
        sys.stdout.write(f"linked {linked}\n")
