"""Runs the benchmarks of every subject, or of those named, and prints one table."""

import argparse
import os
import platform
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

FOLDER = Path(__file__).parent


def subjects() -> list[str]:
    """Return what can be measured: the modules of this package that yield rows."""
    return sorted(path.stem for path in FOLDER.glob("[a-z]*.py") if "def rows(" in path.read_text("utf-8"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("subject", nargs="*", help=f"of {', '.join(subjects())} (all)")
    chosen = parser.parse_args().subject or subjects()
    cores = len(os.sched_getaffinity(0))
    table = Table(title=f"measured on {cores} cores, Python {platform.python_version()}")
    for column in ("subject", "what", "figure", "unit", "beside it"):
        table.add_column(column, justify="right" if column == "figure" else "left", overflow="fold")
    console = Console(width=140)
    for subject in chosen:
        for row in import_module(f"bench.{subject}").rows():
            table.add_row(subject, row.name, f"{row.value:,.2f}", row.unit, row.note)
            console.print(f"{subject}: {row.name} {row.value:,.2f} {row.unit} {row.note}", style="dim")
    console.print(table)


if __name__ == "__main__":
    main()
