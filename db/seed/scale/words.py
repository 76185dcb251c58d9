"""What people write: a few words everywhere, many words seldom."""

from random import Random

from db.seed.scale.chance import cumulated

_OFTEN = """
    block chain wallet key token gas price trade order market pool yield swap bridge proof hash test error
    value function contract module exercise answer question notebook cell loop state entity metric rule
    limit window
"""
_SYLLABLES = "ba co di fu ge hi jo ka lu me ni po qua ri so tu ve wi xo zy"

COMMON = tuple(_OFTEN.split())
VOCABULARY = COMMON + tuple(
    first + second + third + last
    for first in _SYLLABLES.split()
    for second in _SYLLABLES.split()
    for third in _SYLLABLES.split()[:5]
    for last in ("n", "r", "st", "ling")
)
"""The first are said often, the last hardly ever."""

_WEIGHTS = cumulated(len(VOCABULARY), 1.0, offset=3)


def sentence(chance: Random, count: int) -> str:
    """So many words."""
    return " ".join(chance.choices(VOCABULARY, cum_weights=_WEIGHTS, k=count))
