"""Keep who saw which hint at what price, and what learners ask to have graded again."""

from db.migrations import scripts

revision = "a37c0e5d92b8"
down_revision = "6a4e8d15b7f0"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns, their rights and policies."""
    scripts.run("hints_and_regrades/up")


def downgrade() -> None:
    """Drop them with what they hold."""
    scripts.run("hints_and_regrades/down")
