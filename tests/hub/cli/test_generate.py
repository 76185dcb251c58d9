"""`coursewright generate` without a platform."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from curriculum.build import build
from hub.cli.generate import command

ASK = ("--meta-category", "economic", "--archetype", "allocator", "--domain", "Sneakers")


def generate(*arguments: str) -> Result:
    """Run the command as a shell would."""
    return CliRunner().invoke(command, arguments)


def test_a_course_in_the_given_words_is_written(tmp_path: Path) -> None:
    result = generate(*ASK, "--var", "entity_primary=Shoe", "--out", str(tmp_path), "--json")
    assert result.exit_code == 0, result.output
    rows = json.loads(result.output)
    assert len(rows) == sum(len(module.lessons) + len(module.exercises) for module in build().blueprint)
    for row in rows:
        about = json.loads(Path(row["notebook"]).read_bytes())["metadata"]["coursewright"]
        assert about["version"] == row["version"]
        assert about["variant"]["entity_primary"] == "Shoe"


def test_the_same_words_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        {row["version"] for row in json.loads(generate(*ASK, "--out", str(tmp_path / name), "--json").output)}
        for name in ("one", "two")
    )
    assert first == second
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / n).rglob("*.ipynb")} for n in ("one", "two")
    )
    assert one == two


def test_a_call_that_says_too_little_is_told_what_is_missing() -> None:
    result = generate("--domain", "Sneakers")
    assert result.exit_code == 2
    assert "--meta-category, --domain and --out" in result.output


def test_a_word_without_a_value_is_told_how_to_write_it(tmp_path: Path) -> None:
    result = generate(*ASK, "--var", "metric", "--out", str(tmp_path))
    assert result.exit_code == 2
    assert "KEY=VALUE" in result.output
