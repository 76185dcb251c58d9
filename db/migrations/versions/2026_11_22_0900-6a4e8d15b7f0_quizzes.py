"""Let people take quizzes and review what they missed: retry rules, decisions, cards by concept."""

from db.migrations import scripts

revision = "6a4e8d15b7f0"
down_revision = "0d93b7c5e1fa"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, the log of reviews, the guards and the rights."""
    scripts.run("quizzes/up")


def downgrade() -> None:
    """Drop them with what they hold; a card is about a question again."""
    scripts.run("quizzes/down")
