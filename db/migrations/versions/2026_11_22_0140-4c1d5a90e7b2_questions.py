"""Let an assessment hold all that a quiz file says of a question."""

from pathlib import Path

from alembic import op

revision = "4c1d5a90e7b2"
down_revision = "7b3969ddd758"
branch_labels = None
depends_on = None

_SCRIPTS = Path(__file__).parent.parent / "sql" / "questions"


def upgrade() -> None:
    """Add the columns and their rules."""
    op.execute((_SCRIPTS / "up.sql").read_text("utf-8"))


def downgrade() -> None:
    """Drop the columns with what they hold."""
    op.execute((_SCRIPTS / "down.sql").read_text("utf-8"))
