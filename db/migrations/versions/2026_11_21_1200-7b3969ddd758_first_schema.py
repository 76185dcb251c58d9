"""Make all tables, rules, indexes, functions and triggers.

The statements are in `sql/first_schema/`, one file per aggregate, run in the order of their names.
"""

from pathlib import Path

from alembic import op

revision = "7b3969ddd758"
down_revision = None
branch_labels = None
depends_on = None

_SCRIPTS = Path(__file__).parent.parent / "sql" / "first_schema"


def upgrade() -> None:
    """Run every script."""
    for script in sorted(_SCRIPTS.glob("*.sql")):
        op.execute(script.read_text("utf-8").replace(":", r"\:"))  # a colon is no bind parameter


def downgrade() -> None:
    """Drop every table and function of the schema but Alembic's own; extensions and schema stay."""
    op.execute(r"""
        DO $$
        DECLARE
          target text;
        BEGIN
          FOR target IN
            SELECT format('TABLE %I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname = 'coursewright' AND tablename <> 'alembic_version'
          LOOP
            EXECUTE 'DROP ' || target || ' CASCADE';
          END LOOP;
          FOR target IN
            SELECT p.oid\:\:regprocedure\:\:text FROM pg_proc p
            WHERE p.pronamespace = 'coursewright'\:\:regnamespace
          LOOP
            EXECUTE 'DROP FUNCTION ' || target || ' CASCADE';
          END LOOP;
        END $$
    """)
