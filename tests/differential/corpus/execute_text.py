# op.execute of strings and text(): several lines, quotes, percent signs, tabs, semicolons.
from alembic import op
import sqlalchemy as sa

revision = "execute_text"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE ex (a INTEGER, b TEXT)")
    op.execute("INSERT INTO ex VALUES (1, 'one')")
    op.execute(sa.text("INSERT INTO ex VALUES (2, 'it''s')"))
    op.execute(
        """
        INSERT INTO ex
        VALUES (3, 'three')
        """
    )
    op.execute("INSERT INTO ex VALUES (4, '100%')")
    op.execute("INSERT INTO ex VALUES (5, 'a\tb')")
    op.execute("INSERT INTO ex VALUES (6, 'semi;colon');")
    op.execute("UPDATE ex SET b = 'x' WHERE b LIKE 't%'")
    op.execute("INSERT INTO ex VALUES (7, 'back\\\\slash')")
    op.execute("INSERT INTO ex VALUES (8, 'esc\\:aped'), (9, '%s %d')")


def downgrade():
    op.execute("DROP TABLE ex")
