# Texts as values of UUID columns: off-line their dashes stay, but not with as_uuid=False.
# dialects: postgresql
# modes: offline
# needs: SQLAlchemy 2.0
import uuid

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "uuid_given_as_text"
down_revision = None

ONE = "00000000-0000-0000-0000-000000000002"
u = sa.table(
    "u",
    sa.column("id", sa.Uuid),
    sa.column("text_id", sa.Uuid(as_uuid=False)),
    sa.column("own", postgresql.UUID),
    sa.column("digits", sa.Uuid(native_uuid=False)),
)


def upgrade():
    op.execute(u.delete().where(u.c.id == ONE))
    op.execute(u.delete().where(u.c.text_id == ONE))
    op.execute(u.delete().where(u.c.own == ONE))
    op.execute(u.delete().where(u.c.id == uuid.UUID(ONE)))
    op.execute(u.delete().where(u.c.digits == uuid.UUID(ONE)))
    op.bulk_insert(u, [{"id": ONE, "text_id": ONE, "own": ONE}])


def downgrade():
    pass
