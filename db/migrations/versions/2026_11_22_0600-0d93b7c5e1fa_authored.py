"""Keep what authors say of lessons, of resources and of short answers that need no person."""

from db.migrations import scripts

revision = "0d93b7c5e1fa"
down_revision = "f47d20a9c6e8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    scripts.run("authored/up")


def downgrade() -> None:
    """Drop them with what they hold."""
    scripts.run("authored/down")
