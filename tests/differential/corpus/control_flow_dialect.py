# Branching on the dialect's name and on offline mode.
from alembic import context, op

revision = "control_flow_dialect"
down_revision = None


def upgrade():
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("CREATE TABLE cfd (a integer, which text DEFAULT 'pg')")
    elif op.get_context().dialect.name == "sqlite":
        op.execute("CREATE TABLE cfd (a integer, which text DEFAULT 'lite')")
    if context.is_offline_mode():
        op.execute("INSERT INTO cfd (a) VALUES (1)")
    else:
        op.execute("INSERT INTO cfd (a) VALUES (1)")
    op.execute("INSERT INTO cfd (a) VALUES (%s)" % len(op.get_context().dialect.name))


def downgrade():
    op.execute("DROP TABLE cfd")
