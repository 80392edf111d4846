# A data migration: pg arrays.
# modes: online
# dialects: postgresql
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import cast, column, func, insert, select, table, text, update
from sqlalchemy.dialects import postgresql

revision = "data_pg_arrays"
down_revision = None


def upgrade():
    t = op.create_table("arr_pg", sa.Column("id", sa.Integer, primary_key=True), sa.Column("tags", postgresql.ARRAY(sa.Text)), sa.Column("doc", postgresql.JSONB))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"tags": ["a", "b,c", 'q"'], "doc": {"a": {"b": [1, 2]}}}, {"tags": [], "doc": {}}, {"tags": None, "doc": None}])
    conn.execute(t.update().where(t.c.tags.any("a")).values(tags=func.array_append(t.c.tags, "z")))
    conn.execute(t.update().where(t.c.doc["a"]["b"][0].as_integer() == 1).values(doc=func.jsonb_set(t.c.doc, "{a,c}", cast("5", postgresql.JSONB))))
    conn.execute(t.update().where(t.c.doc.has_key("a")).values(doc=t.c.doc.concat({"n": None})))
    assert conn.execute(select(func.unnest(t.c.tags)).where(t.c.id == 1)).scalars().all() == ["a", "b,c", 'q"', "z"]
    assert conn.execute(select(t.c.doc["a"]["b"].astext).where(t.c.id == 1)).scalar() == "[1, 2]"
    keys = conn.execute(select(func.jsonb_object_keys(t.c.doc).label("k")).where(t.c.id == 1).order_by("k")).scalars().all()
    assert keys == ["a", "n"], keys
    conn.execute(text("UPDATE arr_pg SET tags = :t WHERE id = 2"), {"t": ["x", None]})
    conn.execute(t.update().where(t.c.id == 3).values(tags=sa.select(func.array_agg(sa.distinct(func.lower(column("e"))))).select_from(func.unnest(postgresql.array(["A", "a"])).alias("e")).scalar_subquery()))


def downgrade():
    pass
