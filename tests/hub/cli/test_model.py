"""Commands may ask a language model; without one, or when it fails, they do what they always did."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from curriculum.build import CONTENT
from hub.cli import generate, new
from tests.curriculum.authoring.test_drafting import GOOD
from tests.factories.language_model import Failure, LanguageModel, Reply, Typed, language_model
from tests.hub.cli.conftest import ROOT, Call

SNEAKERS = ("--meta-category", "economic", "--archetype", "allocator", "--domain", "Sneakers")
MODEL = ("--model", "openai-chat:fake")
EXERCISE = ("exercise", "m02-count", "--module", "module-02-wallets", "--title", "How many keys?")


Serve = Callable[..., LanguageModel]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Begin a language model that gives these replies, and point the commands to it."""
    with ExitStack() as running:

        def start(*replies: Reply) -> LanguageModel:
            server = running.enter_context(language_model(*replies))
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            monkeypatch.setenv("OPENAI_API_KEY", "a test's key")
            return server

        yield start


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The curriculum, to write into."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def _new(content: Path, *arguments: str) -> Result:
    return CliRunner().invoke(new.command, [*EXERCISE, *arguments, "--content", str(content)])


def test_a_course_keeps_its_authors_words_where_the_model_fails(serve: Serve, tmp_path: Path) -> None:
    serve(Failure(401))
    told = CliRunner().invoke(generate.command, [*SNEAKERS, *MODEL, "--out", str(tmp_path / "a"), "--json"])
    plain = CliRunner().invoke(generate.command, [*SNEAKERS, "--out", str(tmp_path / "b"), "--json"])
    assert told.exit_code == 0, told.output
    assert "keeps its author's words. The provider does not accept the key" in told.stderr
    assert [row["version"] for row in json.loads(told.stdout)] == [
        row["version"] for row in json.loads(plain.stdout)
    ]


def test_a_model_of_nobody_is_refused_with_the_names_that_there_are(tmp_path: Path) -> None:
    for name in ("gpt-5", "someone:gpt-5", "openai:"):
        result = CliRunner().invoke(
            generate.command, [*SNEAKERS, "--model", name, "--out", str(tmp_path / "out")]
        )
        assert result.exit_code == 2
        assert "openai:..., openai-chat:..., anthropic:..., ollama:..." in result.output
    assert not (tmp_path / "out").exists()


def test_a_good_draft_becomes_the_exercise(serve: Serve, content: Path) -> None:
    serve(Typed(GOOD))
    result = _new(content, *MODEL, "--about", "Counting keys", "--like", "m01-hash-chain")
    assert result.exit_code == 0, result.output
    folder = content / "crypto" / "module-02-wallets"
    assert "Ada has a bundle of keys." in (folder / "m02-count.md").read_text()
    assert {path.stem for path in (folder / "wrong/m02-count").iterdir()} == {"counts-all", "looks-anywhere"}


def test_without_a_good_draft_the_usual_beginning_is_written(serve: Serve, content: Path) -> None:
    serve(Typed({**GOOD, "story": "See https://example.org for the story of these keys."}))
    result = _new(content, *MODEL, "--about", "Counting keys", "--tries", "2")
    assert result.exit_code == 0, result.output
    assert "No draft passed the checks" in result.stderr
    assert "Tell the story" in (content / "crypto/module-02-wallets/m02-count.md").read_text()


def test_what_is_there_already_is_refused_before_a_model_is_asked(serve: Serve, content: Path) -> None:
    server = serve(Typed(GOOD))
    (content / "crypto/module-02-wallets/m02-count.md").write_text("mine")
    assert _new(content, *MODEL, "--about", "Counting").exit_code != 0
    assert server.requests == []


@pytest.mark.parametrize(("model", "code"), [((), 0), (MODEL, 1)])
def test_without_the_packages_only_a_named_model_is_missed(
    model: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    program = "import sys; sys.modules['pydantic_ai'] = None; from hub.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "generate", *SNEAKERS, *model, "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert ("pip install 'coursewright[llm]'" in done.stderr) == bool(model)


@pytest.mark.journey
def test_the_course_of_a_person_is_retold_and_the_requests_are_counted(
    call: Call, serve: Serve, state_folder: Path
) -> None:
    assert call("db", "upgrade").code == 0
    call("db", "seed", "--demo")
    serve(Failure(401))
    outcome = call("generate", "ada", *MODEL, "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.rows[0]["username"] == "ada"
    assert "keeps its author's words" in outcome.err
    with zipfile.ZipFile(_export(call, state_folder)) as archive:
        calls = json.loads(archive.read("data/llm_calls.json"))
    assert [(each["purpose"], each["provider"], each["outcome"]) for each in calls] == [
        ("retelling", "openai", "failed")
    ]


def _export(call: Call, folder: Path) -> Path:
    file = folder.parent / "ada.zip"
    assert call("user", "export", "ada", "--out", str(file)).code == 0
    return file
