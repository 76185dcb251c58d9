"""What can go wrong on a channel.

ProtocolError
├── MalformedError      bytes that are no message, or one that was not due
├── TooLargeError       a limit was passed, on the way in or out
├── UncodableError      a value that has no form as data
└── ChannelError
    ├── SilentError     no answer before the deadline
    └── GoneError       the other side is gone
"""


class ProtocolError(Exception):
    """The base of all faults of a channel."""


class MalformedError(ProtocolError):
    """What came is no message that was due."""


class TooLargeError(ProtocolError):
    """A limit was passed before the value was built."""


class UncodableError(ProtocolError):
    """A value of this type cannot be sent as data."""

    def __init__(self, value: object) -> None:
        """Keep the type's name only."""
        self.type_name = type(value).__name__
        super().__init__(f"A value of type {self.type_name} cannot be sent as data.")


class ChannelError(ProtocolError):
    """The conversation cannot go on."""


class SilentError(ChannelError):
    """The other side did not answer in time."""


class GoneError(ChannelError):
    """The other side has closed its end."""
