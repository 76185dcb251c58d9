"""Writes the front end's types of the API, from the service's OpenAPI document."""

import json
import subprocess

from hub.api.openapi import document
from hub.api.routes import ROUTES
from scripts import front_end
from scripts.environment import EXTENSIONS
from scripts.step import SetupError

FILE = EXTENSIONS / "src" / "api" / "schema.ts"
_PROGRAM = EXTENSIONS / "node_modules" / ".bin" / "openapi-typescript"
_OPTIONS = (
    "--root-types",  # `Item` beside `components['schemas']['Item']`
    "--root-types-no-schema-prefix",
    "--default-non-nullable=false",  # what has a default may be left out of a request
)


def api_types() -> str:
    """The text of `schema.ts`. Raises SetupError when the front end's packages are not installed."""
    if not _PROGRAM.exists():
        raise SetupError("The front end's packages are not installed. Run `make setup-dev` and try again.")
    described = json.dumps(document(ROUTES).root)
    done = subprocess.run(
        [_PROGRAM, *_OPTIONS],
        input=described,
        env=front_end.environment(),
        cwd=EXTENSIONS,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(
            f"The types of the API could not be written: {done.stderr.strip()}. Mend the schemas."
        )
    return done.stdout
