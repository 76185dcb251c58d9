"""The reference names every setting, command and test attribute there is."""

import re
from pathlib import Path

from coursewright_lab.app import CoursewrightLab

REPOSITORY = Path(__file__).parents[2]
REFERENCE = (REPOSITORY / "docs/reference/lab.md").read_text(encoding="utf-8")
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "extensions/src").rglob("*.ts*"))


def test_every_setting_is_in_the_reference_and_has_help() -> None:
    own = {name: trait for name, trait in CoursewrightLab.class_own_traits(config=True).items() if trait.help}
    settings = {name for name in own if name in vars(CoursewrightLab)}
    assert {"service_url", "max_body_bytes"} <= settings
    assert {name for name in settings if f"| `{name}` |" not in REFERENCE} == set()


def test_every_command_is_in_the_reference() -> None:
    commands = set(re.findall(r"export const \w+ = '(coursewright:[\w-]+)'", SOURCES))
    assert "coursewright:submit" in commands
    assert {command for command in commands if f"`{command}`" not in REFERENCE} == set()


def test_every_test_attribute_is_in_the_reference() -> None:
    attributes = set(re.findall(r"\bcw-[a-z]+(?:-[a-z]+)*(?=['\"])", SOURCES)) - set(
        re.findall(r"\bcw-mod-[a-z]+", SOURCES)
    )
    assert "cw-score" in attributes
    assert {name for name in attributes if name not in REFERENCE} == set()
