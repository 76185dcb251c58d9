"""Keep with each attempt what was mended in its notebook, and what kept the run apart."""

from db.migrations import scripts

revision = "f47d20a9c6e8"
down_revision = "e1b84c2d7a05"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    scripts.run("integrity/up")


def downgrade() -> None:
    """Drop them with what they hold."""
    scripts.run("integrity/down")
