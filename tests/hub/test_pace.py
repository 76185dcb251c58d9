"""A pace is kept for each key by itself."""

from hub.pace import Pace


def test_each_key_passes_so_often_and_again_after_a_while() -> None:
    moment = [0.0]
    pace = Pace(most=2, seconds=10, now=lambda: moment[0])
    assert [pace.take("ada") for _ in range(3)] == [True, True, False]
    assert pace.take("bob")
    moment[0] = 9.9
    assert not pace.take("ada")
    moment[0] = 10
    assert [pace.take("ada") for _ in range(3)] == [True, True, False]


def test_a_pace_tells_how_long_to_wait_in_whole_seconds() -> None:
    moment = [0.0]
    pace = Pace(most=2, seconds=10, now=lambda: moment[0])
    pace.take("ada")
    moment[0] = 3.5
    pace.take("ada")
    assert pace.wait("ada") == 7
    moment[0] = 9.9
    assert (pace.wait("ada"), pace.wait("bob")) == (1, 1)
