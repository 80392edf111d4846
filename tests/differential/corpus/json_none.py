# None in JSON columns: JSON's null, unless the type says none_as_null.
# modes: online
from alembic import op
import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql

revision = "json_none"
down_revision = None


class Document(sa.types.TypeDecorator):
    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value

    def process_result_value(self, value, dialect):
        return value


def upgrade():
    bind = op.get_bind()
    kind = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    table = op.create_table(
        "json_none",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("data", sa.JSON()),
        sa.Column("flat", sa.JSON(none_as_null=True)),
        sa.Column("more", kind),
        sa.Column("doc", Document()),
        sa.Column("made", sa.JSON(), default=lambda: None),
        sa.Column("words", sa.String(10)),
    )
    op.bulk_insert(table, [{"id": 1, "data": None, "flat": None, "more": None, "doc": None, "words": None}, {"id": 2, "data": {}, "flat": [], "more": 0, "doc": "", "words": ""}])
    op.bulk_insert(table, [{"id": 3, "data": None, "flat": None, "doc": None}], multiinsert=False)
    bind.execute(table.insert().values(id=4, data=None, flat=None, more=None, doc=None, words=None))
    bind.execute(table.insert(), {"id": 5, "data": None, "flat": None, "more": None, "doc": None, "words": None})
    bind.execute(table.insert(), [{"id": 6, "data": None, "flat": None}, {"id": 7, "data": [None], "flat": None}])
    bind.execute(table.insert().values([{"id": 8, "data": None}, {"id": 9, "data": 1}]))
    bind.execute(table.insert().values(id=10, data=sa.null(), flat=sa.JSON.NULL, more=sa.JSON.NULL, doc=sa.null()))
    bind.execute(table.insert().values(id=11, data=bindparam("d"), flat=bindparam("f")), {"d": None, "f": None})
    bind.execute(table.insert().values(id=12, data={"a": 1}, more={"a": 1}))
    bind.execute(table.update().where(table.c.id == 12).values(data=None, flat=None, words=None))
    bind.execute(table.update().where(table.c.id == bindparam("key")), {"key": 12, "more": None})
    bind.execute(table.update().where(table.c.id == bindparam("key")).values(doc=bindparam("x")), [{"key": 1, "x": None}, {"key": 2, "x": {"b": None}}])
    bind.execute(sa.text("INSERT INTO json_none (id, data, flat) VALUES (13, :d, :f)").bindparams(bindparam("d", None, type_=sa.JSON()), bindparam("f", None, type_=sa.JSON(none_as_null=True))))


def downgrade():
    pass
