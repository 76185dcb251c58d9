"""Confines the calling process for good: what each forked student's or trusted process does first."""

import os
import signal
from dataclasses import asdict

from curriculum.grading.sandbox import landlock, privilege, seccomp
from curriculum.grading.sandbox.rules import Rules
from curriculum.grading.sandbox.tier import Tier


def enforce(rules: Rules, tier: Tier) -> None:
    """Bind this process and its children to `rules` with what `tier` has; raises OSError if that fails.

    Namespaces are entered before, by whoever forks this process.
    """
    parent = os.getppid()
    privilege.limit(asdict(rules.limits) if rules.limits else {})
    privilege.forbid_new_privileges()
    privilege.become(rules.uid, rules.gid)
    privilege.drop_capabilities()
    privilege.die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    if tier.has_landlock:
        _draw(rules).enforce()
    if tier.has_seccomp:
        is_apart = tier.has_namespaces
        has_scope = landlock.version() >= landlock.SIGNALS_SINCE or rules.uid is not None
        seccomp.enforce(keep_group=not is_apart, keep_signals=not is_apart and not has_scope)


def _draw(rules: Rules) -> landlock.Ruleset:
    border = landlock.Ruleset(network=rules.network)
    border.allow_reading(rules.read)
    border.allow_writing(rules.write)
    border.allow_devices(terminals=rules.network)
    return border
