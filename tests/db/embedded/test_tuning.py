"""How the embedded server is sized."""

from pathlib import Path

import pytest

from db.embedded import tuning

GB = 1 << 30


@pytest.mark.parametrize(
    ("memory", "buffers", "work"),
    [(GB // 2, "128MB", "4MB"), (8 * GB, "1024MB", "16MB"), (256 * GB, "2048MB", "32MB")],
)
def test_the_share_of_the_server_has_a_least_and_a_most(memory: int, buffers: str, work: str) -> None:
    settings = tuning.settings(memory)
    assert (settings["shared_buffers"], settings["work_mem"]) == (buffers, work)


def test_a_containers_limit_counts_when_it_is_less(tmp_path: Path) -> None:
    limit = tmp_path / "memory.max"
    whole = tuning.memory(limit)
    for text, expected in (("max", whole), (str(GB // 4), GB // 4), (str(whole * 2), whole)):
        limit.write_text(text, "ascii")
        assert tuning.memory(limit) == expected
