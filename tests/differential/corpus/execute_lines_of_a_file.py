# Statements split by the script itself.
from alembic import op

revision = "execute_lines_of_a_file"
down_revision = None


SQL = """
CREATE TABLE exl (a INTEGER);
INSERT INTO exl VALUES (1);
INSERT INTO exl VALUES (2)
"""


def upgrade():
    for statement in SQL.split(";"):
        if statement.strip():
            op.execute(statement.strip())


def downgrade():
    op.execute("DROP TABLE exl")
