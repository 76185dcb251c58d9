"""Keep the time that learners spend at each item, and tell a student how far half of her cohort is."""

from db.migrations import scripts

revision = "b8e41f0c7d26"
down_revision = "5b1e7d40c9a2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the function, and give the rights."""
    scripts.run("dashboard/up")


def downgrade() -> None:
    """Drop both, with the minutes of single days; their sums by module stay."""
    scripts.run("dashboard/down")
