"""Keep what a learner asks her own course to be made from, and let a worker make it."""

from db.migrations import scripts

revision = "a3d86f15c702"
down_revision = "a37c0e5d92b8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, mark optional modules, and give the rights."""
    scripts.run("onboarding/up")


def downgrade() -> None:
    """Drop them with what they hold."""
    scripts.run("onboarding/down")
