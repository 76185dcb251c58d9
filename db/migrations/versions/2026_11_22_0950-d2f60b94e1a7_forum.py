"""Let people write in the forum: asked once, edited with a history, locked and hidden by staff."""

from db.migrations import scripts

revision = "d2f60b94e1a7"
down_revision = "c94e7b20d5f1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, the history of edits and the reads that the forum's pages need."""
    scripts.run("forum/up")


def downgrade() -> None:
    """Drop them; earlier words of edited posts are lost, and what staff hid stays deleted."""
    scripts.run("forum/down")
