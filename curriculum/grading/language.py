"""What a Python kernel says of its language, which nbgrader leaves in every graded notebook."""

import subprocess
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

_ASK = "import sys; print(sys.version.split()[0])"


@lru_cache(maxsize=8)
def language_info(python: Path) -> Mapping[str, Any]:
    """The `language_info` of notebooks that this Python runs."""
    done = subprocess.run(
        [python, "-I", "-S", "-c", _ASK], capture_output=True, text=True, check=True, env={}
    )
    return {
        "name": "python",
        "version": done.stdout.strip(),
        "mimetype": "text/x-python",
        "codemirror_mode": {"name": "ipython", "version": 3},
        "pygments_lexer": "ipython3",
        "nbconvert_exporter": "python",
        "file_extension": ".py",
    }
