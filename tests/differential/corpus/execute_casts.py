# Double colons are casts, single ones bound names; JSON in a string.
# dialects: postgresql mysql mariadb
from alembic import op

revision = "execute_casts"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE exc (a jsonb, b timestamp)")
    op.execute("INSERT INTO exc VALUES ('{}'::jsonb, '2024-01-01'::timestamp)")
    op.execute(r"""INSERT INTO exc VALUES ('{"a"\: 1}'::jsonb, '2024-01-01 10\:20\:30'::timestamp)""")
    op.execute("INSERT INTO exc VALUES ('{\"a\": 2}', '2024-01-01 10:20:30')")


def downgrade():
    op.execute("DROP TABLE exc")
