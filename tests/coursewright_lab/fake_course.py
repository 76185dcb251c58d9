"""The rows the fake service serves: a small cohort course, a personal course, a feed."""

from typing import Any

Json = dict[str, Any]

VERSION = "0123456789ab"
HINT = "The seal is the hash of `index`, data and the seal before."


def item(key: str, kind: str, title: str, **changes: object) -> Json:
    """Return one item of a module, not started unless `changes` say otherwise."""
    fields: Json = {
        "key": key,
        "kind": kind,
        "title": title,
        "minutes": 20 if kind == "lesson" else None,
        "points": 10 if kind == "exercise" else None,
        "due_at": None,
        "status": "not-started",
        "score": None,
        "max_score": None,
        "attempts": 0,
        "version": VERSION,
    }
    return fields | changes


def module(key: str, number: int, title: str, items: list[Json], **changes: object) -> Json:
    """Return one unlocked module."""
    fields: Json = {
        "key": key,
        "number": number,
        "title": title,
        "status": "not-started",
        "progress_percent": 0,
        "is_locked": False,
        "lock_reason": None,
        "needs": [],
        "items": items,
    }
    return fields | changes


def course() -> Json:
    """Return what `GET course` answers before the learner has done anything."""
    foundations = module(
        "m01-foundations",
        1,
        "Blockchain Foundations",
        [
            item("m01-l1-ledgers", "lesson", "Ledgers and trust"),
            item("m01-l2-hashes", "lesson", "Hash functions"),
            item("m01-hash-chain", "exercise", "Build a hash chain", due_at="2026-12-01T22:59:00+00:00"),
            item("m01-foundations-quiz", "quiz", "Quiz", points=40, version=None),
        ],
    )
    locked = module(
        "m02-consensus",
        2,
        "Consensus",
        [item("m02-l1-agreement", "lesson", "Agreeing without a boss")],
        is_locked=True,
        lock_reason="Finish Blockchain Foundations to 70 % first.",
        needs=["m01-foundations"],
    )
    shoes = module(
        "b1-objects",
        1,
        "A Shoe as an object",
        [
            item("b1-lesson", "lesson", "Shoes, one object each"),
            item("b1-encapsulate", "exercise", "Keep the Resale price in the Vault"),
        ],
    )
    return {
        "cohort": {"slug": "demo", "name": "Demo cohort"},
        "tracks": [{"slug": "foundations", "title": "Foundations", "modules": [foundations, locked]}],
        "personal": [
            {"id": "c1", "title": "Python with Sneakers", "progress_percent": 0, "modules": [shoes]}
        ],
    }


def me(username: str) -> Json:
    """Return who is asking."""
    staff = username == "ines"
    role = "instructor" if staff else "student"
    return {
        "username": username,
        "full_name": username.title(),
        "role": role,
        "cohorts": [{"slug": "demo", "name": "Demo cohort", "role": role}],
        "can_grade": staff,
    }


def feed_item(number: int, username: str, activity: str, key: str | None, title: str) -> Json:
    """Return one item of the feed."""
    return {
        "id": f"f{number}",
        "username": username,
        "full_name": username.title(),
        "activity_type": activity,
        "key": key,
        "title": title,
        "metadata": {},
        "created_at": f"2026-11-20T10:{number:02d}:00+00:00",
    }


def notebook(key: str, kind: str, version: str = VERSION) -> Json:
    """Return the canonical notebook of an item."""
    source = (
        "def link(block):\n    return None  # your code here\n"
        if kind == "exercise"
        else "print('read me')\n"
    )
    return {
        "cells": [
            {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# {key}"},
            {
                "cell_type": "code",
                "id": "answer",
                "metadata": {},
                "source": source,
                "outputs": [],
                "execution_count": None,
            },
        ],
        "metadata": {
            "coursewright": {"key": key, "kind": kind, "version": version},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def tests_of(answer: str) -> list[Json]:
    """Return test results that fit what the learner wrote: `sha256` passes, `half` is partial."""
    full, half = "sha256" in answer, "half" in answer
    return [
        test(
            "t1",
            "A link holds the previous hash",
            4,
            "passed" if full or half else "failed",
            "link() returned None",
        ),
        test(
            "t2",
            "Tampering is noticed",
            4,
            "passed" if full else "partial" if half else "failed",
            "One block of two",
        ),
        test("t3", "Explain your choice", 2, "manual", None),
    ]


def test(grade_id: str, title: str, points: float, outcome: str, reason: str | None) -> Json:
    """Return one line of a result."""
    share = {"passed": 1.0, "partial": 0.5}.get(outcome, 0.0)
    return {
        "grade_id": grade_id,
        "title": title,
        "points": points * share,
        "max_points": points,
        "outcome": outcome,
        "reason": None if outcome == "passed" else reason,
        "comment": None,
        "is_marked": False,
    }


def hints() -> list[Json]:
    """Return one hint that costs a point and one that is free, both hidden."""
    return [
        {"number": number, "percent": percent, "points": percent / 10, "text": None, "revealed_at": None}
        for number, percent in ((1, 10), (2, 0))
    ]


def regrade(reason: str) -> Json:
    """Return an open request of the learner's."""
    return {
        "id": "r1",
        "reason": reason,
        "asked_at": "2026-11-20T11:30:00+00:00",
        "decision": None,
        "answer": None,
        "answered_at": None,
        "answered_by": None,
    }


def staff_regrade(number: str, **changes: object) -> Json:
    """Return an open request as staff sees it."""
    fields: Json = {
        **regrade("The second test fails for me alone."),
        "id": number,
        "submission_id": "s1",
        "username": "bob",
        "full_name": "Bob",
        "key": "m01-hash-chain",
        "title": "Build a hash chain",
        "attempt": 1,
        "latest_attempt": 1,
        "state": "graded",
        "score": 6,
        "max_score": 10,
        "submitted_at": "2026-11-20T11:00:00+00:00",
    }
    return fields | changes
