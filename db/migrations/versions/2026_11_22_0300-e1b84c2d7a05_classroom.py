"""Add what teaching needs: spaced review, more time, rubrics, anchors, reports, releases and records.

People, the feed and the forum become protected tables too.
"""

from db.migrations import scripts

revision = "e1b84c2d7a05"
down_revision = "c5a7e90d3f16"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, their triggers, rights and policies."""
    scripts.run("classroom/up")


def downgrade() -> None:
    """Drop them with what they hold."""
    scripts.run("classroom/down")
