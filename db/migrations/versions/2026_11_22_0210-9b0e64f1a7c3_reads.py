"""Add the reads at scale: the switch that hides a person, the functions of the feeds, and their indexes."""

from db.migrations import scripts

revision = "9b0e64f1a7c3"
down_revision = "8e2f60c1b9d4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run every script in the order of their names."""
    scripts.run("reads/up")


def downgrade() -> None:
    """Drop what was added; who was hidden is seen again."""
    scripts.run("reads/down")
