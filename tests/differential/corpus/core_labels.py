# Names that a SELECT makes up: labels of functions, operations, casts and repeated columns.
# dialects: postgresql sqlite
# modes: offline
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import func, select

revision = "core_labels"
down_revision = None

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("n", sa.Integer),
             sa.column("flag", sa.Boolean), sa.column("js", sa.JSON), sa.column("price", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer), sa.column("name", sa.String),
             sa.column("v", sa.Integer))


def upgrade():
    op.execute(select(t.c.id, u.c.id, t.c.id, u.c.id))
    op.execute(select(func.count(), func.count(t.c.id), t.c.n + 1, sa.literal(1), -t.c.n).select_from(t))
    op.execute(select(sa.cast(t.c.id, sa.String), sa.cast(t.c.id, sa.Text), sa.type_coerce(t.c.name, sa.Integer)))
    op.execute(select(t.c.id.label("k"), t.c.name).order_by("k").group_by("name", "k"))
    op.execute(select(t.c.id.label("k"), t.c.name.label(None)).order_by(sa.desc("k"), sa.nulls_last(t.c.n.asc())))
    op.execute(select(t.c.id, u.c.id).set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL))


def downgrade():
    pass
