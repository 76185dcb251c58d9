"""Let members of a cohort propose where to read on, and its staff decide what the others see."""

from db.migrations import scripts

revision = "c94e7b20d5f1"
down_revision = "b8e41f0c7d26"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add where a link stands, and the rights and policies; the links that are there stay approved."""
    scripts.run("resources/up")


def downgrade() -> None:
    """Drop all that; a cohort's own links stay without a module, so nobody finds them."""
    scripts.run("resources/down")
