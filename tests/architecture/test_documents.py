"""What the documents say exists."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from hub.cli.main import group
from tests.architecture.source import ROOT, relative

LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")
COMMAND = re.compile(r"^(?:\.venv/bin/)?coursewright ([^\n#|]+)$", re.MULTILINE)
MAKE = re.compile(r"(?:^|`)make ([a-z-]+)", re.MULTILINE)


def documents() -> Iterator[Path]:
    """Yield every Markdown page that speaks to a reader of the repository."""
    yield from sorted(ROOT.glob("*.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))


def test_every_relative_link_leads_to_a_file() -> None:
    broken = [
        f"{relative(page)} -> {target}"
        for page in documents()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_make_target_named_in_a_document_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    missing = [
        f"{relative(page)}: make {target}"
        for page in documents()
        for target in MAKE.findall(page.read_text(encoding="utf-8"))
        if target not in targets
    ]
    assert missing == []


def test_every_coursewright_command_named_in_a_document_exists_with_its_options() -> None:
    for page in documents():
        for line in COMMAND.findall(page.read_text(encoding="utf-8")):
            context = click.Context(group)
            command: click.Command = group
            words = shlex.split(line)
            while words and isinstance(command, click.Group):
                found = command.get_command(context, words.pop(0))
                assert found, f"{relative(page)}: coursewright {line}"
                command = found
            known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
            used = {word.split("=")[0] for word in words if word.startswith("--")}
            assert used <= known, f"{relative(page)}: coursewright {line}"


def test_every_decision_record_is_listed_and_has_a_status() -> None:
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    for record in sorted(folder.glob("[0-9]*.md")):
        assert record.name in index, f"list {record.name} in docs/decisions/README.md"
        assert "**Status:**" in record.read_text(encoding="utf-8"), f"{record.name} has no status line"


def test_no_tracked_file_names_a_package_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    pattern = re.compile(r'"resolved": *"https?:|index-url|registry *= *"?https?:|files\.pythonhosted')
    offenders = [
        name
        for name in listed.stdout.splitlines()
        if name.endswith((".txt", ".json", ".toml", ".lock", ".cfg", ".yaml"))
        and pattern.search((ROOT / name).read_text(encoding="utf-8"))
    ]
    assert offenders == []
