"""Retire lessons, keep the progress of generated lessons in rows, and protect notebooks.

A downgrade puts the progress back into the modules' JSON.
"""

from db.migrations import scripts

revision = "c5a7e90d3f16"
down_revision = "9b0e64f1a7c3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move what the old columns said into the new ones."""
    scripts.run("lessons/up")


def downgrade() -> None:
    """Move it back."""
    scripts.run("lessons/down")
