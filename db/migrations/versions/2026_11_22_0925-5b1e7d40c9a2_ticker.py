"""Read whom a viewer follows once for a page of the ticker."""

from db.migrations import scripts

revision = "5b1e7d40c9a2"
down_revision = "a3d86f15c702"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Walk the feed by sets that its reader has made."""
    scripts.run("ticker/up")


def downgrade() -> None:
    """Walk it by the viewer again."""
    scripts.run("ticker/down")
