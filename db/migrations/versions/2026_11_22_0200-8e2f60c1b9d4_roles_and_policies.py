"""Give each role only what it needs, and protect private rows by the claim of the transaction."""

from db.migrations import scripts

revision = "8e2f60c1b9d4"
down_revision = "4c1d5a90e7b2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the wide rights back, then grant and protect table by table."""
    scripts.run("roles_and_policies/up")


def downgrade() -> None:
    """Drop the policies and open every table to the service and the workers."""
    scripts.run("roles_and_policies/down")
