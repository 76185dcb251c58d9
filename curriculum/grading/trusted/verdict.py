"""Why the judging of a cell stops for good: nothing that a cell does with these makes a pass of it.

Stuck (a BaseException, remembered when it is raised)
├── Refused       no fair answer can be had: a person must look; says which value, and what the author can do
├── TimeUp        the cell's time is over
├── StudentGone   the student's process has ended or does not answer any more
├── Misled        the student's process broke the protocol
└── FailedInside  an assertion failed where the student's code could have swallowed it
"""

from curriculum.grading.protocol.message import Outcome


class Stuck(BaseException):
    """The base: the outcome of the cell, and a sentence fit for the student."""

    outcome = Outcome.ERROR

    def __init__(self, sentence: str) -> None:
        """`sentence` says what happened."""
        self.sentence = sentence
        super().__init__(sentence)


class Refused(Stuck):
    """Needs manual review."""

    outcome = Outcome.MANUAL


class TimeUp(Stuck):
    """Took too long."""

    outcome = Outcome.TIMEOUT

    def __init__(self, sentence: str = "") -> None:
        """The sentence is always the same one."""
        super().__init__(sentence or "This took longer than it may; look for a loop that does not end.")


class StudentGone(Stuck):
    """There is nobody to ask any more."""

    outcome = Outcome.KILLED


class Misled(Stuck):
    """S said something that is no message."""

    outcome = Outcome.KILLED


class FailedInside(Stuck):
    """A failed assertion that passed through the student's code."""
