"""How strong a border a machine can hold."""

from enum import StrEnum


class Tier(StrEnum):
    """From the strongest to none; `NONE` is refused unless an operator accepts it by name."""

    NAMESPACES = "landlock, seccomp and namespaces"
    LANDLOCK = "landlock and seccomp"
    LANDLOCK_NAMESPACES = "landlock and namespaces"
    NONE = "none"

    @property
    def has_landlock(self) -> bool:
        """Whether the kernel keeps files, signals and ptrace apart."""
        return self is not Tier.NONE

    @property
    def has_seccomp(self) -> bool:
        """Whether system calls are filtered."""
        return self in {Tier.NAMESPACES, Tier.LANDLOCK}

    @property
    def has_namespaces(self) -> bool:
        """Whether processes, network and the root folder are the run's own."""
        return self in {Tier.NAMESPACES, Tier.LANDLOCK_NAMESPACES}


def strongest(*, landlock: bool, seccomp: bool, namespaces: bool) -> Tier:
    """The tier of a machine that has these."""
    wanted = (landlock, seccomp, namespaces)
    for tier in Tier:
        if (tier.has_landlock, tier.has_seccomp, tier.has_namespaces) == wanted:
            return tier
    return Tier.NONE


def weaker_or_equal(tier: Tier) -> tuple[Tier, ...]:
    """`tier` and what a machine of that tier can hold besides; never `NONE`."""
    return tuple(
        other
        for other in Tier
        if other is not Tier.NONE
        and other.has_seccomp <= tier.has_seccomp
        and other.has_namespaces <= tier.has_namespaces
        and other.has_landlock <= tier.has_landlock
    )
