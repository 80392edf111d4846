# A data migration: pg enum change.
# modes: online
# dialects: postgresql
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import column, insert, select, table
from sqlalchemy.dialects import postgresql

revision = "data_pg_enum_change"
down_revision = None


def upgrade():
    op.execute("CREATE TYPE mood_pe AS ENUM ('sad', 'ok')")
    op.create_table("mood_t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("m", postgresql.ENUM("sad", "ok", name="mood_pe", create_type=False)))
    t = table("mood_t", column("id", sa.Integer), column("m", postgresql.ENUM("sad", "ok", name="mood_pe", create_type=False)))
    op.bulk_insert(t, [{"m": "sad"}, {"m": "ok"}])
    op.execute("ALTER TYPE mood_pe RENAME TO mood_old")
    new = postgresql.ENUM("sad", "fine", "happy", name="mood_pe")
    new.create(op.get_bind(), checkfirst=False)
    op.alter_column("mood_t", "m", type_=new, postgresql_using="CASE m::text WHEN 'ok' THEN 'fine' ELSE m::text END::mood_pe")
    op.execute("DROP TYPE mood_old")
    conn = op.get_bind()
    assert conn.execute(select(column("m")).select_from(table("mood_t")).order_by(column("id"))).scalars().all() == ["sad", "fine"]


def downgrade():
    op.drop_table("mood_t")
    postgresql.ENUM(name="mood_pe").drop(op.get_bind(), checkfirst=True)
