"""Let a person mute whom she does not follow, and take back what she showed of herself."""

from db.migrations import scripts

revision = "d2f6a8b41c93"
down_revision = "d2f60b94e1a7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the vocabulary of relationships, and give the right."""
    scripts.run("guild/up")


def downgrade() -> None:
    """Forget who was muted without being followed, and take the right back."""
    scripts.run("guild/down")
