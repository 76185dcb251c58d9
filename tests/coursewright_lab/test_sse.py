"""The event stream's bytes become events."""

import pytest

from coursewright_lab.sse import MAX_EVENT_BYTES, EventParser, EventTooLongError


def parse(*chunks: bytes) -> list[dict[str, object]]:
    parser = EventParser()
    return [event for chunk in chunks for event in parser.feed(chunk)]


def test_an_event_has_its_name_as_type() -> None:
    assert parse(b'event: activity\ndata: {"user": "bob"}\n\n') == [{"type": "activity", "user": "bob"}]


def test_an_event_without_a_name_is_its_data() -> None:
    assert parse(b'data: {"type": "activity"}\n\n') == [{"type": "activity"}]


def test_an_event_may_come_in_pieces_and_with_windows_line_ends() -> None:
    assert parse(b"ev", b"ent: rea", b"dy\r\ndata:", b" {}\r", b"\n\r\n") == [{"type": "ready"}]


def test_the_name_of_one_event_is_not_carried_to_the_next() -> None:
    assert parse(b'event: ready\n\ndata: {"a": 1}\n\n') == [{"a": 1}]


@pytest.mark.parametrize(
    "noise", [b": heartbeat\n\n", b"data: nonsense\n\n", b"data: [1]\n\n", b"id: 3\n\n", b"\n\n"]
)
def test_what_is_no_event_is_left_out(noise: bytes) -> None:
    assert parse(noise, b'data: {"a": 1}\n\n') == [{"a": 1}]


def test_a_stream_that_never_ends_its_event_is_given_up() -> None:
    parser = EventParser()
    with pytest.raises(EventTooLongError):
        list(parser.feed(b"data: " + b"x" * MAX_EVENT_BYTES))
