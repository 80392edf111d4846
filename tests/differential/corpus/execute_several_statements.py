# One string with several statements.
# On-line on MySQL: PyMySQL refuses several statements in one text, mysqlclient and Retort take them.
# modes on mysql: offline
# dialects: postgresql mysql mariadb
from alembic import op

revision = "execute_several_statements"
down_revision = None


def upgrade():
    op.execute(
        """
        CREATE TABLE exs (a integer);
        INSERT INTO exs VALUES (1);
        -- a comment with a ; in it
        INSERT INTO exs VALUES (2);
        """
    )


def downgrade():
    op.execute("DELETE FROM exs; DROP TABLE exs;")
