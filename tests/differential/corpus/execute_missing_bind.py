# A bound name without a value prints as NULL offline.
# modes: offline
from alembic import op

revision = "execute_missing_bind"
down_revision = None


def upgrade():
    op.execute("UPDATE exm SET a = 1 WHERE b = :b AND c = ':d'")
    op.execute("SELECT 'a:b', x::text, :y")


def downgrade():
    pass
