"""Why a module is locked, and what opens it."""

from hub.services.lock import Lock, Named, lock_by

KNOWN = {1: Named("ledgers", "Ledgers"), 2: Named("keys", "Keys"), 3: Named("gas", "Gas")}


def test_what_is_completed_or_unknown_locks_nothing() -> None:
    assert lock_by((1, 9), {1}, KNOWN) == Lock(None, ())


def test_a_lock_names_every_module_that_is_missing() -> None:
    assert lock_by((1, 2, 3), {2}, KNOWN) == Lock("Complete Ledgers and Gas first.", ("ledgers", "gas"))
    assert lock_by((2,), set(), KNOWN) == Lock("Complete Keys first.", ("keys",))
