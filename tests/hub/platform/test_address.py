"""The platform's ports are checked before anything starts, and the inner ones stay the same."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.platform import address
from hub.platform.address import PortTaken
from hub.settings import Settings


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port: int = taken.getsockname()[1]
        yield port


@pytest.fixture
def settings(tmp_path: Path, listener: int) -> Settings:
    (tmp_path / "hub").mkdir()
    return Settings(state=tmp_path, port=listener)


def test_a_taken_port_is_named_with_another_one_to_try(settings: Settings) -> None:
    with pytest.raises(PortTaken, match=rf"{settings.port} .* make up PORT={settings.port + 100}$"):
        address.require_free(settings)


def test_each_inner_process_keeps_a_port_of_its_own(settings: Settings) -> None:
    first = address.with_free_ports(settings)
    again = address.with_free_ports(settings)
    assert len({first.hub_port, first.proxy_port, first.service_port, first.port}) == 4
    assert again == first


def test_an_inner_port_that_was_taken_meanwhile_is_replaced(settings: Settings) -> None:
    first = address.with_free_ports(settings)
    assert first.hub_port is not None
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first.hub_port))
        taken.listen()
        again = address.with_free_ports(settings)
    assert again.hub_port != first.hub_port
    assert again.proxy_port == first.proxy_port


def test_a_damaged_record_of_ports_is_written_anew(settings: Settings) -> None:
    (settings.state / "hub" / "ports.json").write_text("[broken")
    assert address.with_free_ports(settings).hub_port


def test_a_hub_that_does_not_answer_is_not_ready(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert not address.answers(Settings(state=settings.state, port=port))


def test_a_stale_note_of_a_proxy_ends_no_stranger(settings: Settings) -> None:
    (settings.state / "hub" / "proxy.pid").write_text("1")
    address.end_stale_proxy(settings.state)
    (settings.state / "hub" / "proxy.pid").write_text("not a number")
    address.end_stale_proxy(settings.state)
